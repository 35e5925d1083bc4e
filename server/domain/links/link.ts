/** The link as fair queueing: running transfers share a lane equally, and one counter per flow tells how far each of them is. */
import { NEVER, USECS_PER_SECOND, instant, laneBetween, linkBetween, getOwn, serves } from '../core/index.js'
import { siteFor } from './sites/sites.js'
import { throttleAt } from './throttle.js'
import type { Cluster, Flow, FlowName, Instant, Lane, Replication, View, World } from '../core/index.js'

/** What one node's replication can push, async [C: BP-2005]. */
const NODE_BYTES_PER_SECOND = 100_000_000

/** A lane that has carried nothing yet. */
export function newLane(
  lane: Pick<Lane, 'serial' | 'from' | 'to' | 'bandwidthBytesPerSecond' | 'asOf'>,
  nodes: number
): Lane {
  const limit = { bytesPerSecond: NODE_BYTES_PER_SECOND * nodes, until: null }
  const flow = (bytesPerSecond: number): Flow => ({
    running: 0,
    servedBytes: 0,
    bytesPerSecond,
    curve: [{ at: lane.asOf, bytes: 0 }]
  })
  return {
    ...lane,
    up: true,
    loss: 0,
    flows: {
      async: flow(Math.min(lane.bandwidthBytesPerSecond, limit.bytesPerSecond)),
      nearSync: flow(lane.bandwidthBytesPerSecond)
    },
    limit,
    downSince: null,
    stallTold: false,
    total: { offeredBytes: 0, carriedBytes: 0, droppedBytes: 0 },
    passages: []
  }
}

/** The nodes of a cluster that can send. EMU: one sends even where none serves. */
function sendingNodes(cluster: View<Cluster> | undefined): number {
  return Math.max(1, cluster?.hosts.filter(serves).length ?? 1)
}

/** What a lane's async transfers may use together at an instant, and until when: the least of nodes, site and policy. */
export function asyncLimit(world: View<World>, lane: View<Lane>): Lane['limit'] {
  const from = getOwn(world.clusters, lane.from)
  const nodes = NODE_BYTES_PER_SECOND * sendingNodes(from)
  const site = from === undefined ? undefined : siteFor(world, from, lane.to)
  if (from === undefined || site === undefined) return { bytesPerSecond: nodes, until: null }
  const throttle =
    site.bandwidthPolicyEnabled && site.bandwidthPolicy !== null
      ? throttleAt(site.bandwidthPolicy, from.timezone, world.now)
      : { bytesPerSecond: null, until: null }
  return {
    bytesPerSecond: Math.min(nodes, site.maxBytesPerSecond ?? Infinity, throttle.bytesPerSecond ?? Infinity),
    until: throttle.until
  }
}

/**
 * Bytes a second of each running transfer of a flow: an equal share of the line, and what throttling takes from the
 * async ones goes to the others. 0 while either direction or either site is down.
 */
export function flowRate(lane: View<Lane>, name: FlowName): number {
  if (lane.downSince !== null) return 0
  const line = lane.bandwidthBytesPerSecond * (1 - lane.loss)
  const { async, nearSync } = lane.flows
  if (name === 'async') {
    const running = Math.max(1, async.running)
    return Math.min(lane.limit.bytesPerSecond, (line * running) / (running + nearSync.running)) / running
  }
  const running = Math.max(1, nearSync.running)
  const throttled = Math.min(lane.limit.bytesPerSecond, (line * async.running) / (async.running + running))
  return (line - (async.running === 0 ? 0 : throttled)) / running
}

/** Wire bytes that each running transfer of a flow has been served at an instant. */
export function servedAt(lane: View<Lane>, flow: View<Flow>, at: Instant): number {
  if (flow.running === 0 || at <= lane.asOf) return flow.servedBytes
  return flow.servedBytes + ((at - lane.asOf) / USECS_PER_SECOND) * flow.bytesPerSecond
}

/** Wire bytes that a lane has carried from the beginning of the world until an instant, as far as is known by now. */
export function wireBytesCarried({ asOf, flows, total }: View<Lane>, at: Instant): number {
  const seconds = Math.max(0, at - asOf) / USECS_PER_SECOND
  return Object.values(flows).reduce(
    (bytes, { running, bytesPerSecond }) => bytes + seconds * running * bytesPerSecond,
    total.carriedBytes
  )
}

/** When the transfer with this tag is done, if nothing else starts or ends before. */
export function finishesAt(lane: View<Lane>, flow: View<Flow>, tag: number): Instant {
  if (flow.bytesPerSecond <= 0) return NEVER
  const remaining = tag - flow.servedBytes
  if (remaining <= 0) return lane.asOf
  return instant(lane.asOf + Math.ceil((remaining * USECS_PER_SECOND) / flow.bytesPerSecond))
}

/** Wire bytes that a transfer still has to send. */
export function remainingWireBytes(world: View<World>, from: string, replication: View<Replication>): number {
  if (replication.phase !== 'running') return replication.remainingWireBytes
  const lane = laneBetween(world, from, replication.target)
  if (lane === undefined) return replication.remainingWireBytes
  return Math.max(0, replication.tag - servedAt(lane, lane.flows[replication.flow], world.now))
}

/** What a transfer gets of its lane now; 0 while it is paused or stuck. */
export function transferRate(world: View<World>, from: string, replication: View<Replication>): number {
  if (replication.phase === 'paused' || replication.phase === 'stalled') return 0
  return laneBetween(world, from, replication.target)?.flows[replication.flow].bytesPerSecond ?? 0
}

interface ReplicationProgress {
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
  const share = transferRate(world, from, replication)
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
