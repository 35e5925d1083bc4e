/** When incidents begin, turn and end, and what they wake. */
import { NEVER, RANK, after, laneBetween, getOwn } from '../core/index.js'
import type { Due, Incident, Instant, Touched, Touches, View, World } from '../core/index.js'
import { finishesAt } from '../links/index.js'
import type { IncidentEvent } from './vocabulary.js'

/** When an incident begins, turns or ends; null while it waits for an event, or for a transfer that is not there. */
export function dueOfIncident(world: View<World>, incident: View<Incident>): Due | null {
  const { id, begins, beganAt, lastsUsecs, turnsAt } = incident
  const due = (at: Instant, type: 'begin-incident' | 'end-incident' | 'toggle-flap'): Due | null =>
    at >= NEVER ? null : { at: at < world.now ? world.now : at, rank: RANK.incident, command: { type, id } }
  if (incident.state === 'waiting') {
    if (begins.kind === 'at') return due(begins.at, 'begin-incident')
    return begins.kind === 'progress' ? due(passesAt(world, begins), 'begin-incident') : null
  }
  const endsAt = beganAt === null || lastsUsecs === null ? NEVER : after(beganAt, lastsUsecs)
  return turnsAt !== null && turnsAt < endsAt ? due(turnsAt, 'toggle-flap') : due(endsAt, 'end-incident')
}

/** When the first transfer of a domain passes a percentage, if nothing changes on its lane before. */
function passesAt(
  world: View<World>,
  { cluster, domain, site, percent }: Extract<View<Incident>['begins'], { kind: 'progress' }>
): Instant {
  let first = NEVER
  const here = getOwn(world.clusters, cluster)
  const sending = here === undefined ? undefined : getOwn(here.protectionDomains, domain)
  for (const { site: to, current } of Object.values(sending?.outgoing ?? {})) {
    if (current?.phase !== 'running' || (site !== null && site !== to)) continue
    const lane = laneBetween(world, cluster, current.target)
    if (lane === undefined) continue
    const tag = current.tag - current.wireBytes * (1 - percent / 100)
    const at = finishesAt(lane, lane.flows[current.flow], tag)
    if (at < first) first = at
  }
  return first
}

const everything = (): Touched => ({ what: 'everything' })
const ofIncident = ({ id }: { id: string }): Touched => ({ what: 'incident', id, serial: null })
const ofCluster = ({ cluster }: { cluster: string }): Touched => ({ what: 'cluster', cluster })

export const incidentTouches: Touches<IncidentEvent['type']> = {
  'clock-jumped': everything,
  'cluster-recreated': everything,
  'incident-planned': ({ incident }) => ofIncident(incident),
  'incident-noticed': ofIncident,
  'incident-began': ofIncident,
  'incident-turned': ofIncident,
  'incident-ended': ({ id, serial }) => ({ what: 'incident', id, serial }),
  'power-lost': ofCluster,
  'power-restored': ofCluster,
  'host-lost': ofCluster,
  'host-restored': ofCluster,
  'replication-service-stopped': ofCluster,
  'replication-service-started': ofCluster
}
