/** Storage containers as the wire shows them, and what is used of them. */
import type { Cluster, StorageContainer, View, World } from '../../domain/core/index.js'
import { own } from '../../domain/core/index.js'
import { peerOf } from '../../domain/links/index.js'
import { containerCapacity, storedIn } from '../../domain/storage/index.js'
import type { StoredBytes, ContainerChange } from '../../domain/storage/index.js'
import type { Model } from '../core/index.js'
import { unmeasured } from './load.js'
import { reduction, userUsage } from './space.js'

export function storageContainerDto(
  world: View<World>,
  here: View<Cluster>,
  container: View<StorageContainer>
): Model<'StorageContainer'> {
  const { policy } = container
  const capacity = containerCapacity(here, container)
  const promised = policy.advertisedBytes ?? capacity
  const stored = storedIn(world, here, [container])
  return {
    id: `${here.uuid}::${container.number}`,
    storage_container_uuid: container.uuid,
    name: container.name,
    cluster_uuid: here.uuid,
    max_capacity: capacity,
    advertised_capacity: policy.advertisedBytes,
    total_explicit_reserved_capacity: policy.reservedBytes,
    total_implicit_reserved_capacity: 0,
    replication_factor: container.replicationFactor,
    oplog_replication_factor: container.replicationFactor,
    compression_enabled: policy.compression,
    compression_delay_in_secs: policy.compressionDelaySeconds,
    erasure_code: policy.erasureCoding ? 'on' : 'off',
    erasure_code_delay_secs: policy.erasureCodingDelaySeconds,
    finger_print_on_write: policy.fingerPrintOnWrite,
    on_disk_dedup: policy.onDiskDedup,
    enable_software_encryption: policy.softwareEncryption,
    down_migrate_times_in_secs: {},
    ilm_policy: null,
    random_io_preference: [...policy.randomTiers],
    seq_io_preference: [...policy.sequentialTiers],
    nfs_whitelist: [...(policy.whitelist ?? [])],
    nfs_whitelist_inherited: policy.whitelist === null,
    is_nutanix_managed: false,
    mapped_remote_containers: mappedContainers(world, here, container.name),
    vstore_name_list: [container.name],
    marked_for_removal: false,
    stats: { ...unmeasured },
    usage_stats: {
      ...storageUsage(stored, promised, policy.reservedBytes),
      ...userUsage(stored, promised, container.replicationFactor),
      ...reduction(stored)
    },
    alert_summary: null,
    health_summary: null
  }
}

/** Only what the client says; null says nothing, but for the two that can be taken away. */
export function containerChange(dto: Model<'StorageContainer'>): ContainerChange {
  const given = <T>(value: T | null | undefined): value is T => value != null
  const { nfs_whitelist: whitelist, nfs_whitelist_inherited: inherited, advertised_capacity: advertised } = dto
  return {
    ...(given(dto.name) && { name: dto.name }),
    ...(given(dto.replication_factor) && { replicationFactor: dto.replication_factor }),
    ...(advertised !== undefined && { advertisedBytes: advertised }),
    ...(given(dto.total_explicit_reserved_capacity) && { reservedBytes: dto.total_explicit_reserved_capacity }),
    ...(given(dto.compression_enabled) && { compression: dto.compression_enabled }),
    ...(given(dto.compression_delay_in_secs) && { compressionDelaySeconds: dto.compression_delay_in_secs }),
    ...(given(dto.erasure_code) && { erasureCoding: dto.erasure_code.toLowerCase() === 'on' }),
    ...(dto.erasure_code_delay_secs !== undefined && { erasureCodingDelaySeconds: dto.erasure_code_delay_secs }),
    ...(given(dto.finger_print_on_write) && { fingerPrintOnWrite: dto.finger_print_on_write.toUpperCase() }),
    ...(given(dto.on_disk_dedup) && { onDiskDedup: dto.on_disk_dedup.toUpperCase() }),
    ...(given(dto.enable_software_encryption) && { softwareEncryption: dto.enable_software_encryption }),
    ...(given(dto.random_io_preference) && { randomTiers: dto.random_io_preference }),
    ...(given(dto.seq_io_preference) && { sequentialTiers: dto.seq_io_preference }),
    ...(inherited === true
      ? { whitelist: null }
      : given(whitelist) && (inherited === false || whitelist.length > 0) && { whitelist })
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

/** Space figures, as the product's texts of digits [C: the names]. */
export function storageUsage(
  { logical, physical }: StoredBytes,
  capacity: number,
  reserved = 0
): Record<string, string> {
  return {
    'storage.capacity_bytes': String(capacity),
    'storage.free_bytes': String(Math.max(0, capacity - physical)),
    'storage.logical_usage_bytes': String(logical),
    'storage.usage_bytes': String(physical),
    'storage.reserved_capacity_bytes': String(reserved),
    'storage.reserved_free_bytes': String(Math.max(0, reserved - physical)),
    'storage.reserved_usage_bytes': String(Math.min(reserved, physical))
  }
}
