/** What holds of every world at every instant. */
export { violations, violationsInSteps } from './invariants.js'
