/** Maps virtual disks to the wire, by container. */
import type { Cluster, Disk, StorageContainer, View } from '../../../domain/core/index.js'
import type { Model } from '../../core/index.js'

/** Those of all containers. */
export function allVdisks(here: View<Cluster>): Model<'VDisk'>[] {
  return here.containers.flatMap(container => vdisksIn(here, container))
}

/** Those of VMs, then those of volume groups. */
export function vdisksIn(here: View<Cluster>, container: View<StorageContainer>): Model<'VDisk'>[] {
  const ofVms = Object.values(here.vms)
    .flatMap(vm => vm.spec.disks)
    .filter(disk => !disk.cdrom && disk.container === container.name)
    .map(disk => vdiskDto(here, container, disk))
  const ofGroups = Object.values(here.volumeGroups).flatMap(({ spec }) =>
    spec.disks
      .filter(disk => disk.container === container.name)
      .map(disk => ({
        ...vdiskDto(here, container, disk),
        iscsi_target_name: spec.iscsiTarget,
        iscsi_lun: disk.index,
        shared: spec.shared
      }))
  )
  return [...ofVms, ...ofGroups]
}

type StoredDisk = Pick<View<Disk>, 'uuid' | 'sizeBytes' | 'usedBytes'>

function vdiskDto(here: View<Cluster>, container: View<StorageContainer>, disk: StoredDisk): Model<'VDisk'> {
  const { policy } = container
  return {
    name: `NFS:${disk.uuid}`,
    vdisk_uuid: disk.uuid,
    cluster_uuid: here.uuid,
    storage_container_name: container.name,
    storage_container_uuid: container.uuid,
    storage_container_id: `${here.uuid}::${container.number}`,
    max_capacity_bytes: disk.sizeBytes,
    total_reserved_capacity_bytes: 0,
    nfs_file: true,
    nfs_file_name: disk.uuid,
    parent_nfs_file_name: null,
    iscsi_target_name: null,
    iscsi_lun: null,
    shared: false,
    snapshot: false,
    snapshots: [],
    immutable: false,
    disabled: false,
    marked_for_removal: false,
    creation_time_in_micros_since_epoch: null,
    erasure_code: policy.erasureCoding ? 'on' : 'off',
    erasure_code_delay_secs: policy.erasureCodingDelaySeconds,
    finger_print_on_write: policy.fingerPrintOnWrite,
    on_disk_dedup: policy.onDiskDedup,
    qos_priority: null,
    qos_fairshare: null,
    stats: {},
    usage_stats: { 'storage.usage_bytes': String(disk.usedBytes) },
    alert_summary: null,
    health_summary: null
  }
}
