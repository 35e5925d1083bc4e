/** What the standby side of a metro domain holds, and the end of a relation, from which on it gets no more. */
import { captureVm } from '../inventory/index.js'
import { getOwn } from '../core/index.js'
import type {
  Cluster,
  DomainEvent,
  DomainScene,
  Metro,
  MirroredCopy,
  ProtectionDomain,
  View,
  World
} from '../core/index.js'
import { otherSideOf, partnerOf } from '../links/index.js'
import type { OtherSide } from '../links/index.js'

/** The copy as it is now: every write up to when the mirror stopped, or to this instant. */
export function mirroredCopy(
  world: View<World>,
  here: View<Cluster>,
  domain: View<ProtectionDomain>,
  metro: View<Metro>
): View<MirroredCopy> {
  if (metro.held !== undefined) return metro.held
  const other = otherSideOf(world, here, domain)
  const until = metro.isolatedSince ?? world.now
  const vms = (other?.domain?.members ?? []).flatMap(member => {
    const vm = other === null ? undefined : getOwn(other.peer.vms, member.uuid)
    if (vm === undefined) return []
    const captured = captureVm(vm, member, 'off', false, until)
    return [{ ...captured, marks: captured.marks.filter(mark => mark.at <= until) }]
  })
  return { origin: other?.peer.name ?? here.name, until, complete: metro.status !== 'Synchronizing', vms }
}

/** A side that loses sight of the other: a standby one keeps what it holds. */
export function parted(
  { world, here, domain }: Pick<DomainScene, 'world' | 'here' | 'domain'>,
  metro: View<Metro>
): Metro {
  const isolated = { ...metro, isolatedSince: metro.isolatedSince ?? world.now }
  return metro.role === 'Standby' ? { ...isolated, held: mirroredCopy(world, here, domain, metro) } : isolated
}

/** The relation does not stand any more, on one side. */
export function endRelation(
  scene: Pick<DomainScene, 'world' | 'here' | 'domain'>,
  metro: View<Metro>,
  status: 'Disabled' | 'Decoupled'
): DomainEvent {
  const { here, domain } = scene
  const over: Metro = { ...parted(scene, metro), status, syncedAt: null, isolatedSince: null }
  return { type: 'metro-changed', cluster: here.name, domain: domain.name, metro: over }
}

/** Ends the relation on the other side too, unless that stands with another cluster by now. */
export function endPartner(
  { world, here }: DomainScene,
  other: OtherSide,
  status: 'Disabled' | 'Decoupled'
): DomainEvent[] {
  const partner = partnerOf(world, here, other)
  if (partner === null) return []
  return [endRelation({ world, here: other.peer, domain: partner.domain }, partner.metro, status)]
}
