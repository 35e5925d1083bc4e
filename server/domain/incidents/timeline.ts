/** The timeline of incidents: planned, begun when their time or their event has come, ended, withdrawn. */
import type {
  Breakage,
  Cluster,
  CommandOf,
  Decision,
  DomainEvent,
  Incident,
  Scene,
  Trigger,
  View,
  World
} from '../core/index.js'
import { matchesPattern } from './event-pattern.js'
import {
  OPEN_INCIDENTS_MAX,
  Refusal,
  after,
  atOnce,
  clusterOf,
  containerNamed,
  linkBetween,
  getOwn,
  refuseUnless,
  required
} from '../core/index.js'
import { beginEffect, endEffect, hostNamed, toggleLink } from './incident-effects.js'

/** A link that turns more often than this gives a clock that moves by days nothing else to do. */
const FLAP_USECS_MIN = 100_000

export function planIncident({ world, ids }: Scene, command: CommandOf<'plan-incident'>): Decision<string> {
  const { what, begins, lastsUsecs } = command
  checkEffect(world, what)
  checkTrigger(world, begins)
  refuseUnless(
    lastsUsecs === null || (Number.isInteger(lastsUsecs) && lastsUsecs > 0),
    'incident/invalid',
    () => 'An incident lasts for more than no time'
  )
  refuseUnless(
    !atOnce(what) || lastsUsecs === null,
    'incident/invalid',
    () => `A ${what.kind} has no end: it is over at once`
  )
  refuseUnless(
    Object.keys(world.incidents).length < OPEN_INCIDENTS_MAX,
    'incident/invalid',
    () => `No more than ${OPEN_INCIDENTS_MAX} incidents are open at once`
  )
  const serial = ids.number()
  const incident: Incident = {
    id: `incident-${serial}`,
    serial,
    what,
    begins,
    lastsUsecs,
    state: 'waiting',
    plannedAt: world.now,
    beganAt: null,
    endedAt: null,
    turnsAt: null,
    down: false
  }
  return { events: [{ type: 'incident-planned', incident }], result: incident.id }
}

/** One that is under way ends now; one that waits never begins. */
export function withdrawIncident(scene: Scene, command: CommandOf<'withdraw-incident'>): DomainEvent[] {
  const incident = incidentOf(scene.world, command.id)
  const healed = incident.state === 'active' ? endEffect(scene, incident) : []
  return [...healed, incidentEnded(incident, 'withdrawn')]
}

export function beginIncident(scene: Scene, command: CommandOf<'begin-incident'>): DomainEvent[] {
  const { world } = scene
  const incident = incidentOf(world, command.id)
  const { what } = incident
  const turnsAt = what.kind === 'link-flap' ? after(world.now, what.downUsecs) : null
  const begun: DomainEvent = { type: 'incident-began', id: incident.id, kind: what.kind, turnsAt }
  const events = beginEffect(scene, incident)
  return atOnce(what) ? [begun, ...events, incidentEnded(incident, 'ended')] : [begun, ...events]
}

export function endIncident(scene: Scene, command: CommandOf<'end-incident'>): DomainEvent[] {
  const incident = incidentOf(scene.world, command.id)
  return [...endEffect(scene, incident), incidentEnded(incident, 'ended')]
}

export function toggleFlap({ world }: Scene, command: CommandOf<'toggle-flap'>): DomainEvent[] {
  const incident = incidentOf(world, command.id)
  const { what } = incident
  if (what.kind !== 'link-flap') throw new Error(`Incident ${incident.id} does not flap`)
  const turnsAt = after(world.now, incident.down ? what.upUsecs : what.downUsecs)
  return [
    ...toggleLink(world, incident, what),
    { type: 'incident-turned', id: incident.id, down: !incident.down, turnsAt }
  ]
}

/** What these events, about to be applied, mean to the incidents that wait for one. */
export function triggerWaitingIncidents(world: View<World>, events: readonly DomainEvent[]): readonly DomainEvent[] {
  let found: readonly DomainEvent[] = NOTHING
  const { incidents } = world
  for (const id in incidents) {
    const incident = incidents[id]
    if (incident?.state !== 'waiting' || incident.begins.kind !== 'event') continue
    const { pattern, left } = incident.begins
    const met = events.filter(event => matchesPattern(event, pattern)).length
    if (met > 0) found = [...found, { type: 'incident-noticed', id, left: Math.max(0, left - met) }]
  }
  return found
}

/** Of most commands, none of which makes a list for it. */
const NOTHING: readonly DomainEvent[] = []

/** That an incident is over, by itself or by somebody. */
export function incidentEnded({ id, serial, what }: View<Incident>, state: 'ended' | 'withdrawn'): DomainEvent {
  return { type: 'incident-ended', id, serial, kind: what.kind, state }
}

function incidentOf(world: View<World>, id: string): View<Incident> {
  return required(getOwn(world.incidents, id), 'incident/not-found', `There is no open incident ${id}`)
}

/** What names nothing is refused: nobody should wait for an incident that cannot happen. */
function checkEffect(world: View<World>, what: Breakage): void {
  if ('a' in what) {
    for (const end of [what.a, what.b]) clusterOf(world, end)
    required(linkBetween(world, what.a, what.b), 'link/not-found', `There is no link between ${what.a} and ${what.b}`)
    refuseUnless(
      what.from === null || what.from === what.a || what.from === what.b,
      'link/invalid',
      () => `${what.from} is not an end of the link between ${what.a} and ${what.b}`
    )
  }
  const here = 'cluster' in what ? clusterOf(world, what.cluster) : undefined
  if (here !== undefined) checkAt(world, here, what)
  if (what.kind === 'link-slow') {
    const { bandwidthBytesPerSecond: bandwidth, latencyUsecs: latency, loss } = what.slow
    invalid(bandwidth === null || bandwidth > 0, 'The bandwidth of a slow link is above zero: cut it instead')
    invalid(loss === null || (loss >= 0 && loss < 1), 'The loss of a slow link is from 0 to below 1: cut it instead')
    invalid(
      latency === null || (Number.isSafeInteger(latency) && latency >= 0),
      'The latency of a link is a whole number of microseconds, zero or more'
    )
    invalid(
      bandwidth !== null || latency !== null || loss !== null,
      'A slow link needs a bandwidth, a latency or a loss'
    )
  }
  if (what.kind === 'link-flap')
    invalid(
      what.downUsecs >= FLAP_USECS_MIN && what.upUsecs >= FLAP_USECS_MIN,
      'A flapping link is down and up for a tenth of a second at least'
    )
  if (what.kind === 'clock-jump') invalid(what.usecs > 0, 'A clock jumps forward only')
}

function checkAt(world: View<World>, here: View<Cluster>, what: Breakage): void {
  if ('domain' in what && what.domain !== null) {
    const { domain } = what
    refuseUnless(
      Object.values(world.clusters).some(cluster => getOwn(cluster.protectionDomains, domain) !== undefined),
      'protection-domain/not-found',
      () => `Protection domain ${domain} does not exist on any cluster`
    )
  }
  if ('site' in what && what.site !== null) {
    required(getOwn(here.remoteSites, what.site), 'remote-site/not-found', `Remote site ${what.site} does not exist`)
  }
  if ('vm' in what && what.vm !== null) {
    const { vm: name } = what
    const known = Object.values(world.clusters).some(
      cluster => getOwn(cluster.vms, name) !== undefined || Object.values(cluster.vms).some(vm => vm.name === name)
    )
    refuseUnless(known, 'vm/not-found', () => `There is no VM ${name} on any cluster`)
  }
  if (what.kind === 'host')
    required(hostNamed(here, what.host), 'host/not-found', `Host ${what.host} does not exist on ${here.name}`)
  if (what.kind === 'container-full')
    required(
      containerNamed(here, what.container),
      'storage-container/not-found',
      `Storage container ${what.container} does not exist on ${here.name}`
    )
}

function checkTrigger(world: View<World>, begins: Trigger): void {
  switch (begins.kind) {
    case 'at':
      return invalid(begins.at >= world.now, 'An incident cannot begin in the past')
    case 'event':
      if (begins.pattern.cluster !== null) clusterOf(world, begins.pattern.cluster)
      return invalid(Number.isInteger(begins.left) && begins.left >= 1, 'Occurrences are counted from 1')
    case 'progress': {
      const here = clusterOf(world, begins.cluster)
      required(
        getOwn(here.protectionDomains, begins.domain),
        'protection-domain/not-found',
        `Protection domain ${begins.domain} does not exist`
      )
      if (begins.site !== null)
        required(
          getOwn(here.remoteSites, begins.site),
          'remote-site/not-found',
          `Remote site ${begins.site} does not exist`
        )
      return invalid(begins.percent >= 0 && begins.percent < 100, 'A replication passes 0 to below 100 %')
    }
  }
}

function invalid(holds: boolean, message: string): void {
  if (!holds) throw new Refusal('incident/invalid', message)
}
