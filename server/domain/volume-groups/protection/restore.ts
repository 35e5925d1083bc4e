/** Restores volume groups from a snapshot: as clones, or in place. */
import type { Cluster, ClusterScene, DomainEvent, Snapshot, SnapshotVolumeGroup, View } from '../../core/index.js'
import { refuseUnless, registeredAs } from '../../core/index.js'
import { writtenAfterRestore } from '../../inventory/index.js'
import { targetOf } from '../volume-groups.js'
import { isRegisteredOnAnother, groupFromSnapshot } from './protection.js'

/** More groups of one name than this are not told apart by a number any more. */
const CLONE_NUMBER_MAX = 10_000

/** Refuses to replace volume groups that external clients have attached [EMU]. */
export function refuseAttached(here: View<Cluster>, uuids: readonly string[]): void {
  for (const uuid of uuids) {
    const group = registeredAs(here.volumeGroups, uuid)
    refuseUnless(
      group === undefined || group.clients.length === 0,
      'volume-group/attached',
      () => `Volume group ${group?.name} cannot be replaced while external iSCSI clients have it attached`
    )
  }
}

/** Restores a volume group in place, keeping its attachments; one that is registered on another cluster comes back as a new one. */
export function restoreGroupInPlace(
  scene: ClusterScene,
  snapshot: View<Snapshot>,
  held: View<SnapshotVolumeGroup>
): DomainEvent[] {
  const { world, here, ids } = scene
  const present = registeredAs(here.volumeGroups, held.uuid)
  if (present === undefined) {
    const uuid = isRegisteredOnAnother(world, here, held.uuid, null) ? ids.uuid() : held.uuid
    const group = groupFromSnapshot(scene, snapshot, held, { uuid, name: held.name, protectionDomain: null })
    return [{ type: 'volume-group-registered', cluster: here.name, group }]
  }
  const group = groupFromSnapshot(scene, snapshot, held, {
    uuid: present.uuid,
    name: present.name,
    protectionDomain: present.protectionDomain
  })
  const kept = {
    ...group,
    content: {
      ...group.content,
      writtenBytes: writtenAfterRestore(present.content, held.writtenBytes, world.now)
    },
    vms: present.vms,
    clients: present.clients,
    logicalTimestamp: present.logicalTimestamp + 1,
    ...(present.formerUuid !== undefined && { formerUuid: present.formerUuid }),
    ...(present.contested === true && { contested: true as const })
  }
  return [{ type: 'volume-group-changed', cluster: here.name, group: kept }]
}

/**
 * Restores a volume group as a new one: attached to nothing, not protected, renamed where its name is taken. Its name is
 * added to those that are.
 */
export function restoreGroupAsClone(
  scene: ClusterScene,
  snapshot: View<Snapshot>,
  held: View<SnapshotVolumeGroup>,
  { prefix, taken }: { readonly prefix: string; readonly taken: Set<string> }
): DomainEvent[] {
  const { here, ids } = scene
  const wanted = `${prefix}${held.name}`
  let name = wanted
  for (let n = 1; n < CLONE_NUMBER_MAX && taken.has(name); n++) name = `${wanted}-${n}`
  taken.add(name)
  const uuid = ids.uuid()
  const group = groupFromSnapshot(scene, snapshot, held, { uuid, name, protectionDomain: null })
  const disks = group.spec.disks.map(disk => ({ ...disk, uuid: ids.uuid() }))
  const spec = { ...group.spec, disks, iscsiTarget: targetOf(name, uuid) }
  return [{ type: 'volume-group-registered', cluster: here.name, group: { ...group, spec, vms: [] } }]
}
