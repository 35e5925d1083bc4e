/** What stores: the pool of a cluster, its disks, its storage containers, and where hosts have those mounted. */

export interface StorageContainer {
  uuid: string
  /** The number in `<cluster uuid>::<number>`. */
  number: number
  name: string
  /** Physical bytes that it can hold at most; the pool may have fewer. */
  capacityBytes: number
  /** Copies of each piece of data. */
  replicationFactor: number
  policy: ContainerPolicy
  /** The product's own, and not for VMs. */
  managed?: true
}

/** What is set for a container and reported: the emulator stores no blocks, so none of it makes data smaller. */
export interface ContainerPolicy {
  /** The size that hypervisors are shown; null shows all of it. */
  advertisedBytes: number | null
  reservedBytes: number
  compression: boolean
  compressionDelaySeconds: number
  erasureCoding: boolean
  erasureCodingDelaySeconds: number | null
  fingerPrintOnWrite: string
  onDiskDedup: string
  softwareEncryption: boolean
  /** Addresses that may mount it; null for the cluster's own list. */
  whitelist: readonly string[] | null
  /** Storage tiers, best first. */
  randomTiers: readonly string[]
  sequentialTiers: readonly string[]
}

/** All disks of a cluster as one store. */
export interface StoragePool {
  name: string
  reservedBytes: number
  /** Percents of use at which data moves to slower disks. */
  downMigratePercent: number
}

export type DiskTier = 'SSD' | 'HDD'

/** A disk in a host. */
export interface PhysicalDisk {
  uuid: string
  /** The number in `<cluster uuid>::<number>`. */
  number: number
  serial: string
  tier: DiskTier
  sizeBytes: number
  /** Its slot in the host, from 1. */
  location: number
  /** Its data is on its way to the other disks: it goes when that is done. */
  leaving: boolean
}

/** A container that hosts have mounted as an NFS datastore, which ESXi does. */
export interface Datastore {
  name: string
  /** Name of the container. */
  container: string
  readOnly: boolean
  hostUuids: readonly string[]
}
