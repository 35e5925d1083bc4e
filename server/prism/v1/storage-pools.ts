/** The storage pool of a cluster, which only v1 shows: as large as the largest of its containers, which all lie in it. */
import { required } from '../../domain/refusal.js'
import type { Cluster, View } from '../../domain/world.js'
import { arithmos } from '../collection.js'
import type { V1WordsHandlers, WordsModel } from '../handlers.js'
import { storageUsage, usedIn } from '../resources/dto/storage-container.js'
import { poolId, poolUuid } from './only-in-v1.js'

export const storagePools = {
  getStoragePools: ({ prism: { cluster }, query }) => arithmos([storagePoolDto(cluster)], query),

  getStoragePool: ({ prism: { cluster }, path }) => {
    const pool = storagePoolDto(cluster)
    const known = path.id === pool.id || path.id === pool.storage_pool_uuid
    const message = `Storage pool ${path.id} does not exist on ${cluster.name}`
    return required(known ? pool : undefined, 'storage-container/not-found', message)
  }
} satisfies Partial<V1WordsHandlers>

function storagePoolDto(here: View<Cluster>): WordsModel<'StoragePool'> {
  const capacity = Math.max(0, ...here.containers.map(({ capacityBytes }) => capacityBytes))
  return {
    id: poolId(here.uuid),
    storage_pool_uuid: poolUuid(here.uuid),
    name: `${here.name}-storage-pool`,
    cluster_uuid: here.uuid,
    disks: [],
    disk_uuids: [],
    capacity,
    reserved_capacity: 0,
    ilm_down_migrate_pct_threshold: 75,
    tierwise_free_capacity_map: {},
    marked_for_removal: false,
    stats: {},
    usage_stats: storageUsage(usedIn(here, here.containers), capacity),
    alert_summary: null,
    health_summary: null
  }
}
