/** Commands, events and refusals: storage containers, datastores, the pool and its disks. */
import type { Refusals } from '../core/tables/refusals.js'
import type { At, OnCluster } from '../core/tables/target.js'
import type { ContainerPolicy, Datastore, StorageContainer, StoragePool } from '../core/world.js'

/** What a client says of a storage container, new or not. */
export interface ContainerChange extends Partial<ContainerPolicy> {
  name?: string
  replicationFactor?: number
}

type StorageClientCommand =
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

export type StorageCommand = StorageClientCommand

export type StorageEvent =
  | ({ type: 'storage-container-created'; container: StorageContainer } & At)
  | ({ type: 'storage-container-changed'; container: StorageContainer } & At)
  | ({ type: 'storage-container-removed'; uuid: string } & At)
  | ({ type: 'datastore-changed'; datastore: Datastore } & At)
  | ({ type: 'storage-pool-changed'; pool: StoragePool } & At)
  | ({ type: 'disk-removal-started'; uuid: string } & At)
  | ({ type: 'disk-removal-given-up'; uuid: string } & At)
  | ({ type: 'disk-removed'; uuid: string } & At)

export const storageRefusals = {
  'storage-container/not-found': { number: 1202, grade: 'D' },
  'storage-container/exists': { number: 90090, grade: 'D' },
  'storage-container/invalid': { number: 90091 },
  'storage-container/in-use': { number: 90092 },
  'datastore/invalid': { number: 90093 },
  'storage-pool/not-found': { number: 1202, grade: 'D' },
  'storage-pool/invalid': { number: 90094 },
  'disk/not-found': { number: 1202, grade: 'D' },
  'disk/in-use': { number: 90095 }
} as const satisfies Refusals

export interface StorageVocabulary {
  client: StorageClientCommand
  control: never
  due: never
  event: StorageEvent
  refusal: keyof typeof storageRefusals
}
