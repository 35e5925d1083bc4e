/** The journal of requests that the clusters received: read it, and expect something of it. The emulator compares. */
import { ControlRefused } from '../client/index.js'
import type { ControlClient, Model } from '../client/index.js'
import { InvalidArgument, JournalMismatch } from './errors.js'
import { refuseStrangers } from './nearest.js'
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
  /**
   * What its body has at least: of an object these keys with these values, of a list these items in this order, anything
   * else as it is. The journal has no secrets.
   */
  readonly body?: unknown
}

/** Requests that came one after the other, whatever came between. */
export interface RequestSequence<Name extends string = string> {
  readonly in_order: readonly RequestPattern<Name>[]
}

/** Simulated time: from the beginning of the journal until now, unless it says otherwise. */
export interface JournalSpan {
  readonly from?: Date | string
  readonly to?: Date | string
}

export interface ExpectOptions extends JournalSpan {
  /** How many such requests there have to be, exactly; at least one without it. 0 for none. Not of a sequence. */
  readonly times?: number
}

export type JournalCall = Model<'JournalCall'>

export interface Journal<Name extends string = string> {
  /** Every request that fits, oldest first. Rejects with `InvalidArgument` for a pattern that can fit none. */
  find(pattern?: RequestPattern<Name>, span?: JournalSpan): Promise<JournalCall[]>
  /**
   * Resolves with the requests that fit. Rejects with `JournalMismatch`, which has the nearest misses, field by field,
   * unless there are as many as expected, or they came in that order; with `InvalidArgument` for a pattern that can fit
   * none, such as `method: 'GETT'`: a typo cannot pass for "it was not called".
   */
  expect(what: RequestPattern<Name> | RequestSequence<Name>, options?: ExpectOptions): Promise<JournalCall[]>
  /** Forgets what was received so far. */
  clear(): Promise<void>
}

type Filter = Model<'JournalFilter'>
type Miss = Model<'JournalMiss'>

const FIELDS = ['operation', 'method', 'path', 'cluster', 'user', 'status', 'body']
const SPAN = ['from', 'to']
const OPTIONS = ['times', ...SPAN]
/** What the API has for the status of a request without an answer. */
const NO_STATUS = 0
/** More requests than this are not listed in a message. */
const LISTED_MAX = 20
/** Every request: the API takes no filter that says nothing. */
const EVERY: Filter = { from: '1970-01-01T00:00:00Z' }

export function journalOf(api: ControlClient): Journal {
  const verify = async (body: Model<'JournalExpectation'>): Promise<Model<'JournalVerdict'>> => {
    try {
      return await api.post('/journal/verify', { body })
    } catch (error) {
      const isOurs = error instanceof ControlRefused && /^invalid-request$|\/not-found$/.test(error.code)
      throw isOurs ? new InvalidArgument(error.message, { cause: error }) : error
    }
  }
  return {
    find: async (pattern = {}, span = {}) => {
      refuseStrangers(span, SPAN, 'a span')
      return (await verify({ expect: filterOf(pattern, span) })).matches
    },
    expect: async (what, options = {}) => {
      refuseStrangers(options, OPTIONS, 'an expectation')
      const { holds, count, says, matches, misses } = await verify(expectationOf(what, options))
      if (!holds) throw new JournalMismatch(mismatch(what, says, matches, misses), count)
      return matches
    },
    clear: async () => {
      await api.delete('/journal')
    }
  }
}

function expectationOf(
  what: RequestPattern | RequestSequence,
  { times, ...span }: ExpectOptions
): Model<'JournalExpectation'> {
  const count = times === undefined ? {} : { times }
  if (Object(what) !== what) refuseStrangers(what, FIELDS, 'a request')
  if (!('in_order' in what)) return { expect: filterOf(what, span), ...count }
  refuseStrangers(what, ['in_order'], 'a sequence')
  if (!Array.isArray(what.in_order)) throw new InvalidArgument('in_order is no list of requests')
  return { in_order: what.in_order.map(each => filterOf(each, span)), ...count }
}

/** Throws `InvalidArgument`. */
function filterOf(pattern: RequestPattern, { from, to }: JournalSpan): Filter {
  refuseStrangers(pattern, FIELDS, 'a request')
  const filter: Filter = {
    ...definedOf(pattern),
    ...(pattern.status === null && { status: NO_STATUS }),
    ...(from !== undefined && { from: rfc3339(from) }),
    ...(to !== undefined && { to: rfc3339(to) })
  }
  return Object.keys(filter).length === 0 ? EVERY : filter
}

function definedOf(pattern: RequestPattern): Filter {
  return Object.fromEntries(Object.entries(pattern).filter(([, value]) => value !== undefined))
}

function mismatch(what: object, says: string, matches: readonly JournalCall[], misses: readonly Miss[]): string {
  return [
    `The journal is not as expected: ${says}.`,
    `  expected: ${JSON.stringify(what)}`,
    ...(matches.length === 0 ? [] : ['These match:', ...matches.slice(0, LISTED_MAX).map(call => `  ${lineOf(call)}`)]),
    ...(matches.length > LISTED_MAX ? [`  and ${matches.length - LISTED_MAX} more`] : []),
    ...(misses.length === 0 ? [] : ['The nearest misses:']),
    ...misses.flatMap(({ call, differs }) => [`  ${lineOf(call)}`, ...differs.map(each => `    ${differenceOf(each)}`)])
  ].join('\n')
}

function lineOf({ at, method, url, site, status }: JournalCall): string {
  return `${at} ${method} ${url} on ${site}, ${status ?? 'no answer'}`
}

function differenceOf({ field, expected, actual }: Model<'JournalDifference'>): string {
  return `${field} is ${actual === undefined ? 'absent' : JSON.stringify(actual)}, not ${JSON.stringify(expected)}`
}
