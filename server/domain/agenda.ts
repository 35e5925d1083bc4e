/** What falls due next, entity by entity: read from the world, so that nothing has to be registered or cancelled. */
import type {
  Cluster,
  DomainEvent,
  DueCommand,
  FlowName,
  Incident,
  Instant,
  Lane,
  ProtectionDomain,
  Task,
  View,
  World
} from './core/index.js'
import { breaksAt, finishesAt, looksAgainAt, looksAtSites } from './links/index.js'
import { NEVER, after, laneBetween, later, own, seconds, sooner } from './core/index.js'
import { nextCollectionAt } from './snapshots/index.js'

export interface Due {
  at: Instant
  /** Decides among what falls due at one instant: the lower goes first. */
  rank: number
  command: DueCommand
}

/** After so long without a byte a transfer has stalled [C: alert catalogue, "in last one hour"]. */
const STALL_USECS = seconds(3600)

/** At one instant what breaks does so first, and what ends goes before what begins. */
const RANK = {
  incident: -1,
  lane: 0,
  admission: 1,
  modeChange: 2,
  task: 3,
  oneTime: 4,
  schedule: 5,
  collection: 6,
  stall: 7,
  removal: 8,
  sites: 9
} as const

/** The next thing that happens to a protection domain by itself; null while its site is dark or nothing will. */
export function dueOfDomain(world: View<World>, here: View<Cluster>, domain: View<ProtectionDomain>): Due | null {
  if (here.power === 'lost' || here.replicationService === 'down') return null
  let due: Due | null = null
  const offer = (at: Instant, rank: number, command: () => DueCommand): void => {
    if (at >= NEVER) return
    const when = at < world.now ? world.now : at
    if (due === null || when < due.at || (when === due.at && rank < due.rank))
      due = { at: when, rank, command: command() }
  }
  const cluster = here.name
  const { name } = domain
  if (domain.removedAt !== null)
    offer(domain.removedAt, RANK.removal, () => ({ type: 'finish-removal', cluster, name }))
  if (domain.change !== null && domain.change.endsAt !== null) {
    offer(domain.change.endsAt, RANK.modeChange, () => ({ type: 'advance-mode-change', cluster, name }))
  }
  if (domain.metro !== null) {
    const { metro } = domain
    offer(breaksAt(metro), RANK.modeChange, () => ({ type: 'break-metro', cluster, name }))
    if (metro.syncedAt !== null && metro.isolatedSince === null)
      offer(metro.syncedAt, RANK.modeChange, () => ({ type: 'finish-metro-sync', cluster, name }))
  }
  for (const site in domain.outgoing) {
    const current = domain.outgoing[site]?.current
    if (current?.phase === 'handshake')
      offer(current.admittedAt, RANK.admission, () => ({ type: 'admit-replication', cluster, name, site }))
    if (current?.pausedAt != null && !current.stallTold) {
      offer(after(current.pausedAt, STALL_USECS), RANK.stall, () => ({
        type: 'tell-stalled-replication',
        cluster,
        name,
        site
      }))
    }
  }
  if (domain.active && domain.change === null) {
    for (const oneTime of domain.oneTimeSchedules) {
      offer(oneTime.at, RANK.oneTime, () => ({ type: 'run-one-time-schedule', cluster, name, id: oneTime.id }))
    }
  }
  if (domain.active && !domain.schedulesSuspended) {
    for (const schedule of domain.schedules) {
      if (schedule.nextAt === null || schedule.suspended) continue
      offer(schedule.nextAt, RANK.schedule, () => ({ type: 'run-schedule', cluster, name, id: schedule.id }))
    }
  }
  const collectionAt = nextCollectionAt(domain, world.settings.snapshotCollectionSeconds)
  offer(collectionAt, RANK.collection, () => ({ type: 'collect-snapshots', cluster, name }))
  return due
}

/** A running transfer, as the agenda keeps it in the order of its finish. */
export interface Transfer {
  replicationId: number
  flow: FlowName
  tag: number
  cluster: string
  domain: string
  site: string
}

/**
 * When the transfer that is nearest to its end is done, or a window of the bandwidth policy opens or closes; while nothing
 * can pass, when all of the lane are given up. `firsts` are those of its flows that are nearest to their end.
 */
export function dueOfLane(world: View<World>, lane: View<Lane>, firsts: readonly Transfer[]): Due | null {
  let due: Due | null = null
  const offer = (at: Instant, command: () => DueCommand): void => {
    if (at >= NEVER) return
    const when = at < world.now ? world.now : at
    if (due === null || when < due.at) due = { at: when, rank: RANK.lane, command: command() }
  }
  const { from, to } = lane
  if (lane.downSince === null) {
    for (const { tag, flow, cluster, domain: name, site } of firsts) {
      offer(finishesAt(lane, lane.flows[flow], tag), () => ({ type: 'finish-replication', cluster, name, site }))
    }
  } else if (firsts.length > 0) {
    const at = after(lane.downSince, seconds(world.settings.replicationTimeoutSeconds))
    offer(at, () => ({ type: 'fail-stalled-replications', from, to }))
    if (!lane.stallTold) offer(after(lane.downSince, STALL_USECS), () => ({ type: 'tell-stalled-lane', from, to }))
  }
  if (lane.downSince === null && lane.stallTold) offer(world.now, () => ({ type: 'settle-stalled-lane', from, to }))
  if (lane.limit.until !== null) offer(lane.limit.until, () => ({ type: 'renew-lane-limit', from, to }))
  return due
}

/** When a cluster looks again at its remote sites; null while it sees nothing, or nothing has changed. */
export function dueOfSites(world: View<World>, here: View<Cluster>): Due | null {
  if (!looksAtSites(here)) return null
  let at = NEVER
  for (const name in here.remoteSites) {
    const site = here.remoteSites[name]
    if (site !== undefined) at = sooner(at, looksAgainAt(world, here, site))
  }
  if (at >= NEVER) return null
  return { at: later(at, world.now), rank: RANK.sites, command: { type: 'look-at-sites', cluster: here.name } }
}

export function dueOfTask(world: View<World>, here: View<Cluster>, task: View<Task>): Due | null {
  if (here.power === 'lost' || (task.status !== 'Running' && task.status !== 'Queued')) return null
  const at = task.endsAt < world.now ? world.now : task.endsAt
  return { at, rank: RANK.task, command: { type: 'finish-task', cluster: here.name, task: task.uuid } }
}

/** When an incident begins, turns or ends; null while it waits for an event, or for a transfer that is not there. */
export function dueOfIncident(world: View<World>, incident: View<Incident>): Due | null {
  const { id, begins, beganAt, lastsUsecs, turnsAt } = incident
  const due = (at: Instant, type: 'begin-incident' | 'end-incident' | 'turn-incident'): Due | null =>
    at >= NEVER ? null : { at: at < world.now ? world.now : at, rank: RANK.incident, command: { type, id } }
  if (incident.state === 'waiting') {
    if (begins.kind === 'at') return due(begins.at, 'begin-incident')
    return begins.kind === 'progress' ? due(passesAt(world, begins), 'begin-incident') : null
  }
  const endsAt = beganAt === null || lastsUsecs === null ? NEVER : after(beganAt, lastsUsecs)
  return turnsAt !== null && turnsAt < endsAt ? due(turnsAt, 'turn-incident') : due(endsAt, 'end-incident')
}

/** When the first transfer of a domain passes a percentage, if nothing changes on its lane before. */
function passesAt(
  world: View<World>,
  { cluster, domain, site, percent }: Extract<View<Incident>['begins'], { kind: 'progress' }>
): Instant {
  let first = NEVER
  const here = own(world.clusters, cluster)
  const sending = here === undefined ? undefined : own(here.protectionDomains, domain)
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

/** Whose next due time an event may have changed. */
export type Touched =
  | { what: 'nothing' }
  | { what: 'domain'; cluster: string; name: string }
  | { what: 'transfer'; cluster: string; name: string; site: string; target: string }
  | { what: 'task'; cluster: string; uuid: string }
  | { what: 'lanes' }
  | { what: 'sites'; cluster: string }
  | { what: 'everything' }
  | { what: 'incident'; id: string; serial: number | null }
  | { what: 'cluster'; cluster: string }

export function touchedBy(event: DomainEvent): Touched {
  switch (event.type) {
    case 'clock-jumped':
    case 'cluster-recreated':
      return { what: 'everything' }
    case 'incident-planned':
      return { what: 'incident', id: event.incident.id, serial: null }
    case 'incident-noticed':
    case 'incident-began':
    case 'incident-turned':
      return { what: 'incident', id: event.id, serial: null }
    case 'incident-ended':
      return { what: 'incident', id: event.id, serial: event.serial }
    case 'power-lost':
    case 'power-restored':
    case 'host-lost':
    case 'host-restored':
    case 'replication-service-stopped':
    case 'replication-service-started':
      return { what: 'cluster', cluster: event.cluster }
    case 'lane-changed':
    case 'lane-limit-renewed':
    case 'lane-stall-told':
    case 'vip-changed':
    case 'host-maintenance-changed':
    case 'timezone-changed':
    case 'remote-site-added':
    case 'remote-site-changed':
    case 'remote-site-removed':
      return { what: 'lanes' }
    case 'remote-site-trouble-noted':
      return { what: 'sites', cluster: event.cluster }
    case 'replication-admitted':
    case 'replication-paused':
    case 'replication-stalled':
    case 'replication-resumed':
    case 'replication-ended':
      return { what: 'transfer', cluster: event.cluster, name: event.domain, site: event.site, target: event.target }
    case 'task-started':
      return { what: 'task', cluster: event.cluster, uuid: event.task.uuid }
    case 'task-ended':
      return { what: 'task', cluster: event.cluster, uuid: event.uuid }
    case 'protection-domain-created':
      return { what: 'domain', cluster: event.cluster, name: event.domain.name }
    default:
      return 'domain' in event ? { what: 'domain', cluster: event.cluster, name: event.domain } : { what: 'nothing' }
  }
}

/** Whether nothing is under way but the waiting for schedules and for expired snapshots to be collected. */
export function idle(world: View<World>): boolean {
  return Object.values(world.clusters).every(
    cluster =>
      Object.values(cluster.tasks).every(task => task.status !== 'Running' && task.status !== 'Queued') &&
      Object.values(cluster.protectionDomains).every(
        domain =>
          domain.change === null &&
          domain.removedAt === null &&
          domain.oneTimeSchedules.length === 0 &&
          Object.values(domain.outgoing).every(({ current }) => current === null)
      )
  )
}
