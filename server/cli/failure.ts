/** Maps errors of a command to a message and an exit code. */
import { CommanderError } from 'commander'
import { inspect } from 'node:util'
import { ControlRefused, EmulatorUnreachable } from '../client/index.js'
import { ConfigError } from '../config/index.js'
import { AddressUnavailable } from '../http/listen/index.js'
import { FixtureError } from '../seed/index.js'
import { StorageFailure, UnreadableData } from '../storage/index.js'
import {
  EXIT_ADDRESS_UNAVAILABLE,
  EXIT_FAILURE,
  EXIT_OK,
  EXIT_UNREACHABLE,
  EXIT_UNREADABLE,
  EXIT_USAGE,
  StopFailure,
  Unreachable
} from './core/index.js'
import type { Io } from './core/index.js'

/** Any other error is a bug: exit code 1, printed with its stack. */
const exitCodes: readonly (readonly [abstract new (...args: never[]) => Error, number])[] = [
  [CommanderError, EXIT_USAGE],
  [ConfigError, EXIT_USAGE],
  [AddressUnavailable, EXIT_ADDRESS_UNAVAILABLE],
  [Unreachable, EXIT_UNREACHABLE],
  [EmulatorUnreachable, EXIT_UNREACHABLE],
  [StopFailure, EXIT_FAILURE],
  [ControlRefused, EXIT_FAILURE],
  [FixtureError, EXIT_UNREADABLE],
  [StorageFailure, EXIT_FAILURE],
  [UnreadableData, EXIT_UNREADABLE]
]

/** Prints the error on stderr and returns its exit code. */
export function reportFailure(error: unknown, io: Io): number {
  if (error instanceof CommanderError && error.exitCode === 0) return EXIT_OK // help or version, as asked for
  const known = exitCodes.find(([kind]) => error instanceof kind)
  io.stderr.write(`pesim: ${known ? oneLine((error as Error).message) : inspect(error)}${wayOut(error, io)}\n`)
  return isInvalid(error) ? EXIT_USAGE : (known?.[1] ?? EXIT_FAILURE)
}

/** A value that the emulator finds wrong is as wrong as one that the command does. */
const isInvalid = (error: unknown): boolean => error instanceof ControlRefused && error.code === 'invalid-request'

/** What to do about it, where that is always the same. */
function wayOut(error: unknown, { env }: Io): string {
  if (error instanceof CommanderError && error.code === 'commander.excessArguments')
    return env['npm_lifecycle_event'] === 'start' ? ' npm hands flags on behind --, as in npm start -- --port 0' : ''
  if (error instanceof EmulatorUnreachable) return unreachableWayOut(error, env)
  if (error instanceof ControlRefused && error.code === 'token/required')
    return ' (--control-token, or PESIM_CONTROL_TOKEN)'
  if (!(error instanceof AddressUnavailable)) return ''
  if (error.code === 'EADDRINUSE')
    return `: --port ${error.port + 100} takes another for all, --port 0 free ones; pesim doctor says whether it is pesim`
  return error.code === 'EACCES' ? ': --port takes another' : ': --bind takes another, such as 0.0.0.0 for all'
}

function unreachableWayOut({ code, message }: EmulatorUnreachable, env: Io['env']): string {
  if (code === 'untrusted-certificate') return ' (--ca FILE, PESIM_CA or --insecure)'
  const named = env['PESIM_URL'] || undefined
  if (
    code === 'no-connection' &&
    named !== undefined &&
    message.startsWith(`${URL.canParse(named) ? new URL(named).origin : named} `)
  )
    return ' (PESIM_URL names it: eval "$(pesim env)" goes on with the last that was started, pesim start --detach starts one)'
  return code === 'timed-out'
    ? ''
    : ' (pesim start --detach starts one, --target or PESIM_URL names another, pesim doctor looks)'
}

const oneLine = (message: string): string =>
  message
    .replace(/^error: /, '')
    .replace(/\s*\n\s*/g, ' ')
    .trim()
