/** What somebody mends by hand, a site's power or a line that is cut, ends the incidents that broke it. */
import { linkBetween } from '../core/index.js'
import type { Breakage, DomainEvent, EventOf, Reaction, View, World } from '../core/index.js'
import { incidentEnded } from './timeline.js'

type Mending = 'power-restored' | 'lane-changed'

/** An incident that ends, or turns, mends what is its own to mend, and no other. */
const BY_INCIDENT: readonly string[] = ['incident-began', 'incident-ended', 'incident-turned']

export const endMended: Reaction<Mending> = {
  to: ['power-restored', 'lane-changed'],
  react: ({ world }, events) => {
    if (events.some(({ type }) => BY_INCIDENT.includes(type))) return []
    return Object.values(world.incidents)
      .filter(({ state, what }) => state === 'active' && isMended(world, what, events))
      .map(incident => incidentEnded(incident, 'ended'))
  }
}

function isMended(world: View<World>, what: View<Breakage>, events: readonly DomainEvent[]): boolean {
  if (what.kind === 'site-power')
    return events.some(event => event.type === 'power-restored' && event.cluster === what.cluster)
  if (what.kind !== 'link-cut') return false
  const link = linkBetween(world, what.a, what.b)
  const changes = events.filter(event => event.type === 'lane-changed' && event.a === link?.a && event.b === link.b)
  const lanes = Object.values(link?.lanes ?? {}).filter(({ from }) => what.from === null || what.from === from)
  return lanes.length > 0 && changes.length > 0 && lanes.every(lane => isUp(lane, changes as EventOf<'lane-changed'>[]))
}

function isUp(
  { from, up }: { readonly from: string; readonly up: boolean },
  changes: readonly EventOf<'lane-changed'>[]
): boolean {
  return changes.findLast(change => change.from === from)?.up ?? up
}
