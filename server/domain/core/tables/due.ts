/** What falls due by itself: when, which command is then given, and whose due times an event moves. */
import { NEVER, later } from '../time.js'
import type { Instant } from '../time.js'
import type { Cluster, ProtectionDomain, View, World } from '../world.js'
import type { AtDomain } from './target.js'
import type { DueCommand, EventOf, EventType } from './vocabulary.js'

export interface Due {
  at: Instant
  /** Decides among what falls due at one instant: the lower goes first. */
  rank: number
  command: DueCommand
}

/** At one instant what breaks does so first, and what ends goes before what begins. */
export const RANK = {
  incident: -1,
  lane: 0,
  admission: 1,
  modeChange: 2,
  task: 3,
  oneTime: 4,
  schedule: 5,
  collection: 6,
  stall: 7,
  removal: 8,
  sites: 9
} as const

/** Behind every rank: of what was not offered. */
const NO_RANK = 1000

/**
 * The soonest of what falls due of one thing; of what does at one instant, the first of the lowest rank. What is not
 * accepted costs no command, nor does anything where only the instant is asked for:
 * `if (soonest.accepts(at, rank)) soonest.command = …`.
 */
export class Soonest {
  at: Instant = NEVER
  rank = NO_RANK
  command: DueCommand | null = null
  #now: Instant = NEVER // a field that begins without a number is one that boxes every number it is given
  readonly #wantsCommand: boolean

  /** Nothing falls due before `now`. `wants` says whether commands are given, or instants and ranks alone are kept. */
  constructor(now: Instant, wants: 'commands' | 'instants' = 'commands') {
    this.#now = now
    this.#wantsCommand = wants === 'commands'
  }

  /** Begins anew with nothing offered, so that one will do for thousands of things. */
  restart(now: Instant): this {
    this.at = NEVER
    this.rank = NO_RANK
    this.command = null
    this.#now = now
    return this
  }

  /** Whether the command is wanted of what falls due at an instant: it goes before all that was offered. */
  accepts(at: Instant, rank: number): boolean {
    if (at >= NEVER) return false
    const when = later(at, this.#now)
    if (when > this.at || (when === this.at && rank >= this.rank)) return false
    this.at = when
    this.rank = rank
    return this.#wantsCommand
  }

  /** The instant and the rank that were kept; null where nothing falls due. */
  get dated(): this | null {
    return this.at < NEVER ? this : null
  }

  /** What was kept, with its command; null where nothing falls due. */
  get due(): Due | null {
    return this.command === null ? null : (this as Due)
  }
}

/** What falls due of a protection domain by itself: a bit for each kind. */
export const MOVES = {
  none: 0,
  modeChange: 1,
  metro: 2,
  replication: 4,
  schedules: 8,
  collection: 16,
  all: 31
} as const

/** Offers what falls due of a protection domain by itself. Read from the world, so that nothing has to be registered or cancelled. */
export type DomainDue = (
  world: View<World>,
  here: View<Cluster>,
  domain: View<ProtectionDomain>,
  soonest: Soonest
) => void

/** Whose next due time an event may have changed. */
export type Touched =
  | { what: 'domain'; cluster: string; name: string }
  | { what: 'task'; cluster: string; uuid: string }
  | { what: 'lanes' }
  | { what: 'sites'; cluster: string }
  | { what: 'everything' }
  | { what: 'incident'; id: string; serial: number | null }
  | { what: 'cluster'; cluster: string }

/**
 * Which kinds of a domain's due times an event may have changed, as bits of `MOVES`. One that is not in the table may have
 * changed all: here stand those that a month has thousands of.
 */
export type Moves<T extends EventType> = { readonly [K in T]?: number }

/** A transfer whose next due time an event may have changed, as its fields say, and that of its protection domain. */
export interface TouchedTransfer extends AtDomain {
  readonly site: string
  readonly target: string
}

/**
 * What an event touches: a thing that is read from it, or the transfer that it names, for which nothing is made since a month
 * has thousands of them. One that is not in the table touches the protection domain that it names, or nothing.
 */
export type Touches<T extends EventType> = {
  readonly [K in T]?: ((event: EventOf<K>) => Touched) | (EventOf<K> extends TouchedTransfer ? 'transfer' : never)
}
