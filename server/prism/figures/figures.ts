/** Metrics of clusters and hosts: memory, space and replication traffic. */
import { poolCapacity, spread, storedIn } from '../../domain/storage/index.js'
import type { StoredBytes } from '../../domain/storage/index.js'
import { instant } from '../../domain/core/index.js'
import type { Cluster, Host, View, World } from '../../domain/core/index.js'
import { steadyGauges } from './stats.js'
import type { Gauges } from './stats.js'
import { storageUsage } from './storage-container.js'
import { trafficGauges } from './traffic.js'

const BYTES_PER_MEBIBYTE = 1024 * 1024
const MILLION = 1_000_000

/** EMU: VMs that run use all the memory they were given; how busy processors are is not emulated. */
export function memoryUsagePpm(here: View<Cluster>, hosts: readonly View<Host>[]): string {
  const uuids = new Set(hosts.map(({ uuid }) => uuid))
  const used = Object.values(here.vms)
    .filter(vm => vm.hostUuid !== null && uuids.has(vm.hostUuid))
    .reduce((bytes, { spec }) => bytes + spec.memoryMb * BYTES_PER_MEBIBYTE, 0)
  const installed = hosts.reduce((bytes, { memoryBytes }) => bytes + memoryBytes, 0)
  return installed === 0 ? '-1' : String(Math.round((used / installed) * MILLION))
}

/** What is stored lies on the hosts in proportion to their disks. */
export function hostUsage(here: View<Cluster>, host: View<Host>, stored: StoredBytes): Record<string, string> {
  const sizes = here.hosts.map(({ disks }) => disks.reduce((bytes, { sizeBytes }) => bytes + sizeBytes, 0))
  const index = here.hosts.indexOf(host)
  const used = spread(stored.physical, sizes)[index] ?? 0
  return storageUsage({ logical: used, physical: used }, sizes[index] ?? 0)
}

export function hostGauges(world: View<World>, here: View<Cluster>, host: View<Host>): Gauges {
  const figures = {
    hypervisor_memory_usage_ppm: memoryUsagePpm(here, [host]),
    ...hostUsage(here, host, storedIn(world, here))
  }
  return steadyGauges(figures, world.now, instant(0))
}

export function clusterGauges(world: View<World>, here: View<Cluster>): Gauges {
  const figures = {
    hypervisor_memory_usage_ppm: memoryUsagePpm(here, here.hosts),
    ...storageUsage(storedIn(world, here), poolCapacity(here))
  }
  return { ...steadyGauges(figures, world.now, instant(0)), ...trafficGauges(world, here, {}) }
}
