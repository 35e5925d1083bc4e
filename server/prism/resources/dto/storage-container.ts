/** Storage containers as the wire shows them, and what is used of them. */
import { own } from '../../../domain/lookup.js'
import { peerOf } from '../../../domain/sites.js'
import type { Cluster, StorageContainer, View, World } from '../../../domain/world.js'
import type { Model } from '../../handlers.js'

export function storageContainerDto(
  world: View<World>,
  here: View<Cluster>,
  container: View<StorageContainer>
): Model<'StorageContainer'> {
  return {
    id: `${here.uuid}::${container.number}`,
    storage_container_uuid: container.uuid,
    name: container.name,
    cluster_uuid: here.uuid,
    max_capacity: container.capacityBytes,
    advertised_capacity: null,
    total_explicit_reserved_capacity: 0,
    total_implicit_reserved_capacity: 0,
    replication_factor: container.replicationFactor,
    oplog_replication_factor: container.replicationFactor,
    compression_enabled: true,
    compression_delay_in_secs: 0,
    erasure_code: 'off',
    erasure_code_delay_secs: null,
    finger_print_on_write: 'OFF',
    on_disk_dedup: 'OFF',
    enable_software_encryption: false,
    down_migrate_times_in_secs: {},
    ilm_policy: null,
    random_io_preference: ['SSD', 'HDD'],
    seq_io_preference: ['SSD', 'HDD'],
    nfs_whitelist: [],
    nfs_whitelist_inherited: true,
    is_nutanix_managed: false,
    mapped_remote_containers: mappedContainers(world, here, container.name),
    vstore_name_list: [container.name],
    marked_for_removal: false,
    stats: {},
    usage_stats: storageUsage(usedIn(here, [container]), container.capacityBytes),
    alert_summary: null,
    health_summary: null
  }
}

function mappedContainers(world: View<World>, here: View<Cluster>, name: string): Record<string, string> {
  return Object.fromEntries(
    Object.values(here.remoteSites).flatMap(site => {
      const mapped = own(site.containerMap, name)
      return mapped === undefined || peerOf(world, here, site) === undefined ? [] : [[site.name, mapped]]
    })
  )
}

/** Bytes that the live VMs take, each written as often as the container keeps copies. */
export function usedIn(here: View<Cluster>, containers: readonly View<StorageContainer>[]): StorageBytes {
  const copies = new Map(containers.map(({ name, replicationFactor }) => [name, replicationFactor]))
  let logical = 0
  let physical = 0
  for (const vm of Object.values(here.vms)) {
    for (const disk of vm.spec.disks) {
      const factor = copies.get(disk.container)
      if (factor === undefined) continue
      logical += disk.usedBytes
      physical += disk.usedBytes * factor
    }
  }
  return { logical, physical }
}

interface StorageBytes {
  logical: number
  physical: number
}

/** Space figures, as the product's texts of digits [C: the names]. */
export function storageUsage({ logical, physical }: StorageBytes, capacity: number): Record<string, string> {
  return {
    'storage.capacity_bytes': String(capacity),
    'storage.free_bytes': String(Math.max(0, capacity - physical)),
    'storage.logical_usage_bytes': String(logical),
    'storage.usage_bytes': String(physical),
    'storage.reserved_capacity_bytes': '0',
    'storage.reserved_free_bytes': '0',
    'storage.reserved_usage_bytes': '0'
  }
}
