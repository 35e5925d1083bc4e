/** The console: its files, read on need, and which site it looks at. */
export { notFoundPage } from './not-found.js'
export { serveConsole, wantsPage } from './serve-console.js'
export type { ConsoleSite, ConsoleSites } from './serve-console.js'
