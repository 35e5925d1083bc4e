/** Volume groups: found, captured, and counted. */
import { writtenAt } from '../inventory/index.js'
import { own, required } from '../core/index.js'
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

export function volumeGroupOf(here: View<Cluster>, given: string): View<VolumeGroup> {
  return required(
    own(here.volumeGroups, given.slice(given.lastIndexOf(':') + 1)),
    'volume-group/not-found',
    `Volume group ${given} does not exist on ${here.name}`
  )
}

export function iscsiClientOf(here: View<Cluster>, uuid: string): View<IscsiClient> {
  return required(own(here.iscsiClients, uuid), 'iscsi-client/not-found', `iSCSI client ${uuid} does not exist`)
}

/** The VMs of this cluster that have it attached. */
export function attachedVms(here: View<Cluster>, group: { readonly vms: readonly string[] }): View<Vm>[] {
  return group.vms.flatMap(uuid => own(here.vms, uuid) ?? [])
}

/** Those that a VM has attached. */
export function volumeGroupsOfVm(here: View<Cluster>, vm: string): View<VolumeGroup>[] {
  return Object.values(here.volumeGroups).filter(group => group.vms.includes(vm))
}

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
    marks: group.content.marks
  }
}

/** The first place that no disk has. */
export function freeIndex(disks: readonly View<VolumeDisk>[]): number {
  let index = 0
  while (disks.some(disk => disk.index === index)) index += 1
  return index
}

/** What iSCSI clients connect to, where a client of the API does not say [C: product manual, the prefix]. */
export function targetOf(name: string, uuid: string): string {
  return `iqn.2010-06.com.nutanix:${name.toLowerCase().replace(/[^a-z0-9.-]/g, '-')}-${uuid}`
}
