/** Dialects: v1 and v0.8 translated from v2.0. */
export { dialectOf } from './dialect.js'
export type { TranslatedApi } from './dialect.js'
