/** What is promised of every world while it changes, and the oracle that watches for it. */
export { Oracle } from './oracle.js'
export type { Fault } from './changes.js'
