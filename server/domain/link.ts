/** The link as a fluid: running transfers share a lane fairly, and one counter per lane tells how far each of them is. */
import { laneBetween, linkBetween, own } from './lookup.js'
import { siteFor } from './sites.js'
import { NEVER, USECS_PER_SECOND, instant } from './time.js'
import type { Instant } from './time.js'
import type { Lane, Replication, View, World } from './world.js'

/** What one node's replication can push, async [C: BP-2005]. */
export const NODE_BYTES_PER_SECOND = 100_000_000

/** Wire bytes per second that a lane carries now, all transfers together; 0 while either direction or either site is down. */
export function laneCapacity(world: View<World>, lane: View<Lane>): number {
  if (lane.downSince !== null) return 0
  const from = own(world.clusters, lane.from)
  const nodes = Math.max(1, from?.hosts.length ?? 1)
  const site = from === undefined ? undefined : siteFor(world, from, lane.to)
  const policy = site !== undefined && site.bandwidthPolicyEnabled ? site.bandwidthPolicy?.defaultBytesPerSecond : null
  return Math.min(
    lane.bandwidthBytesPerSecond * (1 - lane.loss),
    NODE_BYTES_PER_SECOND * nodes,
    site?.maxBytesPerSecond ?? Infinity,
    policy ?? Infinity
  )
}

/** Wire bytes that each running transfer of the lane has been served at an instant. */
export function servedAt(lane: View<Lane>, capacity: number, at: Instant): number {
  if (lane.running === 0 || at <= lane.asOf) return lane.servedBytes
  return lane.servedBytes + ((at - lane.asOf) / USECS_PER_SECOND) * (capacity / lane.running)
}

/** When the transfer with this tag is done, if nothing else starts or ends before. */
export function finishesAt(lane: View<Lane>, capacity: number, tag: number): Instant {
  if (capacity <= 0) return NEVER
  const remaining = tag - lane.servedBytes
  if (remaining <= 0) return lane.asOf
  return instant(lane.asOf + Math.ceil((remaining * lane.running * USECS_PER_SECOND) / capacity))
}

/** Wire bytes that a transfer still has to send. */
export function remainingWireBytes(world: View<World>, from: string, replication: View<Replication>): number {
  if (replication.phase !== 'running') return replication.remainingWireBytes
  const lane = laneBetween(world, from, replication.target)
  if (lane === undefined) return replication.remainingWireBytes
  return Math.max(0, replication.tag - servedAt(lane, laneCapacity(world, lane), world.now))
}

export interface ReplicationProgress {
  completedBytes: number
  /** 0 to 100. */
  completedPercentage: number
  /** Null while nothing moves. */
  secondsLeft: number | null
}

/** How far a transfer is. Read, never stored: progress is a function of time. */
export function replicationProgress(
  world: View<World>,
  from: string,
  replication: View<Replication>
): ReplicationProgress {
  const remaining = remainingWireBytes(world, from, replication)
  const done = replication.wireBytes === 0 ? 1 : 1 - remaining / replication.wireBytes
  const lane = laneBetween(world, from, replication.target)
  const capacity = lane === undefined ? 0 : laneCapacity(world, lane)
  const share = lane === undefined || replication.phase === 'paused' ? 0 : capacity / Math.max(1, lane.running)
  return {
    completedBytes: Math.floor(replication.totalBytes * done),
    completedPercentage: Math.min(100, Math.floor(done * 10_000) / 100),
    secondsLeft: share > 0 ? Math.ceil(remaining / share) : null
  }
}

/** Round-trip time between two clusters; null where no link joins them. */
export function latencyUsecs(world: View<World>, a: string, b: string): number | null {
  return linkBetween(world, a, b)?.latencyUsecs ?? null
}
