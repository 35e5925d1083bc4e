/** Ledger and score of a drill. */
export { ledger } from './ledger.js'
