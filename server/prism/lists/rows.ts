/** Lists that may be thousands long: their rows are made one by one, and filtered and sorted in slices. */
import { LazyRows, ROWS_PER_SLICE, eachRow } from '../../http/contract/index.js'
import type { Steps } from '../../http/contract/index.js'
import type { Prism, PrismView } from '../core/index.js'
import {
  arithmosPage,
  asAttributes,
  cerebro,
  orderOf,
  pageOf,
  predicateOf,
  refuseUnreadable,
  searchOf
} from './collection.js'
import type { Paging, Search, Selection } from './collection.js'
import { attributeSpellings, filteredAttributes } from './filter.js'
import type { Attributes } from './filter.js'
import { sortedAttributes } from './sort.js'
import { sortInSteps } from './sort-in-steps.js'

/**
 * Rows made of what a handler found in the world. Where they are more than one turn makes, they are made of a view that is
 * kept, and what is changed meanwhile does not show. What rows are made of is read of the view that `maker` is given, or of their
 * source, so that they are known to be the same; `keyOf` names sources that are no rows of the world, as `LazyRows` has it.
 * `kept` is what `viewOver` gave, where the handler reads it too.
 */
export function rowsOf<Source, Row>(
  prism: Prism,
  sources: readonly Source[],
  maker: (view: PrismView) => (source: Source) => Row,
  keyOf?: (source: Source) => string,
  kept?: PrismView
): LazyRows<Row> {
  const { rowNotes: notes } = prism
  if (notes === undefined) return LazyRows.of(sources, maker(kept ?? viewOver(prism, sources)), keyOf)
  const { view } = notes
  // A maker for each row: what it works out before it makes one is noted for that row too.
  return LazyRows.of(sources, source => notes.note(keyOf?.(source) ?? source, () => maker(view)(source)), keyOf)
}

/** What rows of these sources are made of. */
export function viewOver(prism: Prism, sources: readonly unknown[]): PrismView {
  return sources.length > ROWS_PER_SLICE ? prism.kept() : prism
}

/** Rows that a query searches, filters and sorts. Throws for a query that cannot be read, before any row is made. */
export function* selectRows<Row extends object>(
  rows: LazyRows<Row>,
  query: Selection & Search,
  see: (row: Row) => Attributes = asAttributes
): Steps<LazyRows<Row>> {
  refuseUnreadable(query)
  if (asksNothing(query)) return rows
  const found = searchOf<Row>(query)
  const holds = predicateOf(query)
  const order = orderOf(query)
  if (found === undefined && holds === undefined && order === undefined) return rows
  const kept: { source: unknown; row: Row; attributes: Attributes }[] = []
  yield* eachRow(rows.sources, source => {
    const row = rows.rowOf(source)
    if (found?.(row) === false) return
    const attributes = see(row)
    if (holds?.(attributes) !== false) kept.push({ source, row, attributes })
  })
  const sorted = order === undefined ? kept : yield* sortInSteps(kept, (a, b) => order(a.attributes, b.attributes))
  return rows.chosen(sorted)
}

/**
 * What a query finds among sources, by what is at hand of each under the names of its row: no row is made of those that it
 * leaves out. Undefined where the query names anything else. Throws for a query that cannot be read.
 */
export function* selectSources<Source>(
  sources: readonly Source[],
  query: Selection & Search,
  known: (source: Source) => Attributes
): Steps<readonly Source[] | undefined> {
  refuseUnreadable(query)
  if (asksNothing(query)) return sources
  const [first] = sources
  if (first === undefined || !namedBy(query).every(name => isAmong(known(first), name))) return undefined
  const found = searchOf<Attributes>(query)
  const holds = predicateOf(query)
  const order = orderOf(query)
  const kept: { source: Source; attributes: Attributes }[] = []
  yield* eachRow(sources, source => {
    const attributes = known(source)
    if (found?.(attributes) !== false && holds?.(attributes) !== false) kept.push({ source, attributes })
  })
  const sorted = order === undefined ? kept : yield* sortInSteps(kept, (a, b) => order(a.attributes, b.attributes))
  return sorted.map(({ source }) => source)
}

/** Whether all rows pass, and stay in their order. */
function asksNothing(query: Selection & Search): boolean {
  return searchOf(query) === undefined && predicateOf(query) === undefined && orderOf(query) === undefined
}

/** The attributes that a query looks at; a search that names none looks at all. */
function namedBy(query: Selection & Search): string[] {
  const { filter_criteria: filter = '', sort_criteria: sort = '', search_string: text = '' } = query
  const searched = text === '' ? [] : (query.search_attribute_list ?? ['*'])
  return [...filteredAttributes(filter), ...sortedAttributes(sort), ...searched]
}

function isAmong(attributes: Attributes, name: string): boolean {
  return attributeSpellings(name).some(spelling => Object.hasOwn(attributes, spelling))
}

/** Lists made from Arithmos, as `arithmos` answers them. */
export function* arithmosRows<Row extends object>(
  rows: LazyRows<Row>,
  query: Paging & Selection & Search,
  see?: (row: Row) => Attributes
) {
  const matching = yield* selectRows(rows, query, see)
  return arithmosPage(matching, query, rows.length)
}

/** Lists made from Cerebro that a query filters, sorts and cuts to its count, which keeps the first. */
export function* cerebroRows<Row extends object>(
  rows: LazyRows<Row>,
  query: Pick<Paging, 'count'> & Selection,
  all: number = rows.length
) {
  const { filter_criteria, sort_criteria, count } = query
  const matching = yield* selectRows(rows, { filter_criteria, sort_criteria })
  return cerebro(pageOf(matching, { count }).rows, all)
}
