/** The process: arguments to a command, its outcome to an exit code. */
import { Command, CommanderError } from 'commander'
import { inspect } from 'node:util'
import { ConfigError, readConfig, settings } from './config/index.js'
import type { Flags } from './config/index.js'
import { runDemo } from './demo/index.js'
import { runExplore, runLedger, runScenarios, runStart } from './cli/index.js'
import type { ExploreFlags, LedgerFlags } from './cli/index.js'
import { AddressUnavailable } from './http/listen/index.js'
import type { Io } from './cli/core/index.js'
import { FixtureError } from './seed/index.js'
import { StorageFailure, UnreadableData } from './storage/index.js'
import { Unreachable } from './cli/core/index.js'
import { runVerify } from './verify/index.js'
import type { VerifyFlags } from './verify/index.js'
import { version } from './contracts/index.js'

export const EXIT_OK = 0
export const EXIT_FAILURE = 1
export const EXIT_USAGE = 2
export const EXIT_ADDRESS_UNAVAILABLE = 3
/** Of `verify`. */
export const EXIT_UNREACHABLE = 3
export const EXIT_UNREADABLE = 4

/** Everything else is a failure of the run. */
const exitCodes: readonly (readonly [abstract new (...args: never[]) => Error, number])[] = [
  [CommanderError, EXIT_USAGE],
  [ConfigError, EXIT_USAGE],
  [AddressUnavailable, EXIT_ADDRESS_UNAVAILABLE],
  [Unreachable, EXIT_UNREACHABLE],
  [FixtureError, EXIT_UNREADABLE],
  [StorageFailure, EXIT_FAILURE],
  [UnreadableData, EXIT_UNREADABLE]
]

/** A start that was told to end and has not by then is ended. */
const STOP_LIMIT_MS = 900

/** `verify` may have to remove what it has made on a real cluster, which takes its time. */
const CLEAN_UP_LIMIT_MS = 60_000

/** Runs one command and returns its exit code. `args` are those after the name of the program. */
export async function main(args: readonly string[], io: Io): Promise<number> {
  try {
    let code = EXIT_OK
    const program = programOf(io, result => {
      code = result
    })
    if (args.length === 0) program.outputHelp()
    else await program.parseAsync([...args], { from: 'user' })
    return code
  } catch (error) {
    return failureOf(error, io)
  }
}

function failureOf(error: unknown, io: Io): number {
  if (error instanceof CommanderError && error.exitCode === 0) return EXIT_OK // help or version, as asked for
  const known = exitCodes.find(([kind]) => error instanceof kind)
  io.stderr.write(`pesim: ${known ? oneLine((error as Error).message) : inspect(error)}\n`)
  return known?.[1] ?? EXIT_FAILURE
}

const oneLine = (message: string): string =>
  message
    .replace(/^error: /, '')
    .replace(/\s*\n\s*/g, ' ')
    .trim()

function programOf(io: Io, finish: (code: number) => void): Command {
  const program = new Command('pesim')
    .description('Two linked Nutanix Prism Element clusters and their data protection, emulated')
    .version(version, '-V, --version')
    .exitOverride()
    .configureOutput({
      writeOut: text => io.stdout.write(text),
      writeErr: () => undefined, // said once, by failureOf
      outputError: () => undefined
    })

  const start = program.command('start').description('serve both clusters until told to end')
  for (const { flag, value, description, defaultText, unit, repeatable } of settings) {
    const told = `${description} (default: ${defaultText}${unit && ` ${unit}`})`
    if (repeatable) start.option(`--${flag} <${value}>`, told, (text, all: string[] = []) => [...all, text])
    else start.option(value === undefined ? `--${flag}` : `--${flag} <${value}>`, told)
  }
  start.addHelpText('after', '\nEach has a variable too: PESIM_READY_FILE stands for --ready-file. A flag wins.')
  start.action(async () => {
    finish(await runStart(readConfig(flagsOf(start.opts()), io.env), io))
  })

  program
    .command('demo')
    .description('play the guide: remote sites, replication, migration, disaster')
    .action(async () => {
      finish(await runDemo(io))
    })
  program
    .command('scenario')
    .description('play disasters and other stories, each in a world of its own, and check how they end')
    .argument('[names...]', 'names or files; all of them with the name all')
    .option('--list', 'tell the names')
    .action(async (names: string[], options: { list?: boolean }) => {
      finish(await runScenarios(names, options, io))
    })
  program
    .command('ledger')
    .description('print the recovery points and fail-overs of a running emulator, and how well a drill went')
    .option('--target <url>', 'a listener of the emulator (default: https://127.0.0.1:9440)')
    .option('--token <token>', 'the control token, off loopback')
    .option('--score', 'grade what was done since the first outage or fail-over')
    .option('--json', 'print one line of JSON')
    .action(async (flags: LedgerFlags) => {
      finish(await runLedger(flags, io))
    })
  program
    .command('explore')
    .description('walk by chance through commands, incidents and time, and look whether every promise holds')
    .option('--seed <number>', 'of the first walk; the same seed goes the same way (default: 0)')
    .option('--steps <number>', 'commands of each walk (default: 400)')
    .option('--seeds <number>', 'how many walks, each with a seed and a world of its own (default: 1)')
    .option('--write <file>', 'where the shortest walk that breaks a promise is written (default: explore-SEED.json)')
    .addHelpText('after', '\nExit codes: 0 every promise holds, 1 one is broken, 2 wrong flags.')
    .action(async (flags: ExploreFlags) => {
      finish(await runExplore(flags, io))
    })
  program
    .command('verify')
    .description('ask a Prism Element, emulated or real, what pesim promises, and tell what differs')
    .option('--target <url>', 'the cluster, for example https://10.0.0.10:9440')
    .option('--username <name>', 'who asks')
    .option('--password <text>', 'with which password')
    .option('--peer <url>', 'the cluster that it replicates with, for the same user; it is only read')
    .option('--disposable', 'make one empty protection domain, pesim-verify-..., and remove it again')
    .option('--insecure', 'take any certificate, as is usual with Prism Element (default unless --ca is given)')
    .option('--ca <file>', 'take only a certificate that this PEM file vouches for')
    .option('--json', 'print one line of JSON')
    .addHelpText(
      'after',
      '\nExit codes: 0 nothing differs, 1 something does, 2 wrong flags, 3 no Prism Element answers.'
    )
    .action(async (flags: VerifyFlags) => {
      finish(await runVerify(flags, io))
    })
  program
    .command('version')
    .description('print the version')
    .action(() => {
      io.stdout.write(`${version}\n`)
    })
  return program
}

/** Commander keys options by their camelCase name. */
function flagsOf(options: Record<string, Flags[string]>): Flags {
  const named = settings.map(({ flag }) => flag)
  const camelCase = (flag: string): string => flag.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
  return Object.fromEntries(named.map(flag => [flag, options[camelCase(flag)]]))
}

/** The whole program, for the command: ends by itself, or within a second of being told to. */
export async function run(process: NodeJS.Process): Promise<void> {
  const stop = new AbortController()
  const limit = process.argv[2] === 'verify' ? CLEAN_UP_LIMIT_MS : STOP_LIMIT_MS
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    // Not `once`: a second signal would end at once what the first began to end in order.
    process.on(signal, () => {
      stop.abort(signal)
      setTimeout(() => process.exit(EXIT_FAILURE), limit).unref()
    })
  }
  const { stdout, stderr, env } = process
  // `pesim --help | head`: who has read enough is no failure.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? EXIT_OK : EXIT_FAILURE)
  })
  process.exitCode = await main(process.argv.slice(2), { stdout, stderr, env, stop: stop.signal })
}
