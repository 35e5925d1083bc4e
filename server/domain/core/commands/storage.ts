/** Storage containers, datastores, the pool and its disks. */
import type { ContainerPolicy, StoragePool } from '../world.js'
import type { OnCluster } from './target.js'

/** What a client says of a storage container, new or not. */
export interface ContainerChange extends Partial<ContainerPolicy> {
  name?: string
  replicationFactor?: number
}

export type StorageCommand =
  | ({ type: 'create-storage-container'; change: ContainerChange } & OnCluster)
  /** By its UUID, or its longer identifier. */
  | ({ type: 'change-storage-container'; container: string; change: ContainerChange } & OnCluster)
  | ({ type: 'remove-storage-container'; container: string } & OnCluster)
  /** On the hosts that are named by UUID or identifier; on all without any. */
  | ({
      type: 'mount-datastore'
      name: string
      container: string
      readOnly: boolean
      hosts: readonly string[]
    } & OnCluster)
  | ({ type: 'unmount-datastore'; name: string; hosts: readonly string[] } & OnCluster)
  | ({ type: 'create-storage-pool'; name: string } & OnCluster)
  | ({ type: 'change-storage-pool'; change: Partial<StoragePool> } & OnCluster)
  | ({ type: 'remove-storage-pool' } & OnCluster)
  | ({ type: 'remove-disk'; disk: string } & OnCluster)
