/** Disks, capacity and redundancy of a storage pool and of its containers. */
import type { Cluster, ContainerPolicy, PhysicalDisk, StorageContainer, View } from '../core/index.js'

/** As the web console makes a container, but for compression, which every container of a new cluster has. */
export const defaultPolicy: ContainerPolicy = {
  advertisedBytes: null,
  reservedBytes: 0,
  compression: true,
  compressionDelaySeconds: 0,
  erasureCoding: false,
  erasureCodingDelaySeconds: null,
  fingerPrintOnWrite: 'OFF',
  onDiskDedup: 'OFF',
  softwareEncryption: false,
  whitelist: null,
  // [C: recorded, sts-nutanix-agent-checks]
  randomTiers: ['SSD-MEM-NVMe', 'SSD-PCIe', 'SSD-SATA', 'DAS-SATA'],
  sequentialTiers: ['SSD-PCIe', 'SSD-SATA', 'SSD-MEM-NVMe', 'DAS-SATA']
}

/** Physical disks of all hosts of a cluster. */
export function disksOf(here: View<Cluster>): View<PhysicalDisk>[] {
  return here.hosts.flatMap(host => host.disks)
}

/** Copies of data that the cluster is made for. EMU: as many as its first container keeps. */
export function redundancyFactor({ containers }: View<Cluster>): number {
  return containers[0]?.replicationFactor ?? 2
}

/** Physical bytes of all disks; one that is leaving counts until it is gone. */
export function poolCapacity(here: View<Cluster>): number {
  return disksOf(here).reduce((bytes, disk) => bytes + disk.sizeBytes, 0)
}

/** Physical bytes that a container can hold: no more than there are. */
export function containerCapacity(here: View<Cluster>, container: View<StorageContainer>): number {
  return Math.min(container.capacityBytes, poolCapacity(here))
}
