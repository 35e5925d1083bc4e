/** Fields that v1 adds to models of v2.0, computed from v2.0's, by the vendor's model name. */
import type { Model } from '../core/index.js'

type Fields = Readonly<Record<string, unknown>>

export const v1OnlyFields: Readonly<Record<string, (row: never) => Fields>> = {
  'alerts.AlertDTO': ({ affected_entities: entities, classifications, impact_types: impacts }: Model<'Alert'>) => ({
    categories: classifications ?? [],
    impact: impacts?.[0] ?? null,
    entityIds: (entities ?? []).flatMap(({ id }) => id ?? []),
    entityTypes: (entities ?? []).flatMap(({ entity_type: type }) => type ?? []),
    entityUuids: (entities ?? []).flatMap(({ uuid }) => uuid ?? [])
  }),

  'appliance.configuration.ClusterDTO': () => ({ isSspEnabled: false }),

  'appliance.configuration.ContainerDTO': ({ cluster_uuid: cluster }: Model<'StorageContainer'>) => ({
    storagePoolId: poolId(cluster ?? ''),
    storagePoolUuid: poolUuid(cluster ?? '')
  }),

  'appliance.configuration.DiskDTO': ({ cluster_uuid: cluster }: Model<'PhysicalDisk'>) => ({
    storagePoolId: poolId(cluster ?? ''),
    storagePoolUuid: poolUuid(cluster ?? '')
  }),

  // The pool's name is not in what v2.0 tells of a virtual disk.
  'appliance.configuration.VDiskDTO': ({ cluster_uuid: cluster }: Model<'VDisk'>) => ({
    storagePoolId: poolId(cluster ?? ''),
    storagePoolName: null,
    storagePoolUuid: poolUuid(cluster ?? '')
  })
}

/** EMU: a cluster has one pool. */
const POOL_NUMBER = 1

export const poolId = (clusterUuid: string): string => `${clusterUuid}::${POOL_NUMBER}`

export const poolUuid = (clusterUuid: string): string =>
  `${clusterUuid.slice(0, 24)}${String(POOL_NUMBER).padStart(12, '0')}`
