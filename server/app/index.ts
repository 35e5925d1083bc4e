/** The emulator put together: the lab of a start, what the parts need of each other, how a lab is kept. */
export { compose } from './compose.js'
export type { Composition } from './compose.js'
export { refuseUnreadable } from './refuse-outside.js'
