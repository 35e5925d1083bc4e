/**
 * Notes what the rows of a list are made of, so that a row can be told to be the same as before without making it. Rows read a
 * kept world through places. Of two kept worlds, an object that is the same has not changed, nor has anything in it; so a row
 * is the same while nothing that it read has become another.
 */
import { clusterOf } from '../../domain/core/index.js'
import { Validity, watchAs } from '../core/index.js'
import type { PrismView } from '../core/index.js'
import type { Cluster, Instant, View, World } from '../../domain/core/index.js'
import { Place, sameItems } from './world-place.js'
import type { Read, Reader } from './world-place.js'

/** Places of what has gone stay until they are more than this, and more than twice those that are in use. */
const PLACES_MIN = 1_000

/** What something was made of, and in which pass. */
export interface Reads {
  readonly pass: number
  readonly reads: readonly Read[]
}

interface Noter {
  readonly reads: Read[]
  readonly validity: Validity
}

/** What was worked out once. */
interface Found {
  readonly value: unknown
  readonly reads: readonly Read[]
  readonly until: Instant
}

/** Who notes what is read of a view. */
const readers = new WeakMap<object, WorldReads>()

/**
 * Works something out once for all rows of a list that are made of a view; each that asks depends on what was read for it.
 * `key` says what it is, among all that is worked out of one cluster.
 */
export function onceForRows<T>(here: View<Cluster>, key: string, make: () => T): T {
  return readers.get(here)?.once(here, key, make) ?? make()
}

export class WorldReads implements Reader {
  #pass = 0
  #world: View<World>
  #root: Place | undefined
  #noter: Noter | undefined
  #leaked = false
  #places = 0
  #placesInUse = 0
  #once = new WeakMap<object, Map<string, Found>>()
  /** Rows that lie side by side are mostly made of the same. */
  #last: readonly Read[] = []
  #verdict: (Reads & { readonly asked: number; readonly same: boolean }) | undefined

  constructor(world: View<World>) {
    this.#world = world
  }

  get pass(): number {
    return this.#pass
  }

  get world(): View<World> {
    return this.#world
  }

  /** Whether something was read while nothing was made that it could be noted for. */
  get leaked(): boolean {
    return this.#leaked
  }

  /** Whether more has gone than is in use, so that it is better to begin anew. */
  get isWornOut(): boolean {
    return this.#places > PLACES_MIN && this.#places > 2 * this.#placesInUse
  }

  /** Goes on with another kept world; what is made from now on is made of the view of it, and of its cluster, that is returned. */
  begin(world: View<World>, name: string): PrismView {
    this.#pass += 1
    this.#world = world
    this.#placesInUse = 0
    this.#once = new WeakMap()
    this.#root ??= new Place(this)
    const view = this.#root.view as View<World>
    watchAs(view, world.now, () => this.#validity())
    const cluster = clusterOf(view, name)
    readers.set(cluster, this)
    this.#leaked = false // whoever reads through the cluster depends on its being there
    return { world: view, cluster }
  }

  /** Notes what is read while something is made, after what was read for it before, and for how long it stays as it is. */
  note<T>(validity: Validity, before: readonly Read[], make: () => T): { readonly made: T; readonly reads: Reads } {
    const outer = this.#noter
    const noter = { reads: [...before], validity }
    this.#noter = noter
    try {
      const made = make()
      if (!sameItems(noter.reads, this.#last)) this.#last = noter.reads
      return { made, reads: { pass: this.#pass, reads: this.#last } }
    } finally {
      this.#noter = outer
    }
  }

  /** Whether all that was read is as it was. */
  holds({ pass, reads }: Reads): boolean {
    const known = this.#verdict
    if (known?.reads === reads && known.pass === pass && known.asked === this.#pass) return known.same
    const same = reads.every(({ place, aspect }) => place.changedIn(aspect) <= pass)
    this.#verdict = { pass, reads, asked: this.#pass, same }
    return same
  }

  once<T>(here: object, key: string, make: () => T): T {
    let known = this.#once.get(here)
    if (known === undefined) this.#once.set(here, (known = new Map()))
    let found = known.get(key)
    if (found === undefined) {
      const validity = new Validity()
      const { made, reads } = this.note(validity, [], make)
      known.set(key, (found = { value: made, reads: reads.reads, until: validity.until }))
    }
    for (const read of found.reads) this.read(read)
    this.#validity().endAt(found.until)
    return found.value as T
  }

  read(read: Read): void {
    const noter = this.#noter
    if (noter === undefined) this.#leaked = true
    else if (read.noter !== noter) {
      read.noter = noter
      noter.reads.push(read)
    }
  }

  isNoted(read: Read): boolean {
    return this.#noter !== undefined && read.noter === this.#noter
  }

  readNow(now: unknown): void {
    this.#validity().endAt(now as Instant)
  }

  visited(isNew: boolean): void {
    if (isNew) this.#places += 1
    this.#placesInUse += 1
  }

  #validity(): Validity {
    if (this.#noter !== undefined) return this.#noter.validity
    this.#leaked = true
    return new Validity()
  }
}
