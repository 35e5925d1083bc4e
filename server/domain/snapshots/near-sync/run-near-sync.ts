/** NearSync as it runs: seeding, snapshots at its own pace, the fall-back to hourly ones, and the return. */
import type {
  Cluster,
  DomainEvent,
  DomainScene,
  Instant,
  Keep,
  NearSync,
  Outgoing,
  ProtectionDomain,
  Schedule,
  Snapshot,
  View
} from '../../core/index.js'
import { nearSyncSite, reserveIsFull } from './near-sync.js'
import { nextFiring } from '../schedules/schedule.js'
import { aboutDomain, raiseDomainAlert, resolveAlert } from '../../notices/rules.js'
import { getOwn } from '../../core/index.js'
import { rolledUpExpiry, tierOf } from './roll-up.js'
import { expiryOf } from '../retention.js'
import { takeSnapshot } from '../capture.js'

type NearSyncSchedule = View<Schedule> & { readonly nearSync: View<NearSync> }

/** Takes the snapshot that is due: a light-weight one, or a full one by the hour while NearSync cannot run. */
export function runNearSync(scene: DomainScene, schedule: NearSyncSchedule): DomainEvent[] {
  const { world, here, domain } = scene
  const { nearSync } = schedule
  if (nearSync.state !== 'running') return runHourly(scene, schedule)
  const site = nearSyncSite(schedule.retention)
  const misses = site !== null && isLagging(domain, site) ? nearSync.misses + 1 : 0
  const full = reserveIsFull(world, here)
  if (full || misses >= world.settings.nearSyncMissesMax)
    return fallBack(scene, schedule, full ? 'the snapshot reserve is full' : 'the RPO is missed')
  const values = { remote_name: site ?? '' }
  const nextAt = nextFiring(schedule.recurrence, world.now)
  return [
    nearSyncChanged(scene, schedule.id, { nearSync: { ...nearSync, misses }, nextAt }),
    ...(misses > 0 ? [raiseDomainAlert(scene, 'nearsync-lagging', values)] : []),
    ...(misses === 0 && nearSync.misses > 0
      ? resolveAlert(here, 'nearsync-lagging', aboutDomain(domain.name), values)
      : []),
    ...takeNearSyncSnapshot(scene, schedule, 'light-weight')
  ]
}

/** Whether the snapshot before has not arrived yet when the next is due: the RPO is missed. */
function isLagging(domain: View<ProtectionDomain>, site: string): boolean {
  const outgoing = getOwn(domain.outgoing, site)
  return outgoing !== undefined && (outgoing.current !== null || outgoing.failingSince !== null)
}

/** Falls back to a lower frequency [C: alert catalogue], and returns by itself. EMU: hourly full snapshots, the first one now. */
function fallBack(scene: DomainScene, schedule: NearSyncSchedule, reason: string): DomainEvent[] {
  const { world, here, domain } = scene
  const values = { remote_name: nearSyncSite(schedule.retention) ?? '' }
  const nearSync: NearSync = { ...schedule.nearSync, state: 'fallen-back', since: world.now, misses: 0 }
  return [
    nearSyncChanged(scene, schedule.id, { nearSync, nextAt: nextHour(schedule, world.now) }),
    ...(schedule.nearSync.misses > 0 ? resolveAlert(here, 'nearsync-lagging', aboutDomain(domain.name), values) : []),
    ...(reserveIsFull(world, here) ? [raiseDomainAlert(scene, 'snapshot-reserve-full', values)] : []),
    raiseDomainAlert(scene, 'nearsync-fallen-back', { ...values, reason }),
    ...takeNearSyncSnapshot(scene, schedule, 'scheduled')
  ]
}

/** Takes an hourly full snapshot while NearSync is seeded or has fallen back. Without a remote site it resumes as soon as there is room. */
function runHourly(scene: DomainScene, schedule: NearSyncSchedule): DomainEvent[] {
  const { world, here } = scene
  const { nearSync } = schedule
  const site = nearSyncSite(schedule.retention)
  const taken = takeNearSyncSnapshot(scene, schedule, 'scheduled')
  if (site === null && !reserveIsFull(world, here)) return [...resumeNearSync(scene, schedule), ...taken]
  return [
    nearSyncChanged(scene, schedule.id, { nearSync, nextAt: nextHour(schedule, world.now) }),
    ...(nearSync.state === 'seeding' ? [raiseDomainAlert(scene, 'nearsync-seeding', { remote_name: site ?? '' })] : []),
    ...taken
  ]
}

/** Resumes NearSync once a full snapshot has arrived and none waits behind it. */
export function completeNearSyncSeeding(
  scene: Omit<DomainScene, 'ids'>,
  outgoing: View<Outgoing>,
  snapshot: View<Snapshot>
): readonly DomainEvent[] {
  const { world, here, domain } = scene
  if (snapshot.scheduleId === null) return NOTHING
  let schedule: View<Schedule> | undefined
  for (const each of domain.schedules) if (each.nearSync !== null && each.id === snapshot.scheduleId) schedule ??= each
  if (schedule?.nearSync == null || schedule.nearSync.state === 'running') return NOTHING
  const waits = outgoing.queue.some(queued => queued.snapshotId > snapshot.id)
  const early = snapshot.kind !== 'scheduled' || snapshot.createdAt <= schedule.nearSync.since
  if (waits || early || nearSyncSite(schedule.retention) !== outgoing.site || reserveIsFull(world, here)) return NOTHING
  return resumeNearSync(scene, schedule as NearSyncSchedule)
}

function resumeNearSync(scene: Omit<DomainScene, 'ids'>, schedule: NearSyncSchedule): DomainEvent[] {
  const { world, here, domain } = scene
  const nearSync: NearSync = { ...schedule.nearSync, state: 'running', since: world.now, misses: 0 }
  return [
    nearSyncChanged(scene, schedule.id, { nearSync, nextAt: nextFiring(schedule.recurrence, world.now) }),
    ...resolveNearSyncAlerts(here, domain)
  ]
}

const NOTHING: readonly DomainEvent[] = []

/** Resolves every alert of a domain's NearSync, which runs again or is no more. */
export function resolveNearSyncAlerts(here: View<Cluster>, domain: View<ProtectionDomain>): DomainEvent[] {
  const sites = new Set(domain.schedules.map(({ retention }) => nearSyncSite(retention) ?? ''))
  const kinds = ['nearsync-seeding', 'nearsync-lagging', 'nearsync-fallen-back', 'snapshot-reserve-full'] as const
  return [...sites].flatMap(remote_name =>
    kinds.flatMap(kind => resolveAlert(here, kind, aboutDomain(domain.name), { remote_name }))
  )
}

function takeNearSyncSnapshot(
  scene: DomainScene,
  schedule: NearSyncSchedule,
  kind: 'light-weight' | 'scheduled'
): readonly DomainEvent[] {
  const { world, domain } = scene
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
  return takeSnapshot(scene, order).events
}

function nextHour(schedule: View<Schedule>, now: Instant): Instant | null {
  return nextFiring({ ...schedule.recurrence, type: 'HOURLY', everyNth: 1 }, now)
}

function nearSyncChanged(
  { here, domain }: Pick<DomainScene, 'here' | 'domain'>,
  id: string,
  { nearSync, nextAt }: { readonly nearSync: View<NearSync>; readonly nextAt: Instant | null }
): DomainEvent {
  return { type: 'near-sync-changed', cluster: here.name, domain: domain.name, id, nearSync, nextAt }
}
