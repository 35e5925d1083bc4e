/** The ledger: recovery points, exposure, and what each fail-over lost. */
export {
  allProtections,
  emptyLedger,
  exposureAt,
  exposureCurve,
  lossOf,
  lossOfSourceAt,
  lostUsecsOf,
  missesOf,
  rpoOf,
  splitBrains
} from './ledger.js'
export { pointsPlace, protectionBy, recoveryPoints } from './recovery-points.js'
export { strandedDomains } from './stranded.js'
