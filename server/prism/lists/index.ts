/** List queries: filter, sort and page. */
export {
  asAttributes,
  acropolis,
  acropolisSlice,
  alertPage,
  arithmos,
  arithmosPage,
  cerebro,
  cerebroPage,
  pageOf,
  startIndex,
  search,
  select
} from './collection.js'
export { entityNames, withEntityNames } from './entity-names.js'
export { attributeSpellings, filteredAttributes } from './filter.js'
export { sortedAttributes } from './sort.js'
export type { Paging, Search, Selection } from './collection.js'
export { arithmosRows, cerebroRows, rowsOf, selectRows, selectSources, viewOver } from './rows.js'
