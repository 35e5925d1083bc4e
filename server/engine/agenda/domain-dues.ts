/** When what falls due of protection domains does, kind by kind: an event looks again at those alone that it may have moved. */
import { domainDues, offerOfDomain } from '../../domain/due.js'
import { NEVER } from '../../domain/core/index.js'
import type { Cluster, ProtectionDomain, Soonest, View, World } from '../../domain/core/index.js'
import { grown } from './indexed-heap.js'

const KINDS = domainDues.length
/** So many numbers a domain, of which there is one for each kind: a domain's lie in one line of the processor's memory. */
const WIDTH = 8
const DOMAINS_AT_FIRST = 16

export class DomainDues {
  readonly #world: View<World>
  /** By handle and kind: instants and ranks. */
  #ats = new Float64Array(DOMAINS_AT_FIRST * WIDTH).fill(NEVER)
  #ranks = new Uint8Array(DOMAINS_AT_FIRST * WIDTH)
  /** By handle: the kind that falls due first, and the number of the domain that was last looked at by it. */
  #kinds = new Uint8Array(DOMAINS_AT_FIRST)
  #serials = new Float64Array(DOMAINS_AT_FIRST)
  /** What the last `look` found to be the soonest: `NEVER` where nothing falls due. */
  at: number = NEVER
  rank = 0

  constructor(world: View<World>) {
    this.#world = world
  }

  /** Looks at the kinds of a domain whose bits are set. */
  look(handle: number, kinds: number, here: View<Cluster>, domain: View<ProtectionDomain>, soonest: Soonest): void {
    const world = this.#world
    const start = handle * WIDTH
    if (start >= this.#ats.length) this.#grow(handle + 1)
    this.#serials[handle] = domain.serial
    for (let left = kinds; left !== 0; left &= left - 1) {
      const kind = 31 - Math.clz32(left & -left)
      offerOfDomain(kind, world, here, domain, soonest.restart(world.now))
      this.#ats[start + kind] = soonest.at
      this.#ranks[start + kind] = soonest.rank
    }
    this.#findFirst(handle, start)
  }

  /** Of two kinds that fall due at one instant that of the lower rank goes first, and of one rank the earlier kind. */
  #findFirst(handle: number, start: number): void {
    const ats = this.#ats
    const ranks = this.#ranks
    const end = start + KINDS
    let first = start
    let soonest = ats[start] ?? NEVER
    for (let place = start + 1; place < end; place++) {
      const at = ats[place] ?? NEVER
      if (at > soonest || (at === soonest && (ranks[place] ?? 0) >= (ranks[first] ?? 0))) continue
      first = place
      soonest = at
    }
    this.#kinds[handle] = first - start
    this.at = soonest
    this.rank = ranks[first] ?? 0
  }

  /** The kind that the last `look` found to fall due first. */
  soonestKind(handle: number): number {
    return this.#kinds[handle] ?? 0
  }

  /** The number of the domain that was last looked at by a handle: no other ever has it. */
  serialOf(handle: number): number | undefined {
    return this.#serials[handle]
  }

  #grow(atLeast: number): void {
    const handles = Math.max(atLeast, this.#serials.length * 2)
    this.#ats = grown(this.#ats, new Float64Array(handles * WIDTH).fill(NEVER))
    this.#ranks = grown(this.#ranks, new Uint8Array(handles * WIDTH))
    this.#kinds = grown(this.#kinds, new Uint8Array(handles))
    this.#serials = grown(this.#serials, new Float64Array(handles))
  }
}
