/** What every command of the terminal needs: its shape, where it writes, how it ends, how it shows values and asks over HTTP. */
export type { RegisterCommand } from './command.js'
export {
  EXIT_ADDRESS_UNAVAILABLE,
  EXIT_FAILURE,
  EXIT_OK,
  EXIT_UNREACHABLE,
  EXIT_UNREADABLE,
  EXIT_USAGE
} from './exit-codes.js'
export { bytes, duration, joinNames, seconds, tenths, timeOfDay } from './format.js'
export { NoAnswer, httpClient } from './http-client.js'
export type { HttpAnswer, HttpClient, HttpTarget } from './http-client.js'
export type { Io } from './io.js'
export { columns, table, wrapped } from './layout.js'
export { Unreachable, targetUrl } from './target.js'
