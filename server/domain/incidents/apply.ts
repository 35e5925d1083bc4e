/** What events do to the timeline of incidents, and to what they break that nothing else does. */
import { writtenAt } from '../inventory/index.js'
import { INCIDENTS_MAX, append, cluster, host, later } from '../core/index.js'
import { nextFiring } from '../snapshots/index.js'
import type { Appliers, Cluster, Draft, Incident, Instant, ProtectionDomain, View, Writable } from '../core/index.js'
import { setVmsWriting } from '../inventory/rules.js'
import { changeLanes, lanesOf, skipTime } from '../links/rules.js'
import { setGroupsWriting } from '../volume-groups/rules.js'
import type { IncidentEvent } from './vocabulary.js'

function incident(draft: Draft, id: string): Writable<Incident> {
  return draft.row(draft.table(draft.world, 'incidents'), id)
}

export const incidentAppliers: Appliers<IncidentEvent['type']> = {
  /** What peers, users and the network know it by stays, and so does what it is built of. */
  'cluster-recreated': (draft, { cluster: name, uuid, id, incarnationId }) => {
    Object.assign(cluster(draft, { cluster: name }), {
      ...{ uuid, id, incarnationId, lightWeightBytes: 0 },
      ...{ vmSnapshots: {}, images: {}, volumeGroups: {}, iscsiClients: {}, fileServers: {} },
      ...{ tombstones: {}, tasks: {}, monitors: [], alerts: [], openAlerts: {}, audits: [] }
    } satisfies Partial<Cluster>)
  },
  'power-lost': (draft, event) => {
    const here = cluster(draft, event)
    changeLanes(draft, lanesOf(draft, here.name), () => {
      here.power = 'lost'
    })
    setVmsWriting(draft, here, false)
    setGroupsWriting(draft, here, false)
  },
  /**
   * Missed points of the schedules are not made up, and what else was due in the dark is due now; guests that were
   * running start again [I: high availability].
   */
  'power-restored': (draft, event) => {
    const here = cluster(draft, event)
    changeLanes(draft, lanesOf(draft, here.name), () => {
      here.power = 'on'
    })
    setVmsWriting(draft, here, true)
    setGroupsWriting(draft, here, true)
    for (const { uuid, effect, endsAt } of Object.values(here.tasks)) {
      if (effect !== null && endsAt < draft.world.now)
        draft.row(draft.table(here, 'tasks'), uuid).endsAt = draft.world.now
    }
    wakeDomains(draft, here)
  },
  'incident-planned': (draft, event) => {
    draft.table(draft.world, 'incidents')[event.incident.id] = { ...event.incident }
  },
  'incident-noticed': (draft, event) => {
    const waiting = incident(draft, event.id)
    if (waiting.begins.kind !== 'event') return
    waiting.begins = event.left > 0 ? { ...waiting.begins, left: event.left } : { kind: 'at', at: draft.world.now }
  },
  'incident-began': (draft, event) => {
    const begun = incident(draft, event.id)
    begun.state = 'active'
    begun.beganAt = draft.world.now
    begun.turnsAt = event.turnsAt
    begun.down = event.turnsAt !== null
  },
  'incident-turned': (draft, event) => {
    const turned = incident(draft, event.id)
    turned.down = event.down
    turned.turnsAt = event.turnsAt
  },
  'incident-ended': (draft, event) => {
    const over = incident(draft, event.id)
    const end = { ...over, state: event.state, endedAt: draft.world.now, turnsAt: null, down: false }
    delete draft.table(draft.world, 'incidents')[event.id]
    append(draft.list(draft.world, 'pastIncidents'), end, INCIDENTS_MAX)
  },
  'host-lost': (draft, event) => {
    changeLanes(draft, lanesOf(draft, event.cluster), () => {
      host(draft, event).lost = true
    })
  },
  'host-restored': (draft, event) => {
    changeLanes(draft, lanesOf(draft, event.cluster), () => {
      delete host(draft, event).lost
    })
  },
  'replication-service-stopped': (draft, event) => {
    changeLanes(draft, lanesOf(draft, event.cluster), () => {
      cluster(draft, event).replicationService = 'down'
    })
  },
  'replication-service-started': (draft, event) => {
    const here = cluster(draft, event)
    changeLanes(draft, lanesOf(draft, event.cluster), () => {
      here.replicationService = 'up'
    })
    wakeDomains(draft, here)
  },
  /** Nothing is written, sent or taken in the time that is left out; what should have ended in it ends now. */
  'clock-jumped': (draft, event) => {
    const before = draft.world.now
    skipTime(draft, event.usecs)
    for (const name of Object.keys(draft.world.clusters)) {
      const here = cluster(draft, { cluster: name })
      for (const { uuid, content } of Object.values(here.vms)) {
        const machine = draft.row(draft.table(here, 'vms'), uuid)
        machine.content = { ...content, writtenBytes: writtenAt(content, before), asOf: draft.world.now }
      }
      wakeDomains(draft, here)
    }
  }
}

/** Missed points of the schedules are not made up, and what else was due in the meantime is due now. */
function wakeDomains(draft: Draft, here: Writable<Cluster>): void {
  const { now } = draft.world
  for (const domain of Object.values(here.protectionDomains))
    if (hasMissedRuns(domain, now)) wakeDomain(draft, here, domain.name)
}

function hasMissedRuns(domain: View<ProtectionDomain>, now: Instant): boolean {
  const passed = (at: Instant | null | undefined): boolean => at !== null && at !== undefined && at < now
  return (
    passed(domain.change?.endsAt) ||
    passed(domain.removedAt) ||
    Object.values(domain.outgoing).some(
      ({ current }) => current?.phase === 'handshake' && passed(current.admittedAt)
    ) ||
    domain.oneTimeSchedules.some(({ at }) => passed(at)) ||
    domain.schedules.some(({ nextAt }) => passed(nextAt))
  )
}

function wakeDomain(draft: Draft, here: Writable<Cluster>, name: string): void {
  const { now } = draft.world
  const domain = draft.row(draft.table(here, 'protectionDomains'), name)
  const { change } = domain
  if (change !== null && change.endsAt !== null) domain.change = { ...change, endsAt: later(change.endsAt, now) }
  if (domain.removedAt !== null) domain.removedAt = later(domain.removedAt, now)
  for (const [site, { current }] of Object.entries(domain.outgoing)) {
    if (current?.phase !== 'handshake' || current.admittedAt >= now) continue
    draft.row(draft.row(draft.table(domain, 'outgoing'), site), 'current').admittedAt = now
  }
  for (const [at, oneTime] of domain.oneTimeSchedules.entries())
    if (oneTime.at < now) draft.row(draft.list(domain, 'oneTimeSchedules'), at).at = now
  for (const [at, { nextAt, recurrence }] of domain.schedules.entries()) {
    if (nextAt !== null && nextAt < now)
      draft.row(draft.list(domain, 'schedules'), at).nextAt = nextFiring(recurrence, now)
  }
}
