/** Bringing lanes up to date before anything changes what they carry, so that no byte is counted twice or lost. */
import { FLOW_POINTS_MAX, append } from '../limits.js'
import { laneCapacity, servedAt } from '../link.js'
import { reachable } from '../sites.js'
import type { Instant } from '../time.js'
import type { Lane, World } from '../world.js'

/** Books what the lane has served until now, for those that run on it and for the history. */
export function rebase(world: World, lane: Lane): void {
  const served = servedAt(lane, laneCapacity(world, lane), world.now)
  addToFlow(lane, world.now, lane.running === 0 ? 0 : served - lane.servedBytes)
  lane.servedBytes = lane.running === 0 ? 0 : served
  lane.asOf = world.now
}

/** A corner of the curve: none twice at one instant, and on a flat stretch only its ends. */
function addToFlow({ flow }: Lane, at: Instant, bytes: number): void {
  const last = flow.at(-1)
  const total = (last?.bytes ?? 0) + bytes
  if (last !== undefined && last.at === at) last.bytes = total
  else if (last !== undefined && last.bytes === total && flow.at(-2)?.bytes === total) last.at = at
  else append(flow, { at, bytes: total }, FLOW_POINTS_MAX)
}

/** Every lane that starts or ends at a cluster. */
export function lanesOf(world: World, cluster: string): Lane[] {
  return Object.values(world.links)
    .filter(link => link.a === cluster || link.b === cluster)
    .flatMap(link => Object.values(link.lanes))
}

/** Books what the lanes have served, changes something, and notes which of them nothing can pass any more, or can again. */
export function changeLanes(world: World, lanes: readonly Lane[], change: () => void): void {
  for (const lane of lanes) rebase(world, lane)
  change()
  for (const lane of lanes) {
    if (reachable(world, lane.from, lane.to)) lane.downSince = null
    else lane.downSince ??= world.now
  }
}
