/** Volume groups in protection domains: selected for protection, unregistered with their side, recovered from snapshots. */
import type {
  Cluster,
  ClusterScene,
  CommandOf,
  DomainEvent,
  ProtectedVolumeGroup,
  ProtectionDomain,
  Snapshot,
  SnapshotVolumeGroup,
  View,
  Vm,
  VolumeGroup,
  World
} from '../../core/index.js'
import { Refusal, containerHere, entityUuid, getOwn, registeredAs } from '../../core/index.js'
import { attachedVms, volumeGroupsOfVm } from '../volume-groups.js'
import { aboutDomain, aboutVolumeGroup, recordAudit, raiseAlert } from '../../notices/rules.js'
import { writeRate } from '../guards.js'

type ProtectionSelection = Pick<
  CommandOf<'protect-vms'>,
  'name' | 'volumeGroupUuids' | 'relatedEntities' | 'ignoreDuplicateOrMissing' | 'consistencyGroup'
>

/** Selects the volume groups to protect: those that a client names and, where it asks for related entities, those attached to the VMs. */
export function groupsToProtect(
  here: View<Cluster>,
  selection: ProtectionSelection,
  vms: readonly View<Vm>[]
): ProtectedVolumeGroup[] {
  const found = new Map<string, View<VolumeGroup>>()
  for (const identifier of selection.volumeGroupUuids ?? []) {
    const group = getOwn(here.volumeGroups, entityUuid(identifier))
    const skipped = group === undefined || group.protectionDomain === selection.name
    if (skipped && selection.ignoreDuplicateOrMissing) continue
    if (group === undefined) {
      throw new Refusal(
        'volume-group/not-found',
        `Entity does not exist in the cluster: volume group ${identifier} is not on ${here.name}`
      )
    }
    if (group.protectionDomain !== null) {
      throw new Refusal(
        'volume-group/already-protected',
        `Volume group ${group.name} is already protected by protection domain ${group.protectionDomain}`
      )
    }
    found.set(group.uuid, group)
  }
  if (selection.relatedEntities === true) {
    for (const vm of vms)
      for (const group of volumeGroupsOfVm(here, vm.uuid))
        if (group.protectionDomain === null) found.set(group.uuid, group)
  }
  return [...found.values()].map(({ uuid, name }) => ({
    uuid,
    name,
    consistencyGroup: selection.consistencyGroup ?? name
  }))
}

/** Unprotected VMs that the named volume groups are attached to. */
export function relatedVms(here: View<Cluster>, selection: ProtectionSelection): View<Vm>[] {
  if (selection.relatedEntities !== true) return []
  return (selection.volumeGroupUuids ?? [])
    .flatMap(identifier => getOwn(here.volumeGroups, entityUuid(identifier)) ?? [])
    .flatMap(group => attachedVms(here, group))
    .filter(vm => vm.protectionDomain === null)
}

/** Volume groups of a domain that external clients have attached: they cannot be migrated [C: KB 10120]. */
export function groupsWithClients(here: View<Cluster>, domain: View<ProtectionDomain>): View<VolumeGroup>[] {
  return domain.volumeGroups
    .flatMap(({ uuid }) => getOwn(here.volumeGroups, uuid) ?? [])
    .filter(group => group.clients.length > 0)
}

/** Raises an alert for each volume group that external clients keep from migrating. */
export function alertAttachedClients(scene: ClusterScene, groups: readonly View<VolumeGroup>[]): DomainEvent[] {
  return groups.map(group =>
    raiseAlert(scene, 'volume-group-action-failed', aboutVolumeGroup(group), {
      action: 'detach',
      volume_group_name: group.name,
      reason: 'External iSCSI clients have it attached'
    })
  )
}

/** Unregisters the volume groups of a domain whose side gives them up. */
export function unregisterGroups(here: View<Cluster>, domain: View<ProtectionDomain>): DomainEvent[] {
  return domain.volumeGroups
    .filter(({ uuid }) => getOwn(here.volumeGroups, uuid) !== undefined)
    .map(({ uuid }) => ({ type: 'volume-group-unregistered', cluster: here.name, uuid }))
}

/** Registers every volume group of the snapshot; one that is registered here already is skipped, like a VM. */
export function recoverVolumeGroups(
  scene: ClusterScene,
  {
    domain,
    snapshot,
    from,
    newUuids
  }: {
    readonly domain: string
    readonly snapshot: View<Snapshot>
    readonly from: string | null
    /** Of the VMs of the snapshot, where they and the groups get new ones. */
    readonly newUuids: ReadonlyMap<string, string> | null
  }
): { volumeGroups: ProtectedVolumeGroup[]; events: DomainEvent[] } {
  const { world, here } = scene
  const volumeGroups: ProtectedVolumeGroup[] = []
  const events: DomainEvent[] = []
  const skipped: string[] = []
  for (const held of snapshot.volumeGroups) {
    if (registeredAs(here.volumeGroups, held.uuid) !== undefined) {
      skipped.push(held.name)
      continue
    }
    const same = groupFromSnapshot(scene, snapshot, held, {
      uuid: held.uuid,
      name: held.name,
      protectionDomain: domain
    })
    const group = newUuids === null ? same : underNewUuids(same, scene.ids.uuid(), newUuids)
    const contested = newUuids === null && isRegisteredOnAnother(world, here, held.uuid, from)
    events.push(
      { type: 'volume-group-registered', cluster: here.name, group: contested ? { ...group, contested } : group },
      recordAudit(scene, {
        type: 'volume-group-created',
        entity: aboutVolumeGroup(group),
        values: [group.name],
        user: 'system'
      })
    )
    volumeGroups.push({ uuid: group.uuid, name: held.name, consistencyGroup: held.consistencyGroup })
  }
  if (skipped.length > 0) {
    const reason = `Entities exist on ${here.name} already: ${skipped.join(', ')}`
    const values = { protection_domain_name: domain, count: String(skipped.length), reason }
    events.push(raiseAlert(scene, 'entity-skipped', aboutDomain(domain), values))
  }
  return { volumeGroups, events }
}

/** A group under a UUID of its own, attached to VMs under theirs. */
function underNewUuids(group: VolumeGroup, uuid: string, ofVms: ReadonlyMap<string, string>): VolumeGroup {
  return { ...group, uuid, formerUuid: group.uuid, vms: group.vms.map(vm => ofVms.get(vm) ?? vm) }
}

/** Whether a cluster other than this one, and the one that gives it up, has a group registered. */
export function isRegisteredOnAnother(
  world: View<World>,
  here: View<Cluster>,
  uuid: string,
  from: string | null
): boolean {
  return Object.values(world.clusters).some(
    cluster => cluster.name !== here.name && cluster.name !== from && getOwn(cluster.volumeGroups, uuid) !== undefined
  )
}

/** A volume group as a snapshot holds it, in the containers of this cluster; external clients have to be attached anew. */
export function groupFromSnapshot(
  { world, here }: ClusterScene,
  snapshot: View<Snapshot>,
  held: View<SnapshotVolumeGroup>,
  as: { uuid: string; name: string; protectionDomain: string | null }
): VolumeGroup {
  const disks = held.spec.disks.map(disk => ({ ...disk, container: containerHere(snapshot, here, disk.container) }))
  return {
    ...as,
    spec: { ...held.spec, disks },
    vms: held.vms,
    clients: [],
    changeBytesPerSecond: held.changeBytesPerSecond,
    content: {
      writtenBytes: held.writtenBytes,
      asOf: world.now,
      bytesPerSecond: writeRate(here, held),
      marks: held.marks
    },
    modifiedAt: world.now,
    logicalTimestamp: 1,
    ...(as.uuid === held.uuid && held.formerUuid !== undefined && { formerUuid: held.formerUuid })
  }
}
