/** Reactions that raise and resolve the alerts of protection domains, whatever command has caused the facts. */
import type {
  Cluster,
  ClusterScene,
  DomainEvent,
  EventOf,
  EventType,
  ProtectionDomain,
  Reaction,
  Scene,
  Schedule,
  Snapshot,
  View
} from '../core/index.js'
import { TypeTable, getOwn, restoreRefusesName, snapshotOf } from '../core/index.js'
import { everOpen, openAlertId } from '../notices/index.js'
import { intervalUsecs } from '../snapshots/index.js'
import { entitiesOf, groupSizeAlerts } from './group-size-alerts.js'
import { aboutDomain, aboutSite, aboutVm, raiseAlert, resolveAlert, resolveAlertsOf } from '../notices/rules.js'

interface AlertScope extends ClusterScene {
  /** All that the command brings about. */
  readonly events: readonly DomainEvent[]
}

/** What is followed, one by one. */
const FOLLOWED = [
  'snapshot-taken',
  'replication-started',
  'replication-ended',
  'remote-site-changed',
  'vm-configured',
  'schedule-added',
  'entities-protected',
  'entities-regrouped',
  'entities-unprotected',
  'schedule-removed',
  'protection-domain-activated',
  'protection-domain-deactivated'
] as const satisfies readonly EventType[]

type Followed = EventOf<(typeof FOLLOWED)[number]>

/** Alerts that follow from the events of a command, none of which has been applied yet. */
export const domainAlerts: Reaction<Followed['type']> = {
  to: FOLLOWED,
  react: (scene, events) => {
    let added = NOTHING
    let here: View<Cluster> | undefined
    for (const event of events) {
      if (!isFollowed(event)) continue
      if (here?.name !== event.cluster) here = getOwn(scene.world.clusters, event.cluster)
      if (here === undefined) continue
      const more = alertsAfter(event, scene, here, events)
      if (more.length > 0) added = [...added, ...more]
    }
    return added
  }
}

const NOTHING: readonly DomainEvent[] = []

const followed = new TypeTable<EventType, boolean>(type => (FOLLOWED as readonly EventType[]).includes(type))

function isFollowed(event: DomainEvent): event is Followed {
  return followed.get(event.type)
}

/** The scope of alerts is made for those alone that a month has no thousands of. */
function alertsAfter(
  event: Followed,
  scene: Scene,
  here: View<Cluster>,
  events: readonly DomainEvent[]
): readonly DomainEvent[] {
  switch (event.type) {
    case 'snapshot-taken':
      return afterSnapshot(event, here)
    case 'replication-started':
      return afterStart(event, scene, here, events)
    case 'replication-ended':
      return afterReplication(event, scene, here)
    case 'remote-site-changed':
      return event.site.networkMap.length === 0
        ? []
        : resolveAlert(here, 'network-mapping-missing', aboutSite(event.site), { remote_name: event.site.name })
    case 'vm-configured':
      return afterRenaming(event, scene, here)
    case 'schedule-added':
      return resolveAlert(here, 'no-schedule', aboutDomain(event.domain), {})
    case 'entities-protected':
    case 'entities-regrouped':
    case 'entities-unprotected':
    case 'schedule-removed':
    case 'protection-domain-activated':
    case 'protection-domain-deactivated':
      return afterChange(event, { world: scene.world, ids: scene.ids, here, events })
  }
}

type Change = EventOf<
  | 'entities-protected'
  | 'entities-regrouped'
  | 'entities-unprotected'
  | 'schedule-removed'
  | 'protection-domain-activated'
  | 'protection-domain-deactivated'
>

/** Resolves what the snapshot before, or the schedule before it, failed to do. */
function afterSnapshot({ domain, snapshot }: EventOf<'snapshot-taken'>, here: View<Cluster>): readonly DomainEvent[] {
  if (!everOpen(here, 'vms-not-found') && !everOpen(here, 'entities-missing') && !everOpen(here, 'snapshot-skipped'))
    return NOTHING
  const subject = aboutDomain(domain)
  return [
    ...(snapshot.missing.length === 0 ? resolveMissingAlerts(here, domain) : []),
    ...(snapshot.scheduleId === null ? [] : resolveAlert(here, 'snapshot-skipped', subject, {}))
  ]
}

function resolveMissingAlerts(here: View<Cluster>, domain: string): DomainEvent[] {
  const subject = aboutDomain(domain)
  return [...resolveAlert(here, 'vms-not-found', subject, {}), ...resolveAlert(here, 'entities-missing', subject, {})]
}

/** Raises an alert where VMs with adapters go to a site for which no network is mapped [C: alert catalogue]; they go nevertheless. */
function afterStart(
  event: EventOf<'replication-started'>,
  { world, ids }: Scene,
  here: View<Cluster>,
  events: readonly DomainEvent[]
): readonly DomainEvent[] {
  const site = getOwn(here.remoteSites, event.site)
  if (site === undefined || site.networkMap.length > 0) return NOTHING
  if (!hasAdapters(snapshotSent(event, here, events))) return NOTHING
  const values = { remote_name: site.name }
  const subject = aboutSite(site)
  return openAlertId(here, { type: 'network-mapping-missing', entity: subject, values }) === undefined
    ? [raiseAlert({ world, here, ids }, 'network-mapping-missing', subject, values)]
    : NOTHING
}

/** What a transfer sends, which the same command may have taken. */
function snapshotSent(
  { domain: name, replication: { origin, snapshotId } }: EventOf<'replication-started'>,
  here: View<Cluster>,
  events: readonly DomainEvent[]
): View<Snapshot> | undefined {
  for (const each of events) if (each.type === 'snapshot-taken' && each.snapshot.id === snapshotId) return each.snapshot
  const domain = getOwn(here.protectionDomains, name)
  return domain && snapshotOf(domain, origin, snapshotId)
}

const hasAdapters = (snapshot: View<Snapshot> | undefined): boolean =>
  snapshot?.vms.some(({ spec }) => spec.nics.length > 0) === true

/** Raises an alert where a snapshot took longer to arrive than its schedule waits for the next; NearSync has alerts of its own. */
function afterReplication(
  event: EventOf<'replication-ended'>,
  { world, ids }: Scene,
  here: View<Cluster>
): readonly DomainEvent[] {
  const domain = getOwn(here.protectionDomains, event.domain)
  const current = getOwn(domain?.outgoing ?? {}, event.site)?.current
  if (event.outcome !== 'succeeded' || domain === undefined || current == null) return NOTHING
  const snapshot = snapshotOf(domain, current.origin, current.snapshotId)
  if (snapshot === undefined) return NOTHING
  const schedule = hourlyScheduleOf(domain, snapshot.scheduleId)
  if (schedule === undefined) return NOTHING
  const isLate = world.now - snapshot.createdAt > intervalUsecs(schedule.recurrence)
  if (!isLate && !everOpen(here, 'rpo-missed')) return NOTHING
  const values = { protection_domain_name: domain.name, remote_name: event.site }
  return isLate
    ? [raiseAlert({ world, here, ids }, 'rpo-missed', aboutDomain(domain.name), values)]
    : resolveAlert(here, 'rpo-missed', aboutDomain(domain.name), values)
}

function hourlyScheduleOf({ schedules }: View<ProtectionDomain>, wanted: string | null): View<Schedule> | undefined {
  for (const schedule of schedules) if (schedule.nearSync === null && schedule.id === wanted) return schedule
  return undefined
}

function afterRenaming(
  { uuid, name }: EventOf<'vm-configured'>,
  { world, ids }: Scene,
  here: View<Cluster>
): DomainEvent[] {
  const vm = getOwn(here.vms, uuid)
  if (vm === undefined || vm.name === name || vm.protectionDomain === null) return []
  const renamed = { uuid, name }
  return [
    ...resolveAlert(here, 'vm-name-restricted', aboutVm(vm), {}),
    ...(restoreRefusesName(name)
      ? [raiseAlert({ world, here, ids }, 'vm-name-restricted', aboutVm(renamed), { vm_name: name })]
      : [])
  ]
}

/** Alerts that follow from a change of a domain's members, side or schedules. */
function afterChange(event: Change, scope: AlertScope): DomainEvent[] {
  const { here, events } = scope
  const { domain: name } = event
  const domain = getOwn(here.protectionDomains, name)
  if (domain === undefined) return []
  switch (event.type) {
    case 'entities-protected':
      return groupSizeAlerts(domain, entitiesOf(domain, event.members, event.volumeGroups ?? []), scope)
    case 'entities-regrouped':
      return groupSizeAlerts(domain, [...event.members, ...domain.volumeGroups], scope)
    case 'entities-unprotected':
      return afterUnprotection(domain, new Set(event.uuids), scope)
    case 'schedule-removed': {
      const left = domain.schedules.filter(({ id }) => !events.some(each => isRemoval(each, name, id)))
      const last = domain.schedules.at(-1)?.id === event.id
      return last && left.length === 0 ? noScheduleAlert(domain, domain.members.length, scope) : []
    }
    case 'protection-domain-activated': {
      const carried = events.some(
        each => each.type === 'schedule-added' && each.cluster === here.name && each.domain === name
      )
      return [
        ...resolveAlertsOfSide(here, name, events),
        ...groupSizeAlerts(domain, [...event.members, ...event.volumeGroups], scope),
        ...(carried || domain.schedules.length > 0 ? [] : noScheduleAlert(domain, event.members.length, scope))
      ]
    }
    case 'protection-domain-deactivated': {
      const unreceived = resolveAlertsOf(here, 'protection_domain', name, 'receive-failed') // nothing has arrived yet
      return resolveAlertsOfSide(here, name, [...events, ...unreceived])
    }
  }
}

function isRemoval(event: DomainEvent, domain: string, id: string): boolean {
  return event.type === 'schedule-removed' && event.domain === domain && event.id === id
}

/** Resolves all alerts of a domain whose side changes. */
function resolveAlertsOfSide(here: View<Cluster>, domain: string, events: readonly DomainEvent[]): DomainEvent[] {
  return resolveAlertsOf(here, 'protection_domain', domain).filter(
    settled => !events.some(event => event.type === 'alert-resolved' && 'id' in settled && event.id === settled.id)
  )
}

function afterUnprotection(
  domain: View<ProtectionDomain>,
  gone: ReadonlySet<string>,
  scope: AlertScope
): DomainEvent[] {
  const { here } = scope
  const left = domain.members.filter(({ uuid }) => !gone.has(uuid))
  const volumeGroups = domain.volumeGroups.filter(({ uuid }) => !gone.has(uuid))
  return [
    ...domain.members
      .filter(({ uuid, name }) => gone.has(uuid) && restoreRefusesName(name))
      .flatMap(member => resolveAlert(here, 'vm-name-restricted', aboutVm(member), {})),
    ...(left.every(({ uuid }) => getOwn(here.vms, uuid) !== undefined) ? resolveMissingAlerts(here, domain.name) : []),
    ...(left.length + volumeGroups.length === 0 ? resolveAlert(here, 'no-schedule', aboutDomain(domain.name), {}) : []),
    ...groupSizeAlerts(domain, [...left, ...volumeGroups], scope)
  ]
}

/** A domain without schedule is warned of [C: clients, a script's comment]. EMU: told when a side becomes active without one, or loses its last. */
function noScheduleAlert(
  domain: View<ProtectionDomain>,
  entities: number,
  { world, here, ids }: AlertScope
): DomainEvent[] {
  if (entities === 0) return []
  const values = { protection_domain_name: domain.name }
  return [raiseAlert({ world, here, ids }, 'no-schedule', aboutDomain(domain.name), values)]
}
