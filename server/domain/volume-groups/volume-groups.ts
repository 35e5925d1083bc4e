/** Volume groups and their iSCSI clients: finding them, and what snapshots hold of them. */
import { writtenAt } from '../inventory/index.js'
import { entityUuid, getOwn, required } from '../core/index.js'
import type {
  Cluster,
  Instant,
  IscsiClient,
  ProtectedVolumeGroup,
  SnapshotVolumeGroup,
  View,
  Vm,
  VolumeDisk,
  VolumeGroup,
  VolumeGroupSpec
} from '../core/index.js'

/** More disks than this are refused [C: product manual]. */
export const VOLUME_DISKS_MAX = 128

/** Finds a volume group by its UUID, or by `<cluster uuid>::<uuid>`. Refuses one that does not exist. */
export function volumeGroupOf(here: View<Cluster>, identifier: string): View<VolumeGroup> {
  return required(
    getOwn(here.volumeGroups, entityUuid(identifier)),
    'volume-group/not-found',
    `Volume group ${identifier} does not exist on ${here.name}`
  )
}

/** Finds an iSCSI client by its UUID. Refuses one that does not exist. */
export function iscsiClientOf(here: View<Cluster>, uuid: string): View<IscsiClient> {
  return required(getOwn(here.iscsiClients, uuid), 'iscsi-client/not-found', `iSCSI client ${uuid} does not exist`)
}

/** VMs of this cluster that a volume group is attached to. */
export function attachedVms(here: View<Cluster>, group: { readonly vms: readonly string[] }): View<Vm>[] {
  return group.vms.flatMap(uuid => getOwn(here.vms, uuid) ?? [])
}

/** Volume groups that are attached to a VM. */
export function volumeGroupsOfVm(here: View<Cluster>, vm: string): View<VolumeGroup>[] {
  return Object.values(here.volumeGroups).filter(group => group.vms.includes(vm))
}

/** Bytes in use on all disks of a volume group. */
export function usedBytesOfGroup(spec: View<VolumeGroupSpec>): number {
  return spec.disks.reduce((bytes, disk) => bytes + disk.usedBytes, 0)
}

/** The volume group as a snapshot holds it: specification and marks are shared, since neither is ever changed in place. */
export function captureVolumeGroup(
  group: View<VolumeGroup>,
  { consistencyGroup }: View<ProtectedVolumeGroup>,
  at: Instant
): SnapshotVolumeGroup {
  return {
    uuid: group.uuid,
    name: group.name,
    consistencyGroup,
    spec: group.spec,
    vms: group.vms,
    changeBytesPerSecond: group.changeBytesPerSecond,
    usedBytes: usedBytesOfGroup(group.spec),
    writtenBytes: writtenAt(group.content, at),
    marks: group.content.marks,
    ...(group.formerUuid !== undefined && { formerUuid: group.formerUuid })
  }
}

/** The lowest index that no disk has. */
export function freeIndex(disks: readonly View<VolumeDisk>[]): number {
  let index = 0
  while (disks.some(disk => disk.index === index)) index += 1
  return index
}

/** The default name of the iSCSI target of a volume group [C: product manual, the prefix]. */
export function targetOf(name: string, uuid: string): string {
  return `iqn.2010-06.com.nutanix:${name.toLowerCase().replace(/[^a-z0-9.-]/g, '-')}-${uuid}`
}
