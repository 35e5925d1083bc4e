/** VMs and hosts: made, configured, moved; high availability, maintenance, images. */
export { bytesSince, captureVm, diskBytesOf, referenceSnapshot, usedBytesOf, writtenAt } from './content.js'
export { defaultHa } from './hosts/default-ha.js'
export { entering } from './hosts/entering-maintenance.js'
export { immobileVms } from './mobility.js'
export { BUS_PLACES, adaptersOf, disksOn, keptDisks, keptMac, nicOf, renewed } from './vm-parts.js'
export type { Adapters } from './vm-parts.js'
export type { VmRequest } from './vocabulary.js'
