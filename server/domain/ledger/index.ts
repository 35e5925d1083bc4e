/** The ledger: recovery points, exposure, and what each fail-over lost. */
export {
  emptyLedger,
  exposureAt,
  exposureCurve,
  lossOf,
  lossOfSourceAt,
  lostUsecsOf,
  missesOf,
  rpoOf,
  protectionKey,
  splitBrains
} from './ledger.js'
export { strandedDomains } from './stranded.js'
