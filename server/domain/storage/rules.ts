/** Rules and appliers of this room, for decide, apply and the rooms above. */
import type { Rules } from '../core/index.js'
import { mountDatastore, unmountDatastore } from './datastores.js'
import { changeStorageContainer, createStorageContainer, removeStorageContainer } from './storage-containers.js'
import { changeStoragePool, createStoragePool, removeDisk, removeStoragePool } from './storage-pool.js'
import type { StorageCommand } from './vocabulary.js'

export { storageAppliers } from './apply.js'
export { storageFacts } from './facts.js'
export { finishDiskRemoval } from './storage-pool.js'
export { storageRefusals } from './vocabulary.js'

export const storageRules: Rules<StorageCommand['type']> = {
  'create-storage-container': createStorageContainer,
  'change-storage-container': changeStorageContainer,
  'remove-storage-container': removeStorageContainer,
  'mount-datastore': mountDatastore,
  'unmount-datastore': unmountDatastore,
  'create-storage-pool': createStoragePool,
  'change-storage-pool': changeStoragePool,
  'remove-storage-pool': removeStoragePool,
  'remove-disk': removeDisk
}
