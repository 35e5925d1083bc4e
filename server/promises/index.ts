/** What is promised of every world while it changes, and the oracle that watches for it. */
export { Watch } from './watch.js'
export type { Fault } from './changes.js'
