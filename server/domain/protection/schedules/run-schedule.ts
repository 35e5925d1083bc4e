/** The rule of a schedule that is due. */
import type { CommandOf, DomainEvent, Instant, Scene } from '../../core/index.js'
import { openDomain, scheduleOf } from '../../core/index.js'
import { expiryOf, nextFiring } from '../../snapshots/index.js'
import { runNearSync, alertSnapshotFailed, snapshotFault, takeSnapshot } from '../../snapshots/rules.js'
import { raiseDomainAlert } from '../../notices/rules.js'

/** Takes the snapshot that is due and sends it to the sites of the retention; skips it while the domain changes its mode. */
export function runSchedule(scene: Scene, command: CommandOf<'run-schedule'>): DomainEvent[] {
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
  const remotes: { site: string; expiresAt: Instant }[] = []
  for (const site in retention.remote) {
    const keep = retention.remote[site]
    if (keep !== undefined) remotes.push({ site, expiresAt: expiryOf(keep, recurrence, world.now) })
  }
  const { events } = takeSnapshot(opened, {
    kind: 'scheduled',
    scheduleId: schedule.id,
    oneTimeId: null,
    appConsistent: schedule.appConsistent,
    expiresAt: expiryOf(retention.local, recurrence, world.now),
    remotes
  })
  return [ran, ...events]
}
