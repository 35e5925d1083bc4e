/** Storage pool endpoints of v1: one pool of all disks and containers. */
import { refuseUnless } from '../../domain/core/index.js'
import { disksOf, poolCapacity } from '../../domain/storage/index.js'
import type { Cluster, DiskTier, View, World } from '../../domain/core/index.js'
import { arithmos, select, withEntityNames } from '../lists/index.js'
import { RequestError } from '../core/index.js'
import type { Prism, V1CanonicalHandlers, V1CanonicalModel } from '../core/index.js'
import { alertsAbout, eventsAbout, withSummaries } from '../notices/index.js'
import { diskDtos } from '../storage/index.js'
import { clusterSpace, ioOfDisks, ioStats, projectionOf, statsResponse, gaugesOf, tierUsage } from '../figures/index.js'
import { poolId, poolUuid } from './v1-only-fields.js'

type StoragePool = V1CanonicalModel<'StoragePool'>

export const storagePools = {
  getStoragePools: ({ prism: { world, cluster }, query }) =>
    arithmos(
      [listedPoolDto(world, cluster, query.projection)],
      query,
      withEntityNames('appliance.configuration.StoragePoolDTO')
    ),

  getStoragePool: ({ prism, path, query }) => {
    refuseUnknown(prism, path.id)
    return listedPoolDto(prism.world, prism.cluster, query.projection)
  },

  addStoragePool: ({ prism, body }) => {
    prism.submit({ type: 'create-storage-pool', name: body.name ?? '' })
    return { value: true }
  },

  editStoragePool: ({ prism, body }) => change(prism, body),

  // Clients say the fields of a pool without the envelope, too [C: clients].
  patchStoragePool: ({ prism, body }) => {
    if (body.generic_dto != null) return change(prism, body.generic_dto)
    const { id, storage_pool_uuid: uuid, name, reserved_capacity: reserved } = body
    const { ilm_down_migrate_pct_threshold: percent } = body
    if ((name ?? reserved ?? percent) == null)
      throw new RequestError('invalid', 'The patch of a storage pool says nothing that can be changed')
    const pool = {
      ...(id != null && { id }),
      ...(uuid != null && { storage_pool_uuid: uuid }),
      ...(name != null && { name }),
      ...(reserved != null && { reserved_capacity: reserved }),
      ...(percent != null && { ilm_down_migrate_pct_threshold: percent })
    }
    return change(prism, pool)
  },

  deleteStoragePool: ({ prism, path }) => {
    poolOf(prism, path.id)
    prism.submit({ type: 'remove-storage-pool' })
    return { value: true }
  },

  getStoragePoolAlerts: ({ prism, query }) => alertsAbout(prism, query, 'storage_pool'),

  getStoragePoolEvents: ({ prism, query }) => eventsAbout(prism, query, 'storage_pool'),

  getAlertsForStoragePool: ({ prism, path, query }) => {
    refuseUnknown(prism, path.id)
    return alertsAbout(prism, query, 'storage_pool')
  },

  getEventsForStoragePool: ({ prism, path, query }) => {
    refuseUnknown(prism, path.id)
    return eventsAbout(prism, query, 'storage_pool')
  },

  getStoragePoolStats: ({ prism, path, query }) => {
    const shown = poolOf(prism, path.id)
    return statsResponse(prism.world.now, query, gaugesOf(shown, prism.world.now))
  },

  /** EMU: no disk is ever ill. */
  getHealthCheckSummaryForDisks: ({ prism: { world, cluster }, query }) => ({
    entity_type: 'DISK',
    filter_criteria: query.filter_criteria ?? null,
    health_summary: {
      Good: select(diskDtos(world, cluster), query, withEntityNames('appliance.configuration.DiskDTO')).length,
      Warning: 0,
      Critical: 0,
      Error: 0,
      Unknown: 0
    },
    detailed_check_summary: query.detailed_summary === true ? {} : null,
    checks_in_error: {}
  })
} satisfies Partial<V1CanonicalHandlers>

function poolOf(prism: Prism, identifier: string): StoragePool {
  refuseUnknown(prism, identifier)
  return storagePoolDto(prism.world, prism.cluster)
}

function listedPoolDto(world: View<World>, here: View<Cluster>, projection: string | undefined): StoragePool {
  const entity = { type: 'storage_pool', name: here.storagePool.name } as const
  return withSummaries(here, storagePoolDto(world, here), entity, projectionOf(projection))
}

function refuseUnknown({ cluster: { uuid, name } }: Prism, identifier: string): void {
  const known = identifier === poolId(uuid) || identifier === poolUuid(uuid)
  refuseUnless(known, 'storage-pool/not-found', () => `Storage pool ${identifier} does not exist on ${name}`)
}

function change(prism: Prism, dto: StoragePool): { value: boolean } {
  const {
    id,
    storage_pool_uuid: uuid,
    name,
    reserved_capacity: reserved,
    ilm_down_migrate_pct_threshold: percent
  } = dto
  for (const identifier of [id, uuid]) if (identifier != null) poolOf(prism, identifier)
  prism.submit({
    type: 'change-storage-pool',
    change: {
      ...(name != null && { name }),
      ...(reserved != null && { reservedBytes: reserved }),
      ...(percent != null && { downMigratePercent: percent })
    }
  })
  return { value: true }
}

function storagePoolDto(world: View<World>, here: View<Cluster>): StoragePool {
  const { name, reservedBytes, downMigratePercent } = here.storagePool
  const disks = disksOf(here)
  const capacity = poolCapacity(here)
  return {
    id: poolId(here.uuid),
    storage_pool_uuid: poolUuid(here.uuid),
    name,
    cluster_uuid: here.uuid,
    disks: disks.map(({ number }) => `${here.uuid}::${number}`),
    disk_uuids: disks.map(({ uuid }) => uuid),
    capacity,
    reserved_capacity: reservedBytes,
    ilm_down_migrate_pct_threshold: downMigratePercent,
    tierwise_free_capacity_map: freeByTier(world, here),
    marked_for_removal: false,
    stats: ioStats(ioOfDisks(here, () => true)),
    usage_stats: { ...clusterSpace(world, here, reservedBytes), ...tierUsage(diskDtos(world, here)) },
    alert_summary: null,
    health_summary: null
  }
}

function freeByTier(world: View<World>, here: View<Cluster>): Record<string, number> {
  const free: Partial<Record<DiskTier, number>> = {}
  for (const { storage_tier_name: tier, usage_stats: usage } of diskDtos(world, here)) {
    const known = tier as DiskTier
    free[known] = (free[known] ?? 0) + Number(usage?.['storage.free_bytes'] ?? 0)
  }
  return free
}
