/** What every command of the terminal needs: where it writes, how it shows figures and tables, how it asks over HTTP. */
export { bytes, duration, listed, timeOfDay, wrapped } from './format.js'
export { Unreachable, askerOf, certificateIn, checkPrism, targetUrl } from './http-client.js'
export type { Answer, Ask, Target } from './http-client.js'
export type { Io } from './io.js'
export { table } from './table.js'
