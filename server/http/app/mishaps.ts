/** Fault injection on HTTP requests ("mishaps"): matchers and effects, kept in memory, not in the world. */
import type { FastifyReply } from 'fastify'
import { pause } from '../listen/index.js'
import { globOf } from './glob.js'
import type { Glob } from './glob.js'

/** Matcher of requests; a null field matches anything. */
interface RequestMatcher {
  /** Addressed site. */
  readonly site: string | null
  readonly method: string | null
  /** The end of a path, from a slash on; `*` stands for anything within one step. */
  readonly path: string | null
  /** An operation's id in its contract. */
  readonly operation: string | null
}

export interface Effect {
  /** Delay before anything else, in real seconds. */
  readonly delaySeconds: number
  /** Replacement of the answer; null for a delay only. */
  readonly replacement: 'reset' | ReplacementAnswer | null
  /** Whether the handler runs first and only its answer is affected. */
  readonly afterHandler: boolean
}

interface ReplacementAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Text is sent as it is, anything else as JSON; undefined for an error in the format of the API. */
  readonly body: unknown
}

interface MishapRequest {
  readonly matcher: RequestMatcher
  readonly effect: Effect
  /** Matching requests to let pass first. */
  readonly skip: number
  /** Matching requests to affect after that; null for all. */
  readonly count: number | null
}

export interface Mishap extends MishapRequest {
  readonly id: string
  /** Matching requests so far, including those let pass. */
  readonly seen: number
  /** Requests affected so far. */
  readonly hits: number
}

/** The parts of a request that matchers see. */
export interface MatchableRequest {
  readonly site: string
  readonly method: string
  /** The path as it was sent, and as it is routed; without the query. */
  readonly paths: readonly string[]
  readonly operation: string
}

/** Limit of mishaps; every request is matched against each. */
export const MISHAPS_MAX = 1_000

/** The mishaps of a lab, in the order in which they were added. */
export class Mishaps {
  #added = 0
  #mishaps: { -readonly [Key in keyof Mishap]: Mishap[Key] }[] = []
  /** Compiled path patterns. */
  readonly #ends = new WeakMap<Mishap, readonly Glob[]>()

  add(request: MishapRequest): Mishap {
    this.#added += 1
    const mishap = { ...request, id: `mishap-${this.#added}`, seen: 0, hits: 0 }
    this.#mishaps.push(mishap)
    if (request.matcher.path !== null) this.#ends.set(mishap, stepsOf(request.matcher.path).map(globOf))
    return mishap
  }

  get all(): readonly Mishap[] {
    return this.#mishaps
  }

  find(id: string): Mishap | undefined {
    return this.#mishaps.find(mishap => mishap.id === id)
  }

  /** Whether it was there. */
  remove(id: string): boolean {
    const before = this.#mishaps.length
    this.#mishaps = this.#mishaps.filter(mishap => mishap.id !== id)
    return this.#mishaps.length < before
  }

  clear(): void {
    this.#mishaps = []
  }

  /** Returns the first mishap that affects a request; later ones do not count it. */
  match(request: MatchableRequest): Mishap | undefined {
    let paths: readonly string[][] | undefined
    for (const mishap of this.#mishaps) {
      if (!matchesRequest(mishap.matcher, request)) continue
      const end = this.#ends.get(mishap)
      if (end !== undefined) {
        paths ??= request.paths.map(stepsOf)
        if (!paths.some(steps => endsIn(steps, end))) continue
      }
      mishap.seen += 1
      if (mishap.seen <= mishap.skip || mishap.hits === mishap.count) continue
      mishap.hits += 1
      return mishap
    }
    return undefined
  }
}

/** Matches everything but the path. */
function matchesRequest({ site, method, operation }: RequestMatcher, request: MatchableRequest): boolean {
  return (
    (site === null || site === request.site) &&
    (method === null || method === request.method) &&
    (operation === null || operation === request.operation)
  )
}

function stepsOf(path: string): string[] {
  return path.split('/').filter(Boolean)
}

function endsIn(steps: readonly string[], end: readonly Glob[]): boolean {
  const before = steps.length - end.length
  return before >= 0 && end.every((glob, index) => glob.matches(steps[before + index] ?? ''))
}

/** Asks whether a path ends in what a pattern says; `*` stands for anything within one step. */
export function pathMatcher(pattern: string): (path: string) => boolean {
  const end = stepsOf(pattern).map(globOf)
  return path => endsIn(stepsOf(path), end)
}

/**
 * Asks templates of paths whether one could end in what a pattern says. Its {parameters} can be anything, but something
 * has to be one of its own words: a misspelled collection is no parameter of another one.
 */
export function canMatchPath(pattern: string): (template: string) => boolean {
  const wanted = stepsOf(pattern)
  const globs = wanted.map(globOf)
  return template => {
    const steps = stepsOf(template)
    const before = steps.length - wanted.length
    if (before < 0) return false
    const isParameter = (index: number): boolean => steps[before + index]?.startsWith('{') === true
    return (
      globs.every((glob, index) => isParameter(index) || glob.matches(steps[before + index] ?? '')) &&
      wanted.some((step, index) => !isParameter(index) && step !== '*')
    )
  }
}

/**
 * Lets the trouble happen. Resolves with whether the request has been answered, or never will be; early where the signal
 * says that nobody waits any more. `refusal` makes the body of a status without one.
 */
export async function injectFault(
  { delaySeconds, replacement: instead }: Effect,
  reply: FastifyReply,
  signal: AbortSignal,
  refusal: (status: number) => unknown
): Promise<boolean> {
  if (delaySeconds > 0) await pause(delaySeconds, signal)
  if (instead === null) return false
  if (instead === 'reset') {
    reply.hijack()
    reply.raw.destroy()
    return true
  }
  const { status, headers, body = refusal(status) } = instead
  const isText = typeof body === 'string'
  reply
    .code(status)
    .type(isText ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8')
    .headers(headers)
  await reply.send(isText ? body : JSON.stringify(body))
  return true
}
