/** What events do to the timeline of incidents, and to what they break that nothing else does. */
import { writtenAt } from '../inventory/index.js'
import { INCIDENTS_MAX, append, cluster, host, later } from '../core/index.js'
import { nextFiring } from '../snapshots/index.js'
import type { Appliers, Cluster, Incident, World } from '../core/index.js'
import { changeLanes, lanesOf, leap } from '../links/rules.js'

type IncidentEvent =
  | 'incident-planned'
  | 'incident-noticed'
  | 'incident-began'
  | 'incident-turned'
  | 'incident-ended'
  | 'host-lost'
  | 'host-restored'
  | 'replication-service-stopped'
  | 'replication-service-started'
  | 'clock-jumped'

function incident(world: World, id: string): Incident {
  const found = world.incidents[id]
  if (found === undefined) throw new Error(`An event names incident ${id}, which does not exist`)
  return found
}

export const incidentAppliers: Appliers<IncidentEvent> = {
  'incident-planned': (world, event) => {
    world.incidents[event.incident.id] = { ...event.incident }
  },
  'incident-noticed': (world, event) => {
    const waiting = incident(world, event.id)
    if (waiting.begins.kind !== 'event') return
    waiting.begins = event.left > 0 ? { ...waiting.begins, left: event.left } : { kind: 'at', at: world.now }
  },
  'incident-began': (world, event) => {
    const begun = incident(world, event.id)
    begun.state = 'active'
    begun.beganAt = world.now
    begun.turnsAt = event.turnsAt
    begun.down = event.turnsAt !== null
  },
  'incident-turned': (world, event) => {
    const turned = incident(world, event.id)
    turned.down = event.down
    turned.turnsAt = event.turnsAt
  },
  'incident-ended': (world, event) => {
    const over = incident(world, event.id)
    const end = { ...over, state: event.state, endedAt: world.now, turnsAt: null, down: false }
    delete world.incidents[event.id]
    append(world.pastIncidents, end, INCIDENTS_MAX)
  },
  'host-lost': (world, event) => {
    changeLanes(world, lanesOf(world, event.cluster), () => {
      host(world, event).lost = true
    })
  },
  'host-restored': (world, event) => {
    changeLanes(world, lanesOf(world, event.cluster), () => {
      delete host(world, event).lost
    })
  },
  'replication-service-stopped': (world, event) => {
    changeLanes(world, lanesOf(world, event.cluster), () => {
      cluster(world, event).replicationService = 'down'
    })
  },
  'replication-service-started': (world, event) => {
    const here = cluster(world, event)
    changeLanes(world, lanesOf(world, event.cluster), () => {
      here.replicationService = 'up'
    })
    wakeDomains(world, here)
  },
  /** Nothing is written, sent or taken in the time that is left out; what should have ended in it ends now. */
  'clock-jumped': (world, event) => {
    const before = world.now
    leap(world, event.usecs)
    for (const here of Object.values(world.clusters)) {
      for (const machine of Object.values(here.vms))
        machine.content = { ...machine.content, writtenBytes: writtenAt(machine.content, before), asOf: world.now }
      wakeDomains(world, here)
    }
  }
}

/** Missed points of the schedules are not made up, and what else was due in the meantime is due now. */
export function wakeDomains(world: World, here: Cluster): void {
  for (const domain of Object.values(here.protectionDomains)) {
    const { change } = domain
    if (change !== null && change.endsAt !== null)
      domain.change = { ...change, endsAt: later(change.endsAt, world.now) }
    if (domain.removedAt !== null) domain.removedAt = later(domain.removedAt, world.now)
    for (const { current } of Object.values(domain.outgoing)) {
      if (current?.phase === 'handshake') current.admittedAt = later(current.admittedAt, world.now)
    }
    for (const oneTime of domain.oneTimeSchedules) oneTime.at = later(oneTime.at, world.now)
    for (const schedule of domain.schedules) {
      if (schedule.nextAt !== null && schedule.nextAt < world.now)
        schedule.nextAt = nextFiring(schedule.recurrence, world.now)
    }
  }
}
