/** The rule of a schedule that is due. */
import type { CommandOf, DomainEvent, Instant, Scene, Schedule, View } from '../../core/index.js'
import { openDomain, scheduleOf } from '../../core/index.js'
import { expiryOf, nextFiring } from '../../snapshots/index.js'
import { runNearSync, alertSnapshotFailed, snapshotFault, takeSnapshot } from '../../snapshots/rules.js'
import { raiseDomainAlert } from '../../notices/rules.js'

/** Takes the snapshot that is due and sends it to the sites of the retention; skips it while the domain changes its mode. */
export function runSchedule(scene: Scene, command: CommandOf<'run-schedule'>): readonly DomainEvent[] {
  const opened = openDomain(scene, command)
  const { world, here, domain } = opened
  const schedule = scheduleOf(domain, command.id)
  const ran: DomainEvent = {
    type: 'schedule-ran',
    cluster: here.name,
    domain: domain.name,
    id: schedule.id,
    nextAt: nextFiring(schedule.recurrence, world.now)
  }
  if (domain.members.length + domain.volumeGroups.length === 0) return [ran]
  if (domain.change !== null)
    return [ran, raiseDomainAlert(opened, 'snapshot-skipped', { reason: 'A change of mode is in progress' })]
  const { recurrence, retention, nearSync } = schedule
  const fault = snapshotFault(opened)
  if (fault !== null) return [ran, alertSnapshotFailed(opened, fault)]
  if (nearSync !== null) return runNearSync(opened, { ...schedule, nearSync })
  const order = {
    kind: 'scheduled',
    scheduleId: schedule.id,
    oneTimeId: null,
    appConsistent: schedule.appConsistent,
    expiresAt: expiryOf(retention.local, recurrence, world.now),
    remotes: remotesOf(schedule, world.now)
  } as const
  return takeSnapshot(opened, order, [ran]).events
}

interface Remote {
  readonly site: string
  readonly expiresAt: Instant
}

/** Where the snapshots of a schedule go, and when one of now expires there. */
function remotesOf({ recurrence, retention: { remote: kept } }: View<Schedule>, now: Instant): readonly Remote[] {
  let remotes: readonly Remote[] = []
  for (const site in kept) {
    const keep = kept[site]
    if (keep === undefined) continue
    const remote = { site, expiresAt: expiryOf(keep, recurrence, now) }
    remotes = remotes.length === 0 ? [remote] : [...remotes, remote] // most have one, and a list that is pushed to has room for sixteen more
  }
  return remotes
}
