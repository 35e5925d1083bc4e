/** The standby side of a metro domain becomes the active one, with what it holds of the other. */
import type {
  Cluster,
  DomainEvent,
  Metro,
  MirroredCopy,
  Snapshot,
  View,
  DomainScene,
  ClusterScene
} from '../core/index.js'
import { containerNamed } from '../core/index.js'
import { cancelIncoming } from '../replication/rules.js'
import { isSplitBrain, recoverVms } from '../recovery/rules.js'
import { mirroredCopy } from './mirrored-copy.js'

/** `user` is who asked for it. EMU: the VMs are registered powered off; it is vSphere that starts them. */
export function takeOver(scene: DomainScene, metro: View<Metro>, user: string): DomainEvent[] {
  const { world, here, domain } = scene
  const copy = mirroredCopy(world, here, domain, metro)
  const content = contentOf(scene, metro, copy)
  const { members, volumeGroups, events } = recoverVms(scene, domain.name, content, null)
  const forced = isSplitBrain(scene, domain.name, content, null)
  const { held: _, ...kept } = metro
  const mine: Metro = { ...kept, role: 'Active', status: 'Decoupled', syncedAt: null, isolatedSince: null }
  return [
    ...cancelIncoming(scene, domain.name, null),
    { type: 'metro-promoted', cluster: here.name, domain: domain.name, metro: mine, copy, user },
    ...events,
    { type: 'protection-domain-activated', cluster: here.name, domain: domain.name, members, volumeGroups, forced }
  ]
}

/** A copy in the form of a snapshot, from which VMs are registered. */
function contentOf({ here, ids }: ClusterScene, metro: View<Metro>, copy: View<MirroredCopy>): View<Snapshot> {
  const { origin, until, vms } = copy
  return {
    id: ids.number(),
    origin,
    prefix: null,
    createdAt: until,
    receivedAt: until,
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
function intoContainer(here: View<Cluster>, metro: View<Metro>, vms: View<Snapshot>['vms']): Record<string, string> {
  const named = vms.flatMap(({ spec }) => spec.disks.map(({ container }) => container))
  const missing = named.filter(name => containerNamed(here, name) === undefined)
  return Object.fromEntries(missing.map(name => [name, metro.container]))
}
