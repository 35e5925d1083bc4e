/** Oracle: checks invariants of a world while it changes. */
export { Oracle } from './oracle.js'
export type { Fault } from './changes.js'
