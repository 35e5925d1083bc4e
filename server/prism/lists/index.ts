/** Lists on the wire: filtered, sorted, paged. */
export { acropolis, alertPage, arithmos, cerebro, cerebroPage, pageOf, select } from './collection.js'
export type { Paging, Selection } from './collection.js'
export { arithmosRows, cerebroRows, rowsOf, selectRows } from './rows.js'
