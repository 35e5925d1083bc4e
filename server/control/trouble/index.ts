/** Trouble on purpose: incidents in the world and mishaps of HTTP. */
export { incidents } from './incidents.js'
export { mishaps } from './mishaps.js'
