/** What holds of every world at every instant. */
export { violations } from './invariants.js'
