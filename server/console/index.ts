/** The console: its files, read on need, and which site it looks at. */
export { serveConsole } from './serve-console.js'
export type { ConsoleSite, ConsoleSites } from './serve-console.js'
