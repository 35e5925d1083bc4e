/** Storage endpoints. */
export { datastores } from './datastores.js'
export { disks } from './disks.js'
export { diskDtos } from './dto/disk.js'
export { allStoredDisks, storedDisks, vdiskDto, vdiskName } from './dto/vdisk.js'
export { storageContainers } from './storage-containers.js'
