/** List envelope: metadata as each backend of the product gives it, paging, filtering and sorting. */
import { attributeNamed, parseFilter } from './filter.js'
import type { Attributes } from './filter.js'
import { RequestError } from '../core/index.js'
import { parseSort } from './sort.js'

/** `count` and `page` of alerts when the query names none [C: recorded, Checkmk, a list of 7 says 1000]. */
const ALERTS_PER_PAGE = 1000

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

interface Search {
  search_string?: string | undefined
  search_attribute_list?: string[] | undefined
}

interface Page<T> {
  rows: readonly T[]
  /** Counted from 1. */
  number: number
  /** Counted from 1; 0 on an empty page. */
  start: number
  /** Inclusive; 0 on an empty page. */
  end: number
}

/** One page of a list; the whole list without a count. Throws the product's own error for a page without a count. */
export function pageOf<T>(rows: readonly T[], { count, page }: Paging, defaultCount = rows.length): Page<T> {
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
  select([], query)
  search([], query)
}

/** Rows that pass `filter_criteria`, in the order of `sort_criteria`. */
export function select<T extends object>(
  rows: readonly T[],
  selection: Selection,
  see = asAttributes<T>
): readonly T[] {
  const { filter_criteria: filter, sort_criteria: sort } = selection
  const holds = filter === undefined || filter.trim() === '' ? undefined : parseFilter(filter)
  const order = sort === undefined || sort.trim() === '' ? undefined : parseSort(sort)
  const kept = holds === undefined ? rows : rows.filter(row => holds(see(row)))
  if (order === undefined) return kept
  const seen = kept.map(row => ({ row, attributes: see(row) }))
  return seen.sort((a, b) => order(a.attributes, b.attributes)).map(({ row }) => row)
}

/** Rows with a text in one of the attributes named, or in any when none is. */
export function search<T extends object>(rows: readonly T[], query: Search): readonly T[] {
  const wanted = query.search_string?.toLowerCase() ?? ''
  if (wanted === '') return rows
  const named = query.search_attribute_list
  if (named !== undefined && named.length > SEARCH_ATTRIBUTES_MAX)
    throw new RequestError('invalid', `A search looks at ${SEARCH_ATTRIBUTES_MAX} attributes at most`)
  const valuesIn = named?.map(attributeNamed)
  return rows.filter(row => {
    const attributes = asAttributes(row)
    const values = valuesIn?.map(valueIn => valueIn(attributes)) ?? Object.values(attributes)
    return values.flat().some(value => typeof value === 'string' && value.toLowerCase().includes(wanted))
  })
}

function asAttributes<T extends object>(row: T): Attributes {
  return row as Attributes
}

/** Lists made from Cerebro: count and grand total, with a total of 0 [C: recorded, nutanix/Automation]. */
export function cerebro<T>(rows: readonly T[], all: number = rows.length) {
  return {
    metadata: { grand_total_entities: all, total_entities: 0, count: rows.length },
    entities: [...rows]
  }
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
export function acropolis<T>(rows: readonly T[], all: number = rows.length) {
  return { metadata: { grand_total_entities: all, total_entities: all }, entities: [...rows] }
}

/** Lists made from Arithmos: totals, criteria and the page [C: recorded, virt-who]. */
export function arithmos<T extends object>(
  all: readonly T[],
  query: Paging & Selection & Search,
  see = asAttributes<T>
) {
  const matching = select(search(all, query), query, see)
  const page = pageOf(matching, query)
  return {
    metadata: {
      grand_total_entities: all.length,
      total_entities: matching.length,
      filter_criteria: query.filter_criteria ?? '',
      sort_criteria: query.sort_criteria ?? '',
      page: page.number,
      count: page.rows.length,
      start_index: page.start,
      end_index: page.end
    },
    entities: [...page.rows]
  }
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
