/** Rules and appliers of this room, for decide, apply and the rooms above. */
export { storageAppliers } from './apply.js'
export { mountDatastore, unmountDatastore } from './datastores.js'
export { changeStorageContainer, createStorageContainer, removeStorageContainer } from './storage-containers.js'
export {
  changeStoragePool,
  createStoragePool,
  finishDiskRemoval,
  removeDisk,
  removeStoragePool
} from './storage-pool.js'
