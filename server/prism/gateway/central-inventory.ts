/**
 * What Prism Central answers for all registered clusters at once: their inventory, as exporters and monitors read it [C: clients].
 * What only a cluster has (data protection, high availability, its settings) it refuses [C: recorded].
 */
import { Refusal } from '../../domain/core/index.js'
import type { View, World } from '../../domain/core/index.js'
import { isSteps } from '../../http/contract/index.js'
import type { Operation, Steps } from '../../http/contract/index.js'
import { attributeSpellings, pageOf, select, startIndex } from '../lists/index.js'
import { mapView } from '../reads/index.js'
import { isHealthSummary, unitedHealth } from './central-health.js'

/** First segments of the paths of v2.0 and v1 that are inventory, by the decision for each GET of both. */
const inventory = new Set([
  'hosts',
  'vms',
  'storage_containers',
  'containers',
  'storage_pools',
  'disks',
  'virtual_disks',
  'vdisks',
  'volume_groups',
  'images',
  'networks',
  'alerts',
  'events',
  'tasks',
  'progress_monitors'
])

/** What is below them and is a cluster's own setting. */
const settingsOf = new Set(['alerts/configuration', 'alerts/policies'])

/** Whether Prism Central answers an operation from the inventory of its clusters. */
export function isCentralInventory({ method, path }: Pick<Operation, 'method' | 'path'>): boolean {
  const [, first = '', second = ''] = path.split('/')
  return method === 'GET' && inventory.has(first) && !settingsOf.has(`${first}/${second}`)
}

type Query = Readonly<Record<string, unknown>>
type Row = Readonly<Record<string, unknown>>

interface Collection {
  readonly metadata: Readonly<Record<string, unknown>>
  readonly entities: Iterable<Row>
}

/**
 * The answer of all clusters that answer: of a list the rows of each, filtered by each, in one order and on one page; of one
 * thing that of the cluster that has it. Throws the last refusal where no cluster has it, and what a cluster refuses of the
 * query.
 *
 * @param query with those keys of paging that the operation has, see `pagedAs`
 * @param ask the operation at one cluster, with another query than the request's
 */
export function* answerOfAll(
  world: View<World>,
  query: Query,
  ask: (cluster: string, query: Query) => unknown
): Steps<unknown> {
  const names = Object.values(world.clusters).flatMap(({ name, power }) => (power === 'on' ? [name] : []))
  const whole = withoutPaging(query)
  const answers: unknown[] = []
  // The answer to the query as it was asked: a cluster knows what is no page, and what the metadata of its list say.
  let pattern: unknown
  let refusal: unknown
  for (const name of names) {
    try {
      pattern ??= yield* done(ask(name, query))
      answers.push(yield* allPages(whole, query => ask(name, query)))
    } catch (error) {
      if (!(error instanceof Refusal) || !error.code.endsWith('/not-found')) throw error
      refusal = error
    }
  }
  const [first] = answers
  if (first === undefined) throw refusal ?? new Refusal('cluster/not-found', 'No registered cluster answers')
  if (isCollection(pattern)) return united(pattern.metadata, answers as Collection[], query)
  if (isHealthSummary(first)) return unitedHealth(answers as Row[])
  return Array.isArray(first) ? answers.flat() : first
}

function* done(answer: unknown): Steps<unknown> {
  return isSteps(answer) ? yield* answer : answer
}

/** A list of alerts or events has no more than a page of them at a time: its other pages are asked for, one by one. */
function* allPages(whole: Query, ask: (query: Query) => unknown): Steps<unknown> {
  const first = yield* done(ask(whole))
  const perPage = isCollection(first) ? noticesPerPage(first.metadata) : undefined
  if (perPage === undefined) return first
  const { metadata, entities } = first as Collection
  const rows = [...entities]
  const all = total([{ metadata, entities }], 'total_entities', 'totalEntities')
  for (let page = 2; page <= Math.ceil(all / perPage); page += 1) {
    const next = (yield* done(ask(mapView(whole, sent => ({ ...sent, count: perPage, page }))))) as Collection
    rows.push(...next.entities)
  }
  return { metadata, entities: rows }
}

const pagingKeys = ['count', 'page', 'offset', 'length']

/** A query without those keys of paging that the operation has not: a cluster pays no heed to them. */
export function pagedAs({ parameters }: Pick<Operation, 'parameters'>, query: Query): Query {
  const known = parameters.filter(each => each.in === 'query').map(({ name }) => name)
  return queryOf(query, name => known.includes(name) || !pagingKeys.includes(name))
}

function withoutPaging(query: Query): Query {
  return queryOf(query, name => !pagingKeys.includes(name))
}

/** A query with some of its keys; what is read of them is noted for the request. */
function queryOf(query: Query, kept: (name: string) => boolean): Query {
  return mapView(query, sent => Object.fromEntries(Object.entries(sent).filter(([name]) => kept(name))))
}

function isCollection(answer: unknown): answer is Collection {
  return typeof answer === 'object' && answer !== null && 'entities' in answer && 'metadata' in answer
}

/** The order of alerts and events, which take no other. */
const NEWEST_FIRST = '-created_time_stamp_in_usecs'

/** A row of any version under the names by which an order finds attributes. */
function spelledAsV2(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) => attributeSpellings(name).map(spelling => [spelling, value]))
  )
}

/** One list of several, in the order and on the page that the query asks for, with metadata of the same keys. */
function united(pattern: Collection['metadata'], lists: readonly Collection[], query: Query): Collection {
  const perPage = noticesPerPage(pattern)
  const sort = perPage === undefined ? (query['sort_criteria'] ?? query['sortCriteria']) : NEWEST_FIRST
  const rows = select(
    lists.flatMap(({ entities }) => [...entities]),
    { sort_criteria: typeof sort === 'string' ? sort : undefined },
    spelledAsV2
  )
  const page = pageAsked(rows, query, perPage)
  const paging: Readonly<Record<string, unknown>> = {
    grand_total_entities: total(lists, 'grand_total_entities', 'grandTotalEntities'),
    total_entities: total(lists, 'total_entities', 'totalEntities'),
    count: perPage ?? page.rows.length,
    page: page.number,
    ...(isSlice(pattern) ? sliceBounds(page.rows, query) : pageBounds(page, perPage))
  }
  const metadata = Object.entries(pattern).map(([key, value]) => {
    const name = key.replace(/[A-Z]/g, capital => `_${capital.toLowerCase()}`)
    return [key, Object.hasOwn(paging, name) ? paging[name] : value]
  })
  return { metadata: Object.fromEntries(metadata) as Row, entities: [...page.rows] }
}

/** Lists of VMs say from and up to which row they are, and of no page. */
const isSlice = (metadata: Collection['metadata']): boolean => isPaged(metadata) && !('page' in metadata)

const isPaged = (metadata: Collection['metadata']): boolean => 'start_index' in metadata || 'startIndex' in metadata

function sliceBounds(rows: readonly Row[], { offset }: Query) {
  const start = Number(offset ?? 0)
  return { start_index: start, end_index: start + rows.length }
}

function pageBounds(page: ReturnType<typeof pageAsked>, perPage: number | undefined) {
  return { start_index: perPage === undefined ? startIndex(page) : page.start, end_index: page.end }
}

/** By `offset` and `length`, as a cluster's list of VMs has them, or by `count` and `page`. */
function pageAsked(rows: readonly Row[], query: Query, defaultCount?: number) {
  const { offset, length, count, page } = query as Readonly<Record<string, number | undefined>>
  if (offset === undefined && length === undefined) return pageOf(rows, { count, page }, defaultCount)
  const start = offset ?? 0
  return pageOf(rows.slice(start, length === undefined ? undefined : start + length), {})
}

/** Lists of alerts and of events say in their `count` what a page holds at most; undefined of all others. */
function noticesPerPage(metadata: Collection['metadata']): number | undefined {
  const filtered = 'filter_criteria' in metadata || 'filterCriteria' in metadata
  return isPaged(metadata) && 'page' in metadata && !filtered ? Number(metadata['count']) : undefined
}

function total(lists: readonly Collection[], ...keys: readonly string[]): number {
  return lists.reduce(
    (sum, { metadata }) => sum + keys.reduce((found, key) => found + Number(metadata[key] ?? 0), 0),
    0
  )
}
