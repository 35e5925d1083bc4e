/** List envelope: metadata as each backend of the product gives it, paging, filtering and sorting. */
import { LazyRows } from '../../http/contract/index.js'
import { attributeNamed, parseFilter } from './filter.js'
import type { Attributes } from './filter.js'
import { RequestError } from '../core/index.js'
import { parseSort } from './sort.js'

/** `count` and `page` of alerts when the query names none [C: recorded, Checkmk, a list of 7 says 1000]. */
const ALERTS_PER_PAGE = 1000

/** `start_index` of an empty page: a client ends its walk over the pages with it [C: LPAR2RRD]. */
const NO_ROW = -1

/** Attributes that one search looks at. */
export const SEARCH_ATTRIBUTES_MAX = 50

export interface Paging {
  count?: number | undefined
  page?: number | undefined
}

export interface Selection {
  filter_criteria?: string | undefined
  sort_criteria?: string | undefined
}

export interface Search {
  search_string?: string | undefined
  search_attribute_list?: string[] | undefined
}

/** Rows that are there, or are made when they are asked for. */
interface Rows {
  readonly length: number
  slice(start: number, end?: number): Rows
}

interface Page<List> {
  rows: List
  /** Counted from 1. */
  number: number
  /** Counted from 1; 0 on an empty page. */
  start: number
  /** Inclusive; 0 on an empty page. */
  end: number
}

/** One page of a list; the whole list without a count. Throws the product's own error for a page without a count. */
export function pageOf<T>(rows: readonly T[], paging: Paging, defaultCount?: number): Page<T[]>
export function pageOf<T>(rows: LazyRows<T>, paging: Paging, defaultCount?: number): Page<LazyRows<T>>
export function pageOf(rows: Rows, { count, page }: Paging, defaultCount = rows.length): Page<Rows> {
  if (page !== undefined && count === undefined) {
    throw new RequestError('paging', 'Page number cannot be specified without count')
  }
  const size = Math.max(0, count ?? defaultCount)
  const number = Math.max(1, page ?? 1)
  const before = (number - 1) * size
  const shown = rows.slice(before, before + size)
  return {
    rows: shown,
    number,
    start: shown.length === 0 ? 0 : before + 1,
    end: shown.length === 0 ? 0 : before + shown.length
  }
}

/** Throws for a query that cannot be read, before anything is made of many rows to ask it of. */
export function refuseUnreadable(query: Selection & Search): void {
  predicateOf(query)
  orderOf(query)
  searchOf(query)
}

/** Undefined where all rows pass. */
export function predicateOf({ filter_criteria: filter }: Selection) {
  return filter === undefined || filter.trim() === '' ? undefined : parseFilter(filter)
}

/** Undefined where rows stay as they are. */
export function orderOf({ sort_criteria: sort }: Selection) {
  return sort === undefined || sort.trim() === '' ? undefined : parseSort(sort)
}

/** Rows that pass `filter_criteria`, in the order of `sort_criteria`. */
export function select<T extends object>(
  rows: readonly T[],
  selection: Selection,
  see: (row: T) => Attributes = asAttributes
): readonly T[] {
  const holds = predicateOf(selection)
  const order = orderOf(selection)
  const kept = holds === undefined ? rows : rows.filter(row => holds(see(row)))
  if (order === undefined) return kept
  const seen = kept.map(row => ({ row, attributes: see(row) }))
  return seen.sort((a, b) => order(a.attributes, b.attributes)).map(({ row }) => row)
}

/** Whether a row has a text in one of the attributes named, or in any when none is; undefined where all rows do. */
export function searchOf<T extends object>(query: Search): ((row: T) => boolean) | undefined {
  const wanted = query.search_string?.toLowerCase() ?? ''
  if (wanted === '') return undefined
  const named = query.search_attribute_list
  if (named !== undefined && named.length > SEARCH_ATTRIBUTES_MAX)
    throw new RequestError('invalid', `A search looks at ${SEARCH_ATTRIBUTES_MAX} attributes at most`)
  const valuesIn = named?.map(attributeNamed)
  const hasIt = (value: unknown): boolean => typeof value === 'string' && value.toLowerCase().includes(wanted)
  const isIn = (value: unknown): boolean => (Array.isArray(value) ? value.some(hasIt) : hasIt(value))
  return row => {
    const attributes = asAttributes(row)
    return valuesIn?.some(valueIn => isIn(valueIn(attributes))) ?? Object.values(attributes).some(isIn)
  }
}

/** Rows that a search finds. */
export function search<T extends object>(rows: readonly T[], query: Search): readonly T[] {
  const found = searchOf<T>(query)
  return found === undefined ? rows : rows.filter(found)
}

export function asAttributes(row: object): Attributes {
  return row as Attributes
}

/** Lists made from Cerebro: count and grand total, with a total of 0 [C: recorded, nutanix/Automation]. */
export function cerebro<T>(rows: readonly T[], all?: number): Cerebro<T[]>
export function cerebro<T>(rows: LazyRows<T>, all?: number): Cerebro<LazyRows<T>>
export function cerebro<T>(rows: readonly T[] | LazyRows<T>, all: number = rows.length): Cerebro<T[] | LazyRows<T>> {
  return {
    metadata: { grand_total_entities: all, total_entities: 0, count: rows.length },
    entities: entitiesOf(rows)
  }
}

export interface Cerebro<List> {
  metadata: { grand_total_entities: number; total_entities: number; count: number }
  entities: List
}

function entitiesOf<T>(rows: readonly T[] | LazyRows<T>): T[] | LazyRows<T> {
  return rows instanceof LazyRows ? rows : [...rows]
}

/** The same of rows that a query filters, sorts and cuts to its count, which keeps the first. */
export function cerebroPage<T extends object>(
  rows: readonly T[],
  query: Pick<Paging, 'count'> & Selection,
  all: number = rows.length
) {
  return cerebro(pageOf(select(rows, query), { count: query.count }).rows, all)
}

/** Lists made from Acropolis: totals only [C: recorded, AsBuiltReport]. */
export function acropolis<T>(rows: readonly T[], all?: number): Acropolis<T[]>
export function acropolis<T>(rows: LazyRows<T>, all?: number): Acropolis<LazyRows<T>>
export function acropolis<T>(
  rows: readonly T[] | LazyRows<T>,
  all: number = rows.length
): Acropolis<T[] | LazyRows<T>> {
  return { metadata: { grand_total_entities: all, total_entities: all }, entities: entitiesOf(rows) }
}

export interface Acropolis<List> {
  metadata: { grand_total_entities: number; total_entities: number }
  entities: List
}

/** Lists of VMs: also the rows from which and up to which this is, from 0 [C: recorded, sts-nutanix-agent-checks]. */
export function acropolisSlice<T>(rows: LazyRows<T>, query: { readonly offset?: number; readonly length?: number }) {
  const start = query.offset ?? 0
  const slice = rows.slice(start, query.length === undefined ? undefined : start + query.length)
  const { metadata, entities } = acropolis(slice, rows.length)
  return {
    metadata: { ...metadata, count: slice.length, start_index: start, end_index: start + slice.length },
    entities
  }
}

/** Lists made from Arithmos: totals, criteria and the page [C: recorded, virt-who]. */
export function arithmos<T extends object>(
  all: readonly T[],
  query: Paging & Selection & Search,
  see?: (row: T) => Attributes
) {
  const { metadata, entities } = arithmosPage(select(search(all, query), query, see), query, all.length)
  return { metadata, entities: [...entities] }
}

type ArithmosQuery = Paging & Selection

/** The page of what is left of a list after its query. */
export function arithmosPage<T>(matching: readonly T[], query: ArithmosQuery, all: number): Arithmos<T[]>
export function arithmosPage<T>(matching: LazyRows<T>, query: ArithmosQuery, all: number): Arithmos<LazyRows<T>>
export function arithmosPage<T>(matching: readonly T[] | LazyRows<T>, query: ArithmosQuery, all: number) {
  const page: Page<T[] | LazyRows<T>> = pageOf(matching as LazyRows<T>, query)
  return {
    metadata: {
      grand_total_entities: all,
      total_entities: matching.length,
      filter_criteria: query.filter_criteria ?? '',
      sort_criteria: query.sort_criteria ?? '',
      page: page.number,
      count: page.rows.length,
      start_index: startIndex(page),
      end_index: page.end
    },
    entities: page.rows
  }
}

/** As Arithmos says it. */
export const startIndex = ({ rows, start }: Page<Rows>): number => (rows.length === 0 ? NO_ROW : start)

type Metadata<Name extends string> = Record<Name, number>

export interface Arithmos<List> {
  metadata: Metadata<'grand_total_entities' | 'total_entities' | 'page' | 'count' | 'start_index' | 'end_index'> & {
    filter_criteria: string
    sort_criteria: string
  }
  entities: List
}

/** Alerts and events: the count is the page size that was asked for, not what is on the page [C: recorded, Checkmk]. */
export function alertPage<T>(matching: readonly T[], query: Paging) {
  if (query.count !== undefined && query.count > ALERTS_PER_PAGE)
    throw new RequestError('paging', 'Number of alerts/events to retrieve cannot be greater than 1,000')
  if (query.count !== undefined && query.count < 1)
    throw new RequestError('paging', 'Number of alerts/events to retrieve cannot be less than 1')
  const page = pageOf(matching, query, ALERTS_PER_PAGE)
  return {
    metadata: {
      grand_total_entities: matching.length,
      total_entities: matching.length,
      count: query.count ?? ALERTS_PER_PAGE,
      page: page.number,
      start_index: page.start,
      end_index: page.end
    },
    entities: [...page.rows]
  }
}
