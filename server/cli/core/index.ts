/** Shared parts of the CLI commands: command interface, I/O, exit codes, formatting and the HTTP client. */
export type { RegisterCommand } from './command.js'
export {
  EXIT_ADDRESS_UNAVAILABLE,
  EXIT_FAILURE,
  EXIT_OK,
  EXIT_UNREACHABLE,
  EXIT_UNREADABLE,
  EXIT_USAGE,
  exitCodeTable
} from './exit-codes.js'
export { bytes, duration, joinNames, seconds, tenths, timeOfDay } from './format.js'
export { NoAnswer, httpClient } from './http-client.js'
export type { HttpAnswer, HttpClient, HttpTarget } from './http-client.js'
export type { Io } from './io.js'
export { secretAsker } from './ask-secret.js'
export { columns, table, wrapped } from './layout.js'
export { StopFailure, Unreachable, targetUrl } from './target.js'
export { painter, startProgress } from './terminal.js'
export type { Paint, Progress } from './terminal.js'
