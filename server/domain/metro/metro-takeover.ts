/** The standby side of a metro domain becomes the active one, with what it held when it last heard of the other. */
import { captureVm } from '../inventory/index.js'
import type { Cluster, DomainEvent, Metro, Snapshot, View, DomainScene, ClusterScene } from '../core/index.js'
import { containerNamed, getOwn } from '../core/index.js'
import type { OtherSide } from '../links/index.js'
import { cancelIncoming } from '../replication/rules.js'
import { isSplitBrain, recoverVms } from '../recovery/rules.js'

/** EMU: the VMs are registered powered off; it is vSphere that starts them. */
export function takeOver(scene: DomainScene, metro: View<Metro>, other: OtherSide | null): DomainEvent[] {
  const { here, domain } = scene
  const held = containerContent(scene, metro, other)
  const { members, volumeGroups, events } = recoverVms(scene, domain.name, held, null)
  const forced = isSplitBrain(scene, domain.name, held, null)
  const mine: Metro = { ...metro, role: 'Active', status: 'Decoupled', syncedAt: null, isolatedSince: null }
  return [
    ...cancelIncoming(scene, domain.name, null),
    ...events,
    { type: 'metro-changed', cluster: here.name, domain: domain.name, metro: mine },
    { type: 'protection-domain-activated', cluster: here.name, domain: domain.name, members, volumeGroups, forced }
  ]
}

/** The container as this side holds it: every write up to when the two were parted. */
function containerContent(scene: ClusterScene, metro: View<Metro>, other: OtherSide | null): Snapshot {
  const { world, here, ids } = scene
  const at = metro.isolatedSince ?? world.now
  const members = other?.domain?.members ?? []
  const vms = members.flatMap(member => {
    const vm = other === null ? undefined : getOwn(other.peer.vms, member.uuid)
    if (vm === undefined) return []
    const captured = captureVm(vm, member, 'off', false, at)
    return [{ ...captured, marks: captured.marks.filter(mark => mark.at <= at) }]
  })
  return {
    id: ids.number(),
    origin: other?.peer.name ?? here.name,
    prefix: null,
    createdAt: at,
    receivedAt: at,
    expiresAt: null,
    kind: 'one-time',
    storeBytes: 0,
    scheduleId: null,
    oneTimeId: null,
    appConsistent: false,
    remoteSites: [],
    containers: intoContainer(here, metro, vms),
    vms,
    volumeGroups: [],
    missing: []
  }
}

/** EMU: a disk that lies outside of the mirrored container, where this side has none of that name, is restored into it. */
function intoContainer(here: View<Cluster>, metro: View<Metro>, vms: Snapshot['vms']): Record<string, string> {
  const named = vms.flatMap(({ spec }) => spec.disks.map(({ container }) => container))
  const missing = named.filter(name => containerNamed(here, name) === undefined)
  return Object.fromEntries(missing.map(name => [name, metro.container]))
}
