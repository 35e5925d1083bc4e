/** Fault injection: incidents in the simulated world, and mishaps of HTTP. */
export { incidents } from './incidents.js'
export { mishaps } from './mishaps.js'
