/** When what falls due of one protection domain does, kind by kind: an event looks again at those alone that it may have moved. */
import { domainDues, offerOfDomain } from '../domain/due.js'
import { NEVER } from '../domain/core/index.js'
import type { Cluster, Instant, ProtectionDomain, Soonest, View, World } from '../domain/core/index.js'

export class DomainDues {
  /** Instant and rank of the soonest, and which kind it is of; `NEVER` where nothing falls due. */
  at = NEVER
  rank = 0
  kind = 0
  /** By kind, side by side. */
  readonly #ats: Instant[] = domainDues.map(() => NEVER)
  readonly #ranks: number[] = domainDues.map(() => 0)

  /** Looks at the kinds whose bits are set, and answers itself; null where nothing of any kind falls due. */
  look(
    kinds: number,
    world: View<World>,
    here: View<Cluster>,
    domain: View<ProtectionDomain>,
    soonest: Soonest
  ): this | null {
    for (let kind = 0; kind < this.#ats.length; kind++) {
      if ((kinds & (1 << kind)) === 0) continue
      offerOfDomain(kind, world, here, domain, soonest.restart(world.now))
      this.#ats[kind] = soonest.at
      this.#ranks[kind] = soonest.rank
    }
    this.#choose()
    return this.at < NEVER ? this : null
  }

  /** Of two at one instant that of the lower rank, and of one rank the earlier kind. */
  #choose(): void {
    this.at = NEVER
    for (let kind = 0; kind < this.#ats.length; kind++) {
      const at = this.#ats[kind] ?? NEVER
      const rank = this.#ranks[kind] ?? 0
      if (at > this.at || (at === this.at && (at === NEVER || rank >= this.rank))) continue
      this.at = at
      this.rank = rank
      this.kind = kind
    }
  }
}
