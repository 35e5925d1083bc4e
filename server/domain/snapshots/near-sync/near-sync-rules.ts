/** NearSync as it runs: seeded, at its own pace, fallen back to hourly snapshots, and back by itself. */
import type {
  Cluster,
  DomainEvent,
  IdSource,
  Instant,
  Keep,
  NearSync,
  Outgoing,
  ProtectionDomain,
  Recurrence,
  Retention,
  Schedule,
  Snapshot,
  View,
  World
} from '../../core/index.js'
import { Refusal, own, require } from '../../core/index.js'
import { nearSyncSite, reserveIsFull, selectsNearSync } from './near-sync.js'
import { expiryOf } from '../retention.js'
import { rolledUpExpiry, tierOf } from './roll-up.js'
import { nextFiring } from '../schedules/schedule.js'
import { takeSnapshot } from '../capture.js'
import { aboutDomain, raiseAlert, resolveAlert } from '../../notices/rules.js'

/** More VMs than this in a NearSync domain are too many [C: BP-2005]. */
const NEARSYNC_VMS_MAX = 10

type NearSyncSchedule = View<Schedule> & { readonly nearSync: View<NearSync> }

/** What NearSync does not go together with [C: BP-2005]. */
export function checkNearSync(recurrence: View<Recurrence>, retention: View<Retention>, appConsistent: boolean): void {
  if (!selectsNearSync(recurrence)) return
  require(!appConsistent, 'schedule/invalid', () =>
    'Application consistent snapshots are not supported with a NearSync schedule')
  require(Object.keys(retention.remote).length <= 1, 'schedule/invalid', () =>
    'A NearSync schedule replicates to one remote site only')
}

/** A NearSync schedule tolerates no other beside it [C: BP-2005, the edition of 2025]. */
export function refuseOthersBeside(
  domain: View<ProtectionDomain>,
  recurrence: View<Recurrence>,
  except: string | null
): void {
  const others = domain.schedules.filter(schedule => schedule.id !== except)
  const clash =
    others.length > 0 && (selectsNearSync(recurrence) || others.some(schedule => selectsNearSync(schedule.recurrence)))
  require(!clash, 'schedule/invalid', () =>
    `Protection domain ${domain.name}: a NearSync schedule cannot stand beside another schedule`)
}

/** EMU: what has no light-weight snapshots is neither given a NearSync schedule nor put under one. */
export function refuseVolumeGroups(domain: View<ProtectionDomain>, groups: readonly { readonly name: string }[]): void {
  const [group] = groups
  require(group === undefined, 'schedule/invalid', () =>
    `Volume group ${group?.name} cannot be protected by protection domain ${domain.name}: NearSync does not support volume groups`)
}

export function hasNearSync(domain: View<ProtectionDomain>): boolean {
  return domain.schedules.some(({ nearSync }) => nearSync !== null)
}

/** A domain of too many VMs is refused or told of, as the setting says. */
export function checkNearSyncSize(
  world: View<World>,
  here: View<Cluster>,
  domain: View<ProtectionDomain>,
  vms: number,
  ids: IdSource
): DomainEvent[] {
  if (vms <= NEARSYNC_VMS_MAX) return []
  if (world.settings.limits === 'refuse') {
    throw new Refusal(
      'protection-domain/limit',
      `Protection domain ${domain.name} with a NearSync schedule cannot have more than ${NEARSYNC_VMS_MAX} VMs`
    )
  }
  const values = { protection_domain_name: domain.name, count: String(vms), limit: String(NEARSYNC_VMS_MAX) }
  return [raiseAlert({ world, here, ids }, 'nearsync-limit', aboutDomain(domain.name), values)]
}

/** Takes the snapshot that is due: a light-weight one, or a full one by the hour while NearSync cannot run. */
export function runNearSync(
  world: View<World>,
  here: View<Cluster>,
  domain: View<ProtectionDomain>,
  schedule: NearSyncSchedule,
  ids: IdSource
): DomainEvent[] {
  const { nearSync } = schedule
  if (nearSync.state !== 'running') return runHourly(world, here, domain, schedule, ids)
  const site = nearSyncSite(schedule.retention)
  const misses = site !== null && lagging(domain, site) ? nearSync.misses + 1 : 0
  const full = reserveIsFull(world, here)
  if (full || misses >= world.settings.nearSyncMissesMax)
    return fallBack(world, here, domain, schedule, full ? 'the snapshot reserve is full' : 'the RPO is missed', ids)
  const about = aboutDomain(domain.name)
  const values = { protection_domain_name: domain.name, remote_name: site ?? '' }
  return [
    changed(here, domain, schedule, { ...nearSync, misses }, nextFiring(schedule.recurrence, world.now)),
    ...(misses > 0 ? [raiseAlert({ world, here, ids }, 'nearsync-lagging', about, values)] : []),
    ...(misses === 0 && nearSync.misses > 0 ? resolveAlert(here, 'nearsync-lagging', about, values) : []),
    ...capture(world, here, domain, schedule, 'light-weight', ids)
  ]
}

/** The one before has not arrived when the next is due: the RPO is missed. */
function lagging(domain: View<ProtectionDomain>, site: string): boolean {
  const outgoing = own(domain.outgoing, site)
  return outgoing !== undefined && (outgoing.current !== null || outgoing.failingSince !== null)
}

/** Falls back to a lower frequency [C: alert catalogue], and returns by itself. EMU: hourly full snapshots, the first one now. */
function fallBack(
  world: View<World>,
  here: View<Cluster>,
  domain: View<ProtectionDomain>,
  schedule: NearSyncSchedule,
  reason: string,
  ids: IdSource
): DomainEvent[] {
  const about = aboutDomain(domain.name)
  const site = nearSyncSite(schedule.retention) ?? ''
  const values = { protection_domain_name: domain.name, remote_name: site }
  const nearSync: NearSync = { ...schedule.nearSync, state: 'fallen-back', since: world.now, misses: 0 }
  return [
    changed(here, domain, schedule, nearSync, nextHour(schedule, world.now)),
    ...(schedule.nearSync.misses > 0 ? resolveAlert(here, 'nearsync-lagging', about, values) : []),
    ...(reserveIsFull(world, here) ? [raiseAlert({ world, here, ids }, 'snapshot-reserve-full', about, values)] : []),
    raiseAlert({ world, here, ids }, 'nearsync-fallen-back', about, { ...values, reason }),
    ...capture(world, here, domain, schedule, 'scheduled', ids)
  ]
}

/** While a domain is seeded or has fallen back it has an RPO of an hour. One that goes nowhere returns as soon as there is room. */
function runHourly(
  world: View<World>,
  here: View<Cluster>,
  domain: View<ProtectionDomain>,
  schedule: NearSyncSchedule,
  ids: IdSource
): DomainEvent[] {
  const site = nearSyncSite(schedule.retention)
  const taken = capture(world, here, domain, schedule, 'scheduled', ids)
  if (site === null && !reserveIsFull(world, here)) return [...resume(world, here, domain, schedule), ...taken]
  const values = { protection_domain_name: domain.name, remote_name: site ?? '' }
  return [
    changed(here, domain, schedule, schedule.nearSync, nextHour(schedule, world.now)),
    ...(schedule.nearSync.state === 'seeding'
      ? [raiseAlert({ world, here, ids }, 'nearsync-seeding', aboutDomain(domain.name), values)]
      : []),
    ...taken
  ]
}

/** A full snapshot has arrived and nothing waits behind it: the sites have enough in common for NearSync to go on from there. */
export function nearSyncSeeded(
  world: View<World>,
  here: View<Cluster>,
  domain: View<ProtectionDomain>,
  outgoing: View<Outgoing>,
  snapshot: View<Snapshot>
): DomainEvent[] {
  const schedule = domain.schedules.find(({ id, nearSync }) => nearSync !== null && id === snapshot.scheduleId)
  if (schedule?.nearSync == null || schedule.nearSync.state === 'running') return []
  const waits = outgoing.queue.some(queued => queued.snapshotId > snapshot.id)
  const early = snapshot.kind !== 'scheduled' || snapshot.createdAt <= schedule.nearSync.since
  if (waits || early || nearSyncSite(schedule.retention) !== outgoing.site || reserveIsFull(world, here)) return []
  return resume(world, here, domain, schedule as NearSyncSchedule)
}

function resume(
  world: View<World>,
  here: View<Cluster>,
  domain: View<ProtectionDomain>,
  schedule: NearSyncSchedule
): DomainEvent[] {
  const nearSync: NearSync = { ...schedule.nearSync, state: 'running', since: world.now, misses: 0 }
  return [
    changed(here, domain, schedule, nearSync, nextFiring(schedule.recurrence, world.now)),
    ...nearSyncSettled(here, domain)
  ]
}

/** Whatever was told of a domain's NearSync is over: it runs, or it is no more. */
export function nearSyncSettled(here: View<Cluster>, domain: View<ProtectionDomain>): DomainEvent[] {
  const sites = new Set(domain.schedules.map(({ retention }) => nearSyncSite(retention) ?? ''))
  const kinds = ['nearsync-seeding', 'nearsync-lagging', 'nearsync-fallen-back', 'snapshot-reserve-full'] as const
  return [...sites].flatMap(remote_name =>
    kinds.flatMap(kind => resolveAlert(here, kind, aboutDomain(domain.name), { remote_name }))
  )
}

function capture(
  world: View<World>,
  here: View<Cluster>,
  domain: View<ProtectionDomain>,
  schedule: NearSyncSchedule,
  kind: 'light-weight' | 'scheduled',
  ids: IdSource
): DomainEvent[] {
  const { recurrence, retention } = schedule
  const before = domain.snapshots.findLast(({ scheduleId }) => scheduleId === schedule.id)?.createdAt ?? null
  const tier = tierOf(recurrence, world.now, before)
  const rollsUp = world.settings.nearSyncRollUp
  const expiresAt = (keep: View<Keep>): Instant =>
    rollsUp ? rolledUpExpiry(keep, recurrence, tier, world.now) : expiryOf(keep, recurrence, world.now)
  const order = {
    kind: kind === 'light-weight' && rollsUp && tier !== 'minute' ? 'rolled-up' : kind,
    scheduleId: schedule.id,
    oneTimeId: null,
    appConsistent: false,
    expiresAt: expiresAt(retention.local),
    remotes: Object.entries(retention.remote).map(([site, keep]) => ({ site, expiresAt: expiresAt(keep) }))
  } as const
  return takeSnapshot(world, here, domain, order, ids).events
}

function nextHour(schedule: View<Schedule>, now: Instant): Instant | null {
  return nextFiring({ ...schedule.recurrence, type: 'HOURLY', everyNth: 1 }, now)
}

function changed(
  here: View<Cluster>,
  domain: View<ProtectionDomain>,
  schedule: View<Schedule>,
  nearSync: NearSync,
  nextAt: Instant | null
): DomainEvent {
  return { type: 'near-sync-changed', cluster: here.name, domain: domain.name, id: schedule.id, nearSync, nextAt }
}
