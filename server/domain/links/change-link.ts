/** Links as they are set by hand: cut, slowed, healed. */
import type { CommandOf, DomainEvent, Scene } from '../core/index.js'
import { USECS_PER_DAY, clusterOf, linkBetween, getOwn, refuseUnless, required } from '../core/index.js'

/** Bytes a second: one bit, and more than any line will ever carry. What lies beyond makes numbers that are none any more. */
const BANDWIDTH_MIN = 1 / 8
const BANDWIDTH_MAX = 1e15 / 8
const LATENCY_USECS_MAX = USECS_PER_DAY

/** Cuts, slows or heals a link, in one direction or both. Running transfers go on from where they are. */
export function changeLink({ world }: Scene, command: CommandOf<'change-link'>): DomainEvent[] {
  const { a, b, change } = command
  clusterOf(world, a)
  clusterOf(world, b)
  const link = required(linkBetween(world, a, b), 'link/not-found', `There is no link between ${a} and ${b}`)
  const { from, bandwidthBytesPerSecond, latencyUsecs, loss, up } = change
  refuseUnless(
    from === null || getOwn(link.lanes, from) !== undefined,
    'link/invalid',
    () => `${from} is not an end of the link between ${a} and ${b}`
  )
  refuseUnless(
    bandwidthBytesPerSecond === undefined ||
      (bandwidthBytesPerSecond >= BANDWIDTH_MIN && bandwidthBytesPerSecond <= BANDWIDTH_MAX),
    'link/invalid',
    () =>
      `The bandwidth of a link is from ${8 * BANDWIDTH_MIN} to ${8 * BANDWIDTH_MAX} bits a second: cut it for nothing at all`
  )
  refuseUnless(
    loss === undefined || (loss >= 0 && loss < 1),
    'link/invalid',
    () => 'The loss of a link is from 0 to below 1: cut it instead'
  )
  refuseUnless(
    latencyUsecs === undefined ||
      (Number.isInteger(latencyUsecs) && latencyUsecs >= 0 && latencyUsecs <= LATENCY_USECS_MAX),
    'link/invalid',
    () => `The latency of a link is from 0 to ${LATENCY_USECS_MAX / 1000} milliseconds`
  )
  const events: DomainEvent[] = []
  if (latencyUsecs !== undefined) events.push({ type: 'latency-changed', a: link.a, b: link.b, latencyUsecs })
  for (const lane of Object.values(link.lanes)) {
    if (from !== null && lane.from !== from) continue
    if (up === undefined && bandwidthBytesPerSecond === undefined && loss === undefined) continue
    events.push({
      type: 'lane-changed',
      a: link.a,
      b: link.b,
      from: lane.from,
      up: up ?? lane.up,
      bandwidthBytesPerSecond: bandwidthBytesPerSecond ?? lane.bandwidthBytesPerSecond,
      loss: loss ?? lane.loss
    })
  }
  return events
}
