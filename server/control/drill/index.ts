/** How a drill went: the ledger and the score. */
export { ledger } from './ledger.js'
