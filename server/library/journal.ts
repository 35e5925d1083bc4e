/** The journal of requests that the clusters received: read it, and expect something of it. */
import { ControlRefused } from '../client/index.js'
import type { ControlClient, Model } from '../client/index.js'
import { InvalidArgument, JournalMismatch } from './errors.js'
import { hintOf } from './nearest.js'
import { rfc3339 } from './time.js'

/** A request, by what is given; each field that is given has to be so. */
export interface RequestPattern<Name extends string = string> {
  /** Id of the operation in its contract, such as `migrateProtectionDomain`. */
  readonly operation?: string
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** The end of the path, such as `/protection_domains/gold/migrate`; `*` stands for anything within one step. */
  readonly path?: string
  /** The cluster that was asked, or `central`. */
  readonly cluster?: Name | 'central'
  readonly user?: string
  /** Of the answer; `null` for a request that got none. */
  readonly status?: number | null
}

export interface ExpectOptions {
  /** How many such requests there have to be, exactly; at least one without it. 0 for none. */
  readonly times?: number
  /** From when on; from the beginning of the journal without it. */
  readonly from?: Date | string
  readonly to?: Date | string
}

export type JournalCall = Model<'JournalCall'>

export interface Journal<Name extends string = string> {
  /** Every request that fits, oldest first. Throws `InvalidArgument` for a pattern that can fit none. */
  find(pattern?: RequestPattern<Name>, span?: Omit<ExpectOptions, 'times'>): Promise<JournalCall[]>
  /**
   * Rejects with `JournalMismatch`, which has the nearest misses and why they are none, unless there are as many such
   * requests as expected; with `InvalidArgument` for a pattern that can fit none, such as `method: 'GETT'`: a typo
   * cannot pass for "it was not called".
   */
  expect(pattern: RequestPattern<Name>, options?: ExpectOptions): Promise<JournalCall[]>
  /** Forgets what was received so far. */
  clear(): Promise<void>
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']
const FIELDS = ['operation', 'method', 'path', 'cluster', 'user', 'status'] as const
const OPTIONS = ['times', 'from', 'to']
const MISSES_MAX = 3

export function journalOf(api: ControlClient, clusters: readonly string[]): Journal {
  const checked = async (pattern: RequestPattern, options: object): Promise<void> => {
    refuseStrangers(pattern, options, clusters)
    const { operation } = pattern
    if (operation === undefined) return
    await api.get('/journal', { query: { operation } }).catch((error: unknown) => {
      throw error instanceof ControlRefused ? new InvalidArgument(error.message) : error
    })
  }
  const callsIn = async ({ from, to }: ExpectOptions): Promise<JournalCall[]> => {
    const query = { ...(from !== undefined && { from: rfc3339(from) }), ...(to !== undefined && { to: rfc3339(to) }) }
    return (await api.get('/journal', { query })).calls
  }
  const isFit = (pattern: RequestPattern) => (call: JournalCall) => missesOf(pattern, call).length === 0
  return {
    find: async (pattern = {}, span = {}) => {
      await checked(pattern, span)
      return (await callsIn(span)).filter(isFit(pattern))
    },
    expect: async (pattern, options = {}) => {
      await checked(pattern, options)
      const calls = await callsIn(options)
      const fitting = calls.filter(isFit(pattern))
      const { times } = options
      const isMet = times === undefined ? fitting.length > 0 : fitting.length === times
      if (!isMet) throw new JournalMismatch(mismatch(pattern, times, calls, fitting), fitting.length)
      return fitting
    },
    clear: async () => {
      await api.delete('/journal')
    }
  }
}

/** What can fit no request: an unknown key, a method that is none, a cluster that is not there. */
function refuseStrangers(pattern: RequestPattern, options: object, clusters: readonly string[]): void {
  refuseKeys(pattern, FIELDS, 'a request')
  refuseKeys(options, OPTIONS, 'an expectation')
  const { method, cluster, path, status } = pattern
  const sites = [...clusters, 'central']
  if (method !== undefined && !METHODS.includes(method))
    throw new InvalidArgument(`There is no method ${String(method)}. ${hintOf(String(method), METHODS)}`)
  if (cluster !== undefined && !sites.includes(cluster))
    throw new InvalidArgument(`There is no cluster ${String(cluster)}. ${hintOf(String(cluster), sites)}`)
  if (path !== undefined && !/^\/[^?]/.test(path))
    throw new InvalidArgument(`path ${path} has to begin with a slash, and has no query`)
  if (status !== undefined && status !== null && !(Number.isInteger(status) && status >= 100 && status < 600))
    throw new InvalidArgument(`status ${String(status)} is none that an answer can have`)
}

function refuseKeys(input: object, known: readonly string[], of: string): void {
  const stranger = Object.keys(input).find(key => !known.includes(key))
  if (stranger !== undefined)
    throw new InvalidArgument(`There is no field ${stranger} of ${of}. ${hintOf(stranger, known)}`)
}

/** In words, each field of the pattern that the request has otherwise. */
function missesOf(pattern: RequestPattern, call: JournalCall): string[] {
  const actual = {
    operation: call.operation ?? 'none',
    method: call.method,
    path: call.url.replace(/\?.*$/, ''),
    cluster: call.site,
    user: call.user,
    status: call.status ?? null
  }
  return FIELDS.flatMap(field => {
    const wanted = pattern[field]
    if (wanted === undefined) return []
    const fits = field === 'path' ? pathFits(String(wanted), actual.path) : actual[field] === wanted
    return fits ? [] : [`${field} is ${actual[field] ?? 'absent'}, not ${wanted ?? 'absent'}`]
  })
}

function pathFits(pattern: string, path: string): boolean {
  // The journal has one base path for both under which an API is served.
  const based = pattern.replace(/^\/api\/nutanix\/(?=v[\d.]+\/)/, '/PrismGateway/services/rest/')
  const escaped = based.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*')
  return new RegExp(`${escaped}$`).test(path)
}

function mismatch(
  pattern: RequestPattern,
  times: number | undefined,
  calls: readonly JournalCall[],
  fitting: readonly JournalCall[]
): string {
  const wanted = times === undefined ? 'at least one request' : times === 1 ? 'one request' : `${times} requests`
  const head = `Expected ${wanted} with ${JSON.stringify(pattern)}, and there ${fitting.length === 1 ? 'is 1' : `are ${fitting.length}`}`
  if (times !== undefined && fitting.length > times) return [`${head}:`, ...fitting.map(lineOf)].join('\n')
  const others = calls
    .map(call => ({ call, misses: missesOf(pattern, call) }))
    .filter(({ misses }) => misses.length > 0)
    .sort((a, b) => a.misses.length - b.misses.length)
    .slice(0, MISSES_MAX)
  if (others.length === 0) return `${head}; ${calls.length === 0 ? 'no request was received' : 'no other was received'}`
  return [
    `${head}. The nearest misses:`,
    ...others.map(({ call, misses }) => `${lineOf(call)}: ${misses.join('; ')}`)
  ].join('\n')
}

function lineOf({ at, method, url, site, status }: JournalCall): string {
  return `  ${at} ${method} ${url} on ${site}, ${status ?? 'no answer'}`
}
