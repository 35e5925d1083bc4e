/** Links as they are set by hand: cut, slowed, healed. */
import type { CommandOf, DomainEvent, Scene } from '../core/index.js'
import { clusterOf, linkBetween, getOwn, refuseUnless, required } from '../core/index.js'

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
    bandwidthBytesPerSecond === undefined || bandwidthBytesPerSecond > 0,
    'link/invalid',
    () => 'The bandwidth of a link is above zero: cut it instead'
  )
  refuseUnless(
    loss === undefined || (loss >= 0 && loss < 1),
    'link/invalid',
    () => 'The loss of a link is from 0 to below 1: cut it instead'
  )
  refuseUnless(
    latencyUsecs === undefined || (Number.isInteger(latencyUsecs) && latencyUsecs >= 0),
    'link/invalid',
    () => 'The latency of a link is zero or more'
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
