/** Composition of the emulator: builds the lab and everything around it, and persists it. */
export { certificateFault, compose } from './compose.js'
export type { Composition } from './compose.js'
export { refuseUnreadable } from './refuse-outside.js'
export { certifiedHosts, siteAddress, targetsOf, urlOf, withOwnListeners } from './listen-targets.js'
export { startNotes } from './start-notes.js'
