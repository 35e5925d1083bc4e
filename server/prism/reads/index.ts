/** Which fields of a request are read: views that note it, and what was sent for nothing. */
export { readsOf, trackReads } from './field-reads.js'
export type { FieldReads, SentField, Spelling } from './field-reads.js'
export { mapView, withoutViews } from './tracked-view.js'
