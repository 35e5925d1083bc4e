/** The commands of the terminal, a file each. */
export { runExplore } from './explore.js'
export type { ExploreFlags } from './explore.js'
export { runLedger } from './ledger.js'
export type { LedgerFlags } from './ledger.js'
export { runScenarios } from './scenario.js'
export { runStart } from './start.js'
