/** Configuration of the emulator: settings, their parsing and validation. */
export { ConfigError, readConfig } from './config.js'
export type { Flags } from './config.js'
export { PORT_MAX, settings } from './settings.js'
export type { Config } from './settings.js'
export { TARGET_PASSWORD, clientVariables, isOfNeighbour, unknownVariables } from './variables.js'
