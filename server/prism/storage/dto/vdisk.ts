/** Maps virtual disks to the wire, by container. */
import type { Cluster, Disk, StorageContainer, View } from '../../../domain/core/index.js'
import type { Model } from '../../core/index.js'

/** A disk where it lies; one of a volume group with what clients reach it by. */
interface StoredDisk {
  readonly container: View<StorageContainer>
  readonly disk: Pick<View<Disk>, 'uuid' | 'sizeBytes' | 'usedBytes'>
  readonly target?: Pick<Model<'VDisk'>, 'iscsi_target_name' | 'iscsi_lun' | 'shared'>
}

/** Those of all containers. */
export function allStoredDisks(here: View<Cluster>): StoredDisk[] {
  return here.containers.flatMap(container => storedDisks(here, container))
}

/** Those of VMs, then those of volume groups. */
export function storedDisks(here: View<Cluster>, container: View<StorageContainer>): StoredDisk[] {
  const ofVms = Object.values(here.vms)
    .flatMap(vm => vm.spec.disks)
    .filter(disk => !disk.cdrom && disk.container === container.name)
    .map(disk => ({ container, disk }))
  const ofGroups = Object.values(here.volumeGroups).flatMap(({ spec }) =>
    spec.disks
      .filter(disk => disk.container === container.name)
      .map(disk => ({
        container,
        disk,
        target: { iscsi_target_name: spec.iscsiTarget, iscsi_lun: disk.index, shared: spec.shared }
      }))
  )
  return [...ofVms, ...ofGroups]
}

export function vdiskName({ disk }: StoredDisk): string {
  return `NFS:${disk.uuid}`
}

export function vdiskDto(here: View<Cluster>, stored: StoredDisk): Model<'VDisk'> {
  const { container, disk, target } = stored
  const { policy } = container
  return {
    name: vdiskName(stored),
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
    finger_print_on_write: policy.fingerPrintOnWrite.toLowerCase(),
    on_disk_dedup: policy.onDiskDedup,
    qos_priority: null,
    qos_fairshare: null,
    stats: {},
    usage_stats: { 'storage.usage_bytes': String(disk.usedBytes) },
    alert_summary: null,
    health_summary: null,
    ...target
  }
}
