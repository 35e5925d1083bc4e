/** Lanes brought up to date before anything changes what they carry, so that no byte is counted twice or lost. */
import {
  FLOW_POINTS_MAX,
  PASSAGES_MAX,
  USECS_PER_SECOND,
  after,
  appendTrimming,
  lane as laneOf
} from '../core/index.js'
import { asyncLimit, flowRate } from './link.js'
import { reachable } from './sites/sites.js'
import type { Draft, Flow, FlowName, Instant, Lane, Replication, Usecs, View, Writable } from '../core/index.js'

const FLOWS = ['async', 'nearSync'] as const

/** Books what the lane has carried until now, for its transfers and for the history. */
function rebase(draft: Draft, lane: Writable<Lane>): void {
  const { now } = draft.world
  const elapsed = (now - lane.asOf) / USECS_PER_SECOND
  for (const name of FLOWS) {
    const flow = flowOf(draft, lane, name)
    const served = flow.running === 0 ? 0 : elapsed * flow.bytesPerSecond
    addToCurve(draft, flow, now, served)
    flow.servedBytes = flow.running === 0 ? 0 : flow.servedBytes + served
    if (flow.running > 0) totalOf(draft, lane).carriedBytes += served * flow.running
  }
  lane.asOf = now
}

function flowOf(draft: Draft, lane: Writable<Lane>, name: FlowName): Writable<Flow> {
  const flows = draft.table(lane, 'flows', lane.flows)
  return draft.row(flows, name, name === 'async' ? flows.async : flows.nearSync)
}

function totalOf(draft: Draft, lane: Writable<Lane>): Writable<Lane['total']> {
  return draft.row(lane, 'total', lane.total)
}

/** Adds a corner to the traffic curve: none twice at one instant, and on a flat stretch only its ends. */
function addToCurve(draft: Draft, flow: Writable<Flow>, at: Instant, bytes: number): void {
  const curve = draft.list(flow, 'curve', flow.curve)
  const end = curve.length - 1
  const last = curve[end]
  const total = (last?.bytes ?? 0) + bytes
  if (last !== undefined && last.at === at) {
    if (last.bytes !== total) draft.row(curve, end, last).bytes = total
  } else if (last !== undefined && last.bytes === total && curve[end - 1]?.bytes === total)
    draft.row(curve, end, last).at = at
  else appendTrimming(curve, { at, bytes: total }, FLOW_POINTS_MAX)
}

function equalShare(draft: Draft, lane: Writable<Lane>): void {
  const { async, nearSync } = lane.flows
  const asyncRate = flowRate(lane, 'async')
  const nearSyncRate = flowRate(lane, 'nearSync')
  if (async.bytesPerSecond !== asyncRate) flowOf(draft, lane, 'async').bytesPerSecond = asyncRate
  if (nearSync.bytesPerSecond !== nearSyncRate) flowOf(draft, lane, 'nearSync').bytesPerSecond = nearSyncRate
}

/** Adds a transfer to its lane, where it takes its share from now on. */
export function enterLane(draft: Draft, lane: Writable<Lane>, replication: Writable<Replication>): void {
  rebase(draft, lane)
  const flow = flowOf(draft, lane, replication.flow)
  flow.running += 1
  replication.phase = 'running'
  replication.pausedAt = null
  replication.enteredAt = draft.world.now
  replication.tag = flow.servedBytes + replication.remainingWireBytes
  equalShare(draft, lane)
}

/** Removes a transfer from its lane, and leaves its share to the others. */
export function leaveLane(
  draft: Draft,
  lane: Writable<Lane>,
  domain: string,
  replication: Writable<Replication>
): void {
  if (replication.phase !== 'running') return
  rebase(draft, lane)
  const flow = flowOf(draft, lane, replication.flow)
  flow.running -= 1
  const left = replication.tag - flow.servedBytes
  // A finish falls on the microsecond after the last byte: what the lane carried past it, it did not carry.
  if (left < 0) totalOf(draft, lane).carriedBytes += left
  replication.remainingWireBytes = Math.max(0, left)
  const passage = { domain, flow: replication.flow, enteredAt: replication.enteredAt, leftAt: draft.world.now }
  appendTrimming(draft.list(lane, 'passages', lane.passages), passage, PASSAGES_MAX)
  equalShare(draft, lane)
}

/** Where a lane begins and ends. */
type Ends = Pick<View<Lane>, 'from' | 'to'>

/** Every lane of the world. */
export function allLanes({ world }: Draft): Ends[] {
  return Object.values(world.links).flatMap(link => Object.values(link.lanes))
}

/** Every lane that starts or ends at a cluster. */
export function lanesOf({ world }: Draft, cluster: string): Ends[] {
  return Object.values(world.links)
    .filter(link => link.a === cluster || link.b === cluster)
    .flatMap(link => Object.values(link.lanes))
}

/** Books what the lanes have carried, changes something, and notes what they carry from now on, if anything. */
export function changeLanes(draft: Draft, lanes: readonly Ends[], change: () => void): void {
  const changed = lanes.map(({ from, to }) => laneOf(draft, from, to))
  for (const lane of changed) rebase(draft, lane)
  change()
  const { world } = draft
  for (const lane of changed) {
    if (reachable(world, lane.from, lane.to)) lane.downSince = null
    else lane.downSince ??= world.now
    const limit = asyncLimit(world, lane)
    if (limit.bytesPerSecond !== lane.limit.bytesPerSecond || limit.until !== lane.limit.until) lane.limit = limit
    equalShare(draft, lane)
  }
}

/** Moves the present forward without any traffic on the lanes. */
export function skipTime(draft: Draft, usecs: Usecs): void {
  const { world } = draft
  changeLanes(draft, allLanes(draft), () => {
    world.now = after(world.now, usecs)
    for (const { from, to } of allLanes(draft)) {
      const lane = laneOf(draft, from, to)
      for (const name of FLOWS) addToCurve(draft, flowOf(draft, lane, name), world.now, 0)
      lane.asOf = world.now
    }
  })
}
