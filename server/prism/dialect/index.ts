/** v2.0's words said in an older version's. */
export { dialectOf } from './dialect.js'
export type { TranslatedApi } from './dialect.js'
