/** Bringing lanes up to date before anything changes what they carry, so that no byte is counted twice or lost. */
import { laneCapacity, servedAt } from '../link.js'
import { reachable } from '../sites.js'
import type { Lane, World } from '../world.js'

/** Books what the lane has served until now. */
export function rebase(world: World, lane: Lane): void {
  lane.servedBytes = lane.running === 0 ? 0 : servedAt(lane, laneCapacity(world, lane), world.now)
  lane.asOf = world.now
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
