/** What the strip opens besides its first tab, in one piece. */
export { Incidents } from './Incidents.js'
export { Journal } from './Journal.js'
export { LabState } from './LabState.js'
export { Ledger } from './Ledger.js'
