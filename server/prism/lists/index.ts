/** Lists on the wire: filtered, sorted, paged. */
export { acropolis, alertPage, arithmos, cerebro, cerebroPage, pageOf, refuseUnreadable, select } from './collection.js'
export { attributeSpellings, filteredAttributes } from './filter.js'
export { sortedAttributes } from './sort.js'
export type { Paging, Selection } from './collection.js'
