/** Maps storage containers and their usage to the wire. */
import type { Cluster, StorageContainer, View, World } from '../../domain/core/index.js'
import { getOwn } from '../../domain/core/index.js'
import { peerOf } from '../../domain/links/index.js'
import { containerCapacity, disksOf, poolCapacity, distribute, storedIn } from '../../domain/storage/index.js'
import type { ContainerChange } from '../../domain/storage/index.js'
import { byFamily, figureInstant } from '../core/index.js'
import type { Model } from '../core/index.js'
import { ioOfDisks, ioStats } from './load.js'
import { reduction, spaceUsage, tierNames } from './space.js'

export function storageContainerDto(
  world: View<World>,
  here: View<Cluster>,
  container: View<StorageContainer>
): Model<'StorageContainer'> {
  const { policy } = container
  const capacity = containerCapacity(here, container)
  const promised = policy.advertisedBytes ?? capacity
  const stored = storedIn(here, figureInstant(world), [container])
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
    inline_ec_enabled: null,
    // In small letters, unlike its sister [C: recorded, sts-nutanix-agent-checks].
    finger_print_on_write: policy.fingerPrintOnWrite.toLowerCase(),
    on_disk_dedup: policy.onDiskDedup,
    enable_software_encryption: policy.softwareEncryption,
    encrypted: null,
    affinity_host_uuid: null,
    down_migrate_times_in_secs: { 'SSD-MEM-NVMe': 1800, 'SSD-SATA': 1800, 'SSD-PCIe': 1800, 'DAS-SATA': 1800 },
    ilm_policy: null,
    random_io_preference: [...policy.randomTiers],
    seq_io_preference: [...policy.sequentialTiers],
    nfs_whitelist: [...(policy.whitelist ?? [])],
    nfs_whitelist_address: (policy.whitelist ?? []).map(byFamily),
    nfs_whitelist_inherited: policy.whitelist === null,
    // Null for what a client made or may use [C: recorded, sts-nutanix-agent-checks].
    is_nutanix_managed: container.managed === true ? true : null,
    mapped_remote_containers: mappedContainers(world, here, container.name),
    vstore_name_list: [container.name],
    marked_for_removal: false,
    stats: ioStats(ioOfDisks(here, disk => disk.container === container.name)),
    usage_stats: {
      ...spaceUsage({
        stored,
        capacity: promised,
        copies: container.replicationFactor,
        reserved: policy.reservedBytes,
        pool: poolCapacity(here),
        reservedByOthers: reservedBytes(here) - policy.reservedBytes
      }),
      ...reduction(stored),
      ...tierShare(world, here, container)
    },
    alert_summary: null,
    health_summary: null
  }
}

/** Physical bytes that the containers of a cluster have set aside. */
function reservedBytes(here: View<Cluster>): number {
  return here.containers.reduce((bytes, { policy }) => bytes + policy.reservedBytes, 0)
}

/**
 * What a container has on the disks of each tier. The containers are laid on the disks one after another, so that their
 * shares add up to what the tiers hold.
 */
function tierShare(world: View<World>, here: View<Cluster>, container: View<StorageContainer>): Record<string, string> {
  const index = here.containers.indexOf(container)
  const disks = disksOf(here)
  const at = figureInstant(world)
  const before = usedOnDisks(index)
  const after = usedOnDisks(index + 1)
  return Object.fromEntries(
    Object.entries(tierNames).map(([tier, name]) => {
      const bytes = disks.reduce(
        (sum, disk, place) => (disk.tier === tier ? sum + (after[place] ?? 0) - (before[place] ?? 0) : sum),
        0
      )
      return [`storage_tier.${name}.usage_bytes`, String(bytes)]
    })
  )

  function usedOnDisks(containers: number): number[] {
    const { physical } = storedIn(here, at, here.containers.slice(0, containers))
    return distribute(
      physical,
      disks.map(disk => disk.sizeBytes)
    )
  }
}

/** Only what the client says; null says nothing, but for the two that can be taken away. */
export function containerChange(dto: Model<'StorageContainer'>): ContainerChange {
  const isPresent = <T>(value: T | null | undefined): value is T => value != null
  const { nfs_whitelist: whitelist, nfs_whitelist_inherited: inherited, advertised_capacity: advertised } = dto
  return {
    ...(isPresent(dto.name) && { name: dto.name }),
    ...(isPresent(dto.replication_factor) && { replicationFactor: dto.replication_factor }),
    ...(advertised !== undefined && { advertisedBytes: advertised }),
    ...(isPresent(dto.total_explicit_reserved_capacity) && { reservedBytes: dto.total_explicit_reserved_capacity }),
    ...(isPresent(dto.compression_enabled) && { compression: dto.compression_enabled }),
    ...(isPresent(dto.compression_delay_in_secs) && { compressionDelaySeconds: dto.compression_delay_in_secs }),
    ...(isPresent(dto.erasure_code) && { erasureCoding: dto.erasure_code.toLowerCase() === 'on' }),
    ...(dto.erasure_code_delay_secs !== undefined && { erasureCodingDelaySeconds: dto.erasure_code_delay_secs }),
    ...(isPresent(dto.finger_print_on_write) && { fingerPrintOnWrite: dto.finger_print_on_write.toUpperCase() }),
    ...(isPresent(dto.on_disk_dedup) && { onDiskDedup: dto.on_disk_dedup.toUpperCase() }),
    ...(isPresent(dto.enable_software_encryption) && { softwareEncryption: dto.enable_software_encryption }),
    ...(isPresent(dto.random_io_preference) && { randomTiers: dto.random_io_preference }),
    ...(isPresent(dto.seq_io_preference) && { sequentialTiers: dto.seq_io_preference }),
    ...(inherited === true
      ? { whitelist: null }
      : isPresent(whitelist) && (inherited === false || whitelist.length > 0) && { whitelist })
  }
}

function mappedContainers(world: View<World>, here: View<Cluster>, name: string): Record<string, string> {
  return Object.fromEntries(
    Object.values(here.remoteSites).flatMap(site => {
      const mapped = getOwn(site.containerMap, name)
      return mapped === undefined || peerOf(world, here, site) === undefined ? [] : [[site.name, mapped]]
    })
  )
}
