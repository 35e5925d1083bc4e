/** The storage pool of a cluster, which only v1 shows: all its disks, and all its containers lie in it. */
import { instant, required } from '../../domain/core/index.js'
import { disksOf, poolCapacity, storedIn } from '../../domain/storage/index.js'
import type { Cluster, DiskTier, View, World } from '../../domain/core/index.js'
import { arithmos, select } from '../lists/index.js'
import type { Prism, V1WordsHandlers, WordsModel } from '../core/index.js'
import { alertsAbout, eventsAbout } from '../notices/index.js'
import { diskDtos } from '../storage/index.js'
import {
  reduction,
  statsResponse,
  steadyGauges,
  storageUsage,
  tierUsage,
  unmeasured,
  userUsage
} from '../figures/index.js'
import { poolId, poolUuid } from './only-in-v1.js'

type StoragePool = WordsModel<'StoragePool'>

export const storagePools = {
  getStoragePools: ({ prism: { world, cluster }, query }) => arithmos([storagePoolDto(world, cluster)], query),

  getStoragePool: ({ prism, path }) => poolOf(prism, path.id),

  addStoragePool: ({ prism, body }) => {
    prism.submit({ type: 'create-storage-pool', name: body.name ?? '' })
    return { value: true }
  },

  editStoragePool: ({ prism, body }) => change(prism, body),

  patchStoragePool: ({ prism, body }) => change(prism, body.generic_dto ?? {}),

  deleteStoragePool: ({ prism, path }) => {
    poolOf(prism, path.id)
    prism.submit({ type: 'remove-storage-pool' })
    return { value: true }
  },

  getStoragePoolAlerts: ({ prism, query }) => alertsAbout(prism, query, 'storage_pool'),

  getStoragePoolEvents: ({ prism, query }) => eventsAbout(prism, query, 'storage_pool'),

  getAlertsForStoragePool: ({ prism, path, query }) => {
    poolOf(prism, path.id)
    return alertsAbout(prism, query, 'storage_pool')
  },

  getEventsForStoragePool: ({ prism, path, query }) => {
    poolOf(prism, path.id)
    return eventsAbout(prism, query, 'storage_pool')
  },

  getStoragePoolStats: ({ prism, path, query }) => {
    const { usage_stats: usage } = poolOf(prism, path.id)
    return statsResponse(prism.world.now, query, steadyGauges(usage ?? {}, prism.world.now, instant(0)))
  },

  /** EMU: no disk is ever ill. */
  getHealthCheckSummaryForDisks: ({ prism: { world, cluster }, query }) => ({
    entity_type: 'DISK',
    filter_criteria: query.filter_criteria ?? null,
    health_summary: {
      Good: select(diskDtos(world, cluster), query).length,
      Warning: 0,
      Critical: 0,
      Error: 0,
      Unknown: 0
    },
    detailed_check_summary: {},
    checks_in_error: {}
  })
} satisfies Partial<V1WordsHandlers>

function poolOf({ world, cluster }: Prism, given: string): StoragePool {
  const pool = storagePoolDto(world, cluster)
  const known = given === pool.id || given === pool.storage_pool_uuid
  const message = `Storage pool ${given} does not exist on ${cluster.name}`
  return required(known ? pool : undefined, 'storage-container/not-found', message)
}

function change(prism: Prism, dto: StoragePool): { value: boolean } {
  const {
    id,
    storage_pool_uuid: uuid,
    name,
    reserved_capacity: reserved,
    ilm_down_migrate_pct_threshold: percent
  } = dto
  for (const given of [id, uuid]) if (given != null) poolOf(prism, given)
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
  const stored = storedIn(world, here)
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
    stats: { ...unmeasured },
    usage_stats: {
      ...storageUsage(stored, capacity, reservedBytes),
      ...userUsage(stored, capacity, here.containers[0]?.replicationFactor ?? 2),
      ...reduction(stored),
      ...tierUsage(diskDtos(world, here))
    },
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
