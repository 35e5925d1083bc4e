/** What the checks have in common: their form, and the walks through a world that they all make. */
import type { Cluster, Lane, Outgoing, ProtectionDomain, Replication, View, World } from '../core/index.js'

/** Tells each place where something does not hold. */
type Check = (world: View<World>) => Iterable<string>

/** By what holds, said as a sentence. */
export type Invariants = Readonly<Record<string, Check>>

export function clustersOf(world: View<World>): View<Cluster>[] {
  return Object.values(world.clusters)
}

export interface DomainHere {
  here: View<Cluster>
  domain: View<ProtectionDomain>
  /** The two names, for the detail of a violation. */
  place: string
}

export function* domainsOf(world: View<World>): Generator<DomainHere> {
  for (const here of clustersOf(world)) {
    for (const domain of Object.values(here.protectionDomains)) {
      yield { here, domain, place: `${domain.name} on ${here.name}` }
    }
  }
}

export function* outgoingsOf(world: View<World>): Generator<DomainHere & { outgoing: View<Outgoing> }> {
  for (const place of domainsOf(world)) {
    for (const outgoing of Object.values(place.domain.outgoing)) {
      yield { ...place, outgoing, place: `${place.place} to ${outgoing.site}` }
    }
  }
}

interface TransferHere extends DomainHere {
  outgoing: View<Outgoing>
  current: View<Replication>
}

export function* transfersOf(world: View<World>): Generator<TransferHere> {
  for (const place of outgoingsOf(world)) {
    if (place.outgoing.current !== null) yield { ...place, current: place.outgoing.current }
  }
}

export function lanesOf(world: View<World>): View<Lane>[] {
  return Object.values(world.links).flatMap(link => Object.values(link.lanes))
}

/** The values that stand more than once in a list. */
export function repeated(values: readonly string[]): string[] {
  const seen = new Set<string>()
  return values.filter(value => seen.has(value) || !seen.add(value))
}
