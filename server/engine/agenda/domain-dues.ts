/** When what falls due of protection domains does, kind by kind: an event looks again at those alone that it may have moved. */
import { domainDues, offerOfDomain } from '../../domain/due.js'
import { NEVER } from '../../domain/core/index.js'
import type { Cluster, ProtectionDomain, Soonest, View, World } from '../../domain/core/index.js'
import { NONE, grown } from './indexed-heap.js'

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
    let first = NEVER as number
    let lowest = 0
    for (let kind = 0; kind < domainDues.length; kind++) {
      if ((kinds & (1 << kind)) !== 0) {
        offerOfDomain(kind, world, here, domain, soonest.restart(world.now))
        this.#ats[start + kind] = soonest.at
        this.#ranks[start + kind] = soonest.rank
      }
      // Of two kinds that fall due at one instant that of the lower rank goes first, and of one rank the earlier kind.
      const at = this.#ats[start + kind] ?? NEVER
      if (at > first || at === NEVER) continue
      const rank = this.#ranks[start + kind] ?? 0
      if (at === first && rank >= lowest) continue
      first = at
      lowest = rank
      this.#kinds[handle] = kind
    }
    this.at = first
    this.rank = lowest
  }

  /** Whatever the handle stands for next was not looked at yet. */
  forget(handle: number): void {
    this.#serials[handle] = NONE
  }

  /** The kind that the last `look` found to fall due first. */
  soonestKind(handle: number): number {
    return this.#kinds[handle] ?? 0
  }

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
