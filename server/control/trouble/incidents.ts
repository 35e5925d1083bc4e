/** Incident endpoints: schedule, list, read and withdraw incidents. */
import { USECS_PER_SECOND, getOwn, required } from '../../domain/core/index.js'
import type { Breakage, Incident, Trigger, View, World } from '../../domain/core/index.js'
import type { HandlersFor, Model } from '../core/index.js'
import { breakageOf, span, triggerOf } from './incident-request.js'
import { rfc3339 } from '../../domain/core/index.js'

type IncidentIds = 'getIncidents' | 'planIncident' | 'getIncident' | 'withdrawIncident'

export const incidents: HandlersFor<IncidentIds> = {
  getIncidents: ({ ctx: { lab } }) => ({
    incidents: [...Object.values(lab.world.incidents), ...lab.world.pastIncidents].map(incidentDto)
  }),

  getIncident: ({ ctx: { lab }, path }) => incidentDto(incidentNamed(lab.world, path.id)),

  planIncident: ({ ctx: { lab }, body }) => {
    const planned = lab.engine.submit({
      type: 'plan-incident',
      what: breakageOf(body),
      begins: triggerOf(body.begins, lab.world.now),
      lastsUsecs: body.lasts_seconds === undefined ? null : span(body.lasts_seconds)
    })
    lab.engine.advanceTo(lab.world.now) // one that begins now has begun when its planner is told of it
    return incidentDto(incidentNamed(lab.world, planned))
  },

  withdrawIncident: ({ ctx: { lab }, path }) => {
    lab.engine.submit({ type: 'withdraw-incident', id: path.id })
    return incidentDto(incidentNamed(lab.world, path.id))
  }
}

function incidentNamed(world: View<World>, id: string): View<Incident> {
  const found = getOwn(world.incidents, id) ?? world.pastIncidents.findLast(incident => incident.id === id)
  return required(found, 'incident/not-found', `There is no incident ${id}`)
}

function incidentDto(incident: View<Incident>): Model<'Incident'> {
  const { id, state, what, begins, beganAt, endedAt, plannedAt, lastsUsecs } = incident
  const waiting = state === 'waiting'
  return {
    id,
    state,
    words: describeBreakage(what),
    what: what.kind,
    planned: rfc3339(plannedAt),
    planned_usecs: plannedAt,
    ...(waiting && begins.kind === 'at' && { begins: rfc3339(begins.at), begins_usecs: begins.at }),
    ...(waiting && begins.kind !== 'at' && { waits_for: describeTrigger(begins) }),
    ...(beganAt !== null && { began: rfc3339(beganAt), began_usecs: beganAt }),
    ...(endedAt !== null && { ended: rfc3339(endedAt), ended_usecs: endedAt }),
    ...(lastsUsecs !== null && { lasts_seconds: lastsUsecs / USECS_PER_SECOND })
  }
}

function describeTrigger(begins: View<Exclude<Trigger, { kind: 'at' }>>): string {
  if (begins.kind === 'progress')
    return `replication of ${begins.domain} from ${begins.cluster} passes ${begins.percent} %`
  const { pattern, left } = begins
  return [
    left > 1 ? `${left} times ${pattern.type}` : pattern.type,
    ...(pattern.name === null ? [] : [`of ${pattern.name}`]),
    ...(pattern.cluster === null ? [] : [`on ${pattern.cluster}`])
  ].join(' ')
}

function describeBreakage(what: View<Breakage>): string {
  switch (what.kind) {
    case 'link-cut':
    case 'link-slow':
    case 'link-flap': {
      const verb = { 'link-cut': 'is cut', 'link-slow': 'is slow', 'link-flap': 'flaps' }[what.kind]
      return `the link between ${what.a} and ${what.b} ${verb}${what.from === null ? '' : ` for what ${what.from} sends`}`
    }
    case 'site-power':
      return `${what.cluster} loses power`
    case 'host':
      return `host ${what.host} of ${what.cluster} is lost`
    case 'replication-service':
      return `the replication service of ${what.cluster} is down`
    case 'snapshot-failure':
      return `snapshots of ${what.domain ?? 'every domain'} fail on ${what.cluster}`
    case 'guest-shutdown-hang':
      return `the guest of ${what.vm ?? 'every VM'} on ${what.cluster} does not shut down`
    case 'registration-failure':
      return `VM ${what.vm} cannot be registered on ${what.cluster}`
    case 'activation-failure':
      return `${what.domain ?? 'no protection domain'} ${what.domain === null ? 'becomes' : 'does not become'} active on ${what.cluster}`
    case 'container-full':
      return `storage container ${what.container} of ${what.cluster} is full`
    case 'replication-stuck':
      return `replications of ${what.domain} from ${what.cluster}${what.site === null ? '' : ` to ${what.site}`} are stuck`
    case 'cluster-recreated':
      return `${what.cluster} is destroyed and made again`
    case 'clock-jump':
      return `the clocks jump by ${what.usecs / USECS_PER_SECOND} s`
  }
}
