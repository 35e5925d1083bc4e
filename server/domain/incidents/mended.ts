/** What somebody mends by hand, a site's power or a line that is cut, ends the incidents that broke it. */
import { linkBetween } from '../core/index.js'
import type { Breakage, DomainEvent, EventOf, Lane, Link, Reaction, View, World } from '../core/index.js'
import { incidentEnded } from './timeline.js'

type OnLine = View<Extract<Breakage, { kind: 'link-cut' | 'link-slow' }>>
/** What of a lane its events say, too. */
type Pace = Pick<View<Lane>, 'up' | 'bandwidthBytesPerSecond' | 'loss'>
type Mending = 'power-restored' | 'lane-changed' | 'latency-changed'

/** An incident that ends, or turns, mends what is its own to mend, and no other. */
const BY_INCIDENT: readonly string[] = ['incident-began', 'incident-ended', 'incident-turned']

export const endMended: Reaction<Mending> = {
  to: ['power-restored', 'lane-changed', 'latency-changed'],
  react: ({ world }, events) => {
    if (events.some(({ type }) => BY_INCIDENT.includes(type))) return []
    return Object.values(world.incidents)
      .filter(({ state, what }) => state === 'active' && isMended(world, what, events))
      .map(incident => incidentEnded(incident, 'ended'))
  }
}

/** A line that flaps is broken while it is whole, too: only its own end, or who withdraws it, mends that. */
function isMended(world: View<World>, what: View<Breakage>, events: readonly DomainEvent[]): boolean {
  switch (what.kind) {
    case 'site-power':
      return events.some(event => event.type === 'power-restored' && event.cluster === what.cluster)
    case 'link-cut':
    case 'link-slow': {
      const link = linkBetween(world, what.a, what.b)
      return link !== undefined && isLineMended(link, what, events)
    }
    default:
      return false
  }
}

/** Whether the events concern the line of an incident, and leave each of its lanes as if that had never been. */
function isLineMended(link: View<Link>, what: OnLine, events: readonly DomainEvent[]): boolean {
  const ofLink = events.filter(
    (event): event is EventOf<'lane-changed' | 'latency-changed'> =>
      (event.type === 'lane-changed' || event.type === 'latency-changed') && event.a === link.a && event.b === link.b
  )
  if (ofLink.length === 0) return false
  const lanes = Object.values(link.lanes).filter(({ from }) => what.from === null || what.from === from)
  const after = lanes.map(
    lane => ofLink.findLast(event => event.type === 'lane-changed' && event.from === lane.from) ?? lane
  ) as readonly Pace[]
  if (what.kind === 'link-cut') return lanes.length > 0 && after.every(({ up }) => up)
  const { nominal } = link
  const { slow } = what
  const { latencyUsecs } = ofLink.findLast(event => event.type === 'latency-changed') ?? link
  return (
    (slow.latencyUsecs === null || latencyUsecs === nominal.latencyUsecs) &&
    (slow.loss === null || after.every(({ loss }) => loss === 0)) &&
    (slow.bandwidthBytesPerSecond === null ||
      after.every(({ bandwidthBytesPerSecond }) => bandwidthBytesPerSecond === nominal.bandwidthBytesPerSecond))
  )
}
