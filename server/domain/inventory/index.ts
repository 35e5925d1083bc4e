/** VMs and hosts: made, configured, moved; high availability, maintenance, images. */
export {
  bytesSince,
  captureVm,
  diskBytesOf,
  referenceSnapshot,
  usedBytesOf,
  writtenAfterRestore,
  writtenAt
} from './content.js'
export { defaultHa } from './hosts/default-ha.js'
export { isEnteringMaintenance } from './hosts/entering-maintenance.js'
export { immobileVms } from './live-migration-blockers.js'
export { BUS_PLACES, containerFor, usedDiskUuids, restoreDisks } from './vm-parts/disks.js'
export { adaptersOf, reuseMac, nicOf } from './vm-parts/nics.js'
export { withNewIds } from './vm-parts/copied-spec.js'
export type { Adapters } from './vm-parts/nics.js'
export type { VmRequest } from './vocabulary.js'
