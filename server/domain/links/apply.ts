/** Bringing lanes up to date before anything changes what they carry, so that no byte is counted twice or lost. */
import { FLOW_POINTS_MAX, PASSAGES_MAX, USECS_PER_SECOND, after, append } from '../core/index.js'
import { asyncLimit, flowRate } from './link.js'
import { reachable } from './sites.js'
import type { Flow, Instant, Lane, Replication, Usecs, World } from '../core/index.js'

const FLOWS = ['async', 'nearSync'] as const

/** Books what the lane has carried until now, for those that run on it and for the history. */
function rebase(world: World, lane: Lane): void {
  const elapsed = (world.now - lane.asOf) / USECS_PER_SECOND
  for (const name of FLOWS) {
    const flow = lane.flows[name]
    const served = flow.running === 0 ? 0 : elapsed * flow.bytesPerSecond
    addToCurve(flow, world.now, served)
    flow.servedBytes = flow.running === 0 ? 0 : flow.servedBytes + served
    lane.total.carriedBytes += served * flow.running
  }
  lane.asOf = world.now
}

/** A corner of the curve: none twice at one instant, and on a flat stretch only its ends. */
function addToCurve({ curve }: Flow, at: Instant, bytes: number): void {
  const last = curve.at(-1)
  const total = (last?.bytes ?? 0) + bytes
  if (last !== undefined && last.at === at) last.bytes = total
  else if (last !== undefined && last.bytes === total && curve.at(-2)?.bytes === total) last.at = at
  else append(curve, { at, bytes: total }, FLOW_POINTS_MAX)
}

function share(lane: Lane): void {
  for (const name of FLOWS) lane.flows[name].bytesPerSecond = flowRate(lane, name)
}

/** The transfer takes its share of the lane from now on. */
export function enterLane(world: World, lane: Lane, replication: Replication): void {
  rebase(world, lane)
  const flow = lane.flows[replication.flow]
  flow.running += 1
  replication.phase = 'running'
  replication.pausedAt = null
  replication.enteredAt = world.now
  replication.tag = flow.servedBytes + replication.remainingWireBytes
  share(lane)
}

/** The transfer leaves its share to the others. */
export function leaveLane(world: World, lane: Lane, domain: string, replication: Replication): void {
  if (replication.phase !== 'running') return
  rebase(world, lane)
  const flow = lane.flows[replication.flow]
  flow.running -= 1
  const left = replication.tag - flow.servedBytes
  // A finish falls on the microsecond after the last byte: what the lane carried past it, it did not carry.
  if (left < 0) lane.total.carriedBytes += left
  replication.remainingWireBytes = Math.max(0, left)
  const passage = { domain, flow: replication.flow, enteredAt: replication.enteredAt, leftAt: world.now }
  append(lane.passages, passage, PASSAGES_MAX)
  share(lane)
}

export function allLanes(world: World): Lane[] {
  return Object.values(world.links).flatMap(link => Object.values(link.lanes))
}

/** Every lane that starts or ends at a cluster. */
export function lanesOf(world: World, cluster: string): Lane[] {
  return Object.values(world.links)
    .filter(link => link.a === cluster || link.b === cluster)
    .flatMap(link => Object.values(link.lanes))
}

/** Books what the lanes have carried, changes something, and notes what they carry from now on, if anything. */
export function changeLanes(world: World, lanes: readonly Lane[], change: () => void): void {
  for (const lane of lanes) rebase(world, lane)
  change()
  for (const lane of lanes) {
    if (reachable(world, lane.from, lane.to)) lane.downSince = null
    else lane.downSince ??= world.now
    lane.limit = asyncLimit(world, lane)
    share(lane)
  }
}

/** Moves the present forward by a time in which the lanes carry nothing. */
export function leap(world: World, usecs: Usecs): void {
  changeLanes(world, allLanes(world), () => {
    world.now = after(world.now, usecs)
    for (const lane of allLanes(world)) {
      for (const name of FLOWS) addToCurve(lane.flows[name], world.now, 0)
      lane.asOf = world.now
    }
  })
}
