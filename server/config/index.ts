/** How an emulator is configured: flags, variables, their defaults and what is wrong with them. */
export { ConfigError, readConfig } from './config.js'
export type { Flags } from './config.js'
export { settings } from './settings.js'
export type { Config } from './settings.js'
