/** Filters of the journal: what a request has to be, and in which fields one differs from that. */
import { pathMatcher } from '../../http/app/index.js'
import { ControlFault, hintFor, instantIn, refuseUnknownCall } from '../core/index.js'
import type { Call, ControlContext, Model } from '../core/index.js'

export type Filter = Partial<Model<'JournalFilter'>>
export type Difference = Model<'JournalDifference'>

/** Differences of a call from a filter; none where it matches. */
export type Compare = (call: Call) => readonly Difference[]

/** No answer, as a status. */
const NO_STATUS = 0
/** Differences within one body that are told. */
const BODY_DIFFERENCES_MAX = 10

/**
 * Throws where a filter names what nothing has: no call can be so, and none in the journal is. `place` begins the place of a
 * fault in the request.
 */
export function compareWith(ctx: ControlContext, filter: Filter, place: string): Compare {
  refuseNameless(ctx, filter)
  const from = instantIn(filter.from, `${place}/from`)
  const to = instantIn(filter.to, `${place}/to`)
  const { operation, method, path, cluster, user, status } = filter
  const inPath = path === undefined ? undefined : pathMatcher(ctx.canonicalPath(path))
  return call => {
    const found: Difference[] = []
    const compare = (field: string, expected: unknown, actual: unknown, same = expected === actual): void => {
      if (expected !== undefined && !same) found.push({ field, expected, ...(actual !== null && { actual }) })
    }
    compare('operation', operation, call.operation)
    compare('method', method, call.method)
    compare('path', path, pathOf(call), inPath?.(pathOf(call)))
    compare('cluster', cluster, call.site)
    compare('user', user, call.user)
    compare('status', status, call.status ?? NO_STATUS)
    compare('from', filter.from, call.at, from === undefined || call.at >= from)
    compare('to', filter.to, call.at, to === undefined || call.at <= to)
    if (filter.body !== undefined) found.push(...bodyDifferences(filter.body, call.body))
    return found
  }
}

export const pathOf = ({ url }: Call): string => url.replace(/\?.*$/s, '')

/** What is in the journal can be asked for, whether or not an API has it. */
function refuseNameless(ctx: ControlContext, { operation, method, path, cluster, user }: Filter): void {
  const inPath = path === undefined ? undefined : pathMatcher(ctx.canonicalPath(path))
  const calls = ctx.journal.all
  const seen = (test: (call: Call) => boolean): boolean => calls.some(test)
  const unknown = {
    cluster: cluster !== undefined && seen(call => call.site === cluster) ? undefined : cluster,
    method: method !== undefined && seen(call => call.method === method) ? undefined : method,
    operation: operation !== undefined && seen(call => call.operation === operation) ? undefined : operation,
    path: inPath !== undefined && seen(call => inPath(pathOf(call))) ? undefined : path
  }
  refuseUnknownCall(ctx, unknown)
  if (user === undefined || seen(call => call.user === user)) return
  const users = new Set(Object.values(ctx.lab.world.clusters).flatMap(each => Object.keys(each.users)))
  if (!users.has(user))
    throw new ControlFault('user/not-found', `There is no user ${user}. ${hintFor(user, [...users])}`)
}

/** Where a body lacks what is expected of it at least. */
function bodyDifferences(expected: unknown, actual: unknown): Difference[] {
  const found: Difference[] = []
  compare(expected, actual, 'body')
  return found

  function compare(wanted: unknown, has: unknown, field: string): void {
    if (found.length >= BODY_DIFFERENCES_MAX) return
    if (typeof wanted !== 'object' || wanted === null) {
      if (wanted !== has) found.push({ field, expected: wanted, ...(has !== undefined && { actual: has }) })
      return
    }
    const comparable = typeof has === 'object' && has !== null && Array.isArray(has) === Array.isArray(wanted)
    if (!comparable || (Array.isArray(wanted) && (has as unknown[]).length !== wanted.length)) {
      found.push({ field, expected: wanted, ...(has !== undefined && { actual: has }) })
      return
    }
    for (const [key, value] of Object.entries(wanted)) {
      compare(value, Object.hasOwn(has, key) ? (has as Record<string, unknown>)[key] : undefined, `${field}/${key}`)
    }
  }
}
