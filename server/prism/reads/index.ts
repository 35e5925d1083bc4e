/** What is read: of a request, so that it shows what was sent for nothing; of a world, so that a row is known to be the same. */
export { readsOf, trackReads } from './field-reads.js'
export type { FieldReads, SentField, Spelling } from './field-reads.js'
export { mapView, withoutViews } from './tracked-view.js'
export { wholeEntry } from './world-place.js'
export { WorldReads, onceForRows } from './world-reads.js'
export type { Reads } from './world-reads.js'
