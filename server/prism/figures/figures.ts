/** How full hosts and clusters are. */
import { poolCapacity, redundancyFactor, distribute, storedIn } from '../../domain/storage/index.js'
import type { StoredBytes } from '../../domain/storage/index.js'
import type { Cluster, Host, View, World } from '../../domain/core/index.js'
import { onDisks, reduction, spaceUsage } from './space.js'

/** What is stored lies on the hosts in proportion to their disks. */
export function hostUsage(here: View<Cluster>, host: View<Host>, stored: StoredBytes): Record<string, string> {
  const sizes = here.hosts.map(({ disks }) => disks.reduce((bytes, { sizeBytes }) => bytes + sizeBytes, 0))
  const index = here.hosts.indexOf(host)
  const used = distribute(stored.physical, sizes)[index] ?? 0
  return spaceUsage({ stored: onDisks(used), capacity: sizes[index] ?? 0, copies: 1 })
}

/** How full all disks of a cluster are. */
export function clusterSpace(world: View<World>, here: View<Cluster>, reserved = 0): Record<string, string> {
  const stored = storedIn(world, here)
  const space = { stored, capacity: poolCapacity(here), copies: redundancyFactor(here), reserved }
  return { ...spaceUsage(space), ...reduction(stored) }
}
