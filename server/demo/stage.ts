/** On which the guide is played: doors to both sites and to the clock, each call told as it is made, each claim checked. */
import { bases, fillPath, known } from './calls.js'
import type { Answer, Api, CallInput, PathWith, Verb } from './calls.js'
import { NoAnswer } from '../cli/core/index.js'
import type { Client } from './client.js'
import { describeFailure } from './expect.js'
import type { Expectations } from './expect.js'
import type { Screen } from './screen.js'

export type Site = 'france' | 'canada'

/** Makes a call, and tells it where there is something to say of what came of it. */
type ApiCall<A extends Api> = <V extends Verb, P extends PathWith<A, V>>(
  verb: V,
  path: P,
  input: CallInput<A, V, P>,
  outcome?: (answer: Answer<A, V, P>) => string
) => Promise<Answer<A, V, P>>

type ApiCalls<A extends Api> = Readonly<Record<Site, ApiCall<A>>>

export class Stage {
  readonly screen: Screen
  readonly v2: ApiCalls<'v2'>
  readonly v1: ApiCalls<'v1'>
  /** The emulator's own API. */
  readonly control: ApiCall<'control'>
  readonly #expectations: Expectations
  #now = 0

  constructor(screen: Screen, expectations: Expectations, clients: Readonly<Record<Site, Client>>) {
    this.screen = screen
    this.#expectations = expectations
    const apiCalls = <A extends Api>(api: A): ApiCalls<A> => ({
      france: this.#apiCall(api, clients.france, 'france'),
      canada: this.#apiCall(api, clients.canada, 'canada')
    })
    this.v2 = apiCalls('v2')
    this.v1 = apiCalls('v1')
    this.control = this.#apiCall('control', clients.france, 'pesim')
  }

  /** Simulated time in microseconds since the epoch. The clock is frozen: it moves by `advance` alone. */
  get now(): number {
    return this.#now
  }

  async readClock(): Promise<void> {
    this.#now = (await this.control('get', '/clock', {})).now_usecs
  }

  chapter(number: number, title: string): void {
    this.#expectations.chapter = `${number} ${title}`
    this.screen.chapter(number, title)
  }

  /** Tells a step that was made of several calls of a kind. */
  log(label: string, verb: string, path: string, outcome: string): void {
    this.screen.step(this.#now, label, verb, path, outcome)
  }

  /** Checks a claim of the guide. What is not so is told, and kept for the end. */
  expect(claim: string, found: unknown, expected: unknown): void {
    const failure = this.#expectations.check(claim, found, expected)
    this.screen.check(failure === undefined, failure === undefined ? claim : describeFailure(failure))
  }

  /** Moves the clock forward by so many seconds. Told where `why` says what for. */
  async advance(seconds: number, why?: string): Promise<void> {
    const { now_usecs } = await this.control('post', '/clock/advance', { body: { seconds } })
    this.#now = now_usecs
    if (why !== undefined) this.log('pesim', 'post', '/emulator/v1/clock/advance', why)
  }

  async advanceTo(usecs: number, why: string): Promise<void> {
    await this.advance((usecs - this.#now) / 1_000_000, why)
  }

  /** Moves the clock to the instant at which something happens. */
  async advanceToEvent(type: string, cluster: Site, name: string, why: string): Promise<void> {
    const until_event = { type, cluster, name, within_seconds: 3600 }
    const { now_usecs } = await this.control('post', '/clock/advance', { body: { until_event } })
    this.#now = now_usecs
    this.log('pesim', 'post', '/emulator/v1/clock/advance', why)
  }

  /** Whether a site answers at all. */
  async answers(site: Site): Promise<boolean> {
    try {
      await this.v2[site]('get', '/cluster', {}, ({ name }) => `${known(name, 'name')} answers`)
      return true
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error
      this.log(site, 'get', '/cluster', 'no answer, the connection breaks')
      return false
    }
  }

  #apiCall<A extends Api>(api: A, client: Client, label: string): ApiCall<A> {
    return async (verb, path, input, outcome) => {
      const answer = await client.call(api, verb, path, input)
      if (outcome !== undefined) this.log(label, verb, displayPath(api, path, input.path), outcome(answer))
      return answer
    }
  }
}

/** Paths of v2.0 stand for themselves; UUIDs are cut, because nobody reads them. */
function displayPath(api: Api, path: string, names: unknown): string {
  const whole = fillPath(path, names as Record<string, unknown> | undefined)
  const short = decodeURIComponent(whole).replace(/\b([0-9a-f]{4})[0-9a-f]{4}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, '$1..')
  if (api === 'v1') return `${short} (v1)`
  return api === 'control' ? bases.control + short : short
}
