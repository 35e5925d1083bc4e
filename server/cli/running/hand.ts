/** What the commands that ask a running emulator have in common: how they find it, what they print, their help. */
import type { Command } from 'commander'
import type { ControlClient } from '../../client/index.js'
import { EXIT_OK } from '../core/index.js'
import type { Io } from '../core/index.js'
import { clientOf, findEmulator } from './find.js'
import type { TargetFlags } from './find.js'

/** What a command found out: for programs, and for people. */
export interface Shown {
  readonly value: unknown
  readonly lines: readonly string[]
}

export interface Call<Flags> {
  readonly client: ControlClient
  /** What stands after the name of the command; absent ones are undefined. */
  readonly args: readonly (string | undefined)[]
  readonly flags: Flags
  readonly io: Io
}

export interface Hand<Flags> {
  /** Name and arguments, as commander has them. */
  readonly usage: string
  readonly says: string
  readonly examples: readonly string[]
  readonly options?: readonly (readonly [flags: string, says: string])[]
  /** Ran where its group is called without a name. */
  readonly isDefault?: boolean
  /** How long an answer may take, in milliseconds; two minutes otherwise. */
  readonly timeoutMs?: number
  readonly act: (call: Call<Flags>) => Promise<Shown>
}

/** Adds a command that asks a running emulator. */
export function addHand<Flags extends object>(
  parent: Command,
  io: Io,
  finish: (exitCode: number) => void,
  hand: Hand<Flags>
): Command {
  const { usage, says, examples, options = [], isDefault = false, timeoutMs, act } = hand
  const command = parent.command(usage, { isDefault }).description(says)
  for (const option of options) command.option(...option)
  addTarget(command)
  withExamples(command, examples)
  return command.action(async (...input: unknown[]) => {
    const flags: Flags & TargetFlags & { json?: boolean } = command.opts()
    using client = clientOf(await findEmulator(flags, io), io, timeoutMs)
    const args = input.slice(0, -2).flat() as (string | undefined)[]
    show(await act({ client, args, flags, io }), flags, io)
    finish(EXIT_OK)
  })
}

/** The options by which a running emulator is found, and how the answer is printed. */
export function addTarget(command: Command): Command {
  return command
    .option(
      '--target <url|name>',
      'a listener of the emulator, or its name (default: PESIM_URL or PESIM_NAME, else the last start)'
    )
    .option('--control-token <token>', 'the control token, from another machine (default: PESIM_CONTROL_TOKEN)')
    .option('--ca <file>', 'take only a certificate that this PEM file vouches for (default: PESIM_CA)')
    .option('--insecure', 'take any certificate')
    .option('--json', 'print one line of JSON')
}

const examplesByCommand = new WeakMap<Command, readonly string[]>()

/** What a command's help shows as examples; empty where it has none. */
export const examplesOf = (command: Command): readonly string[] => examplesByCommand.get(command) ?? []

export function withExamples(command: Command, examples: readonly string[]): Command {
  examplesByCommand.set(command, examples)
  return command.addHelpText('after', `\nExamples:\n${examples.map(example => `  ${example}`).join('\n')}`)
}

export function show({ value, lines }: Shown, { json }: { json?: boolean }, io: Io): void {
  const printed = json === true ? [JSON.stringify(value)] : lines
  if (printed.length > 0) io.stdout.write(`${printed.join('\n')}\n`)
}
