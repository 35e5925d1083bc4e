/** A schedule that is due: its snapshot is taken and sent, or why not is told. */
import type {
  Cluster,
  CommandOf,
  DomainEvent,
  IdSource,
  ProtectionDomain,
  Scene,
  View,
  World
} from '../../core/index.js'
import { openDomain, scheduleOf } from '../../core/index.js'
import { expiryOf, nextFiring } from '../../snapshots/index.js'
import { runNearSync, snapshotFailed, snapshotFault, takeSnapshot } from '../../snapshots/rules.js'
import { aboutDomain, raiseAlert } from '../../notices/rules.js'

/** Takes the snapshot that is due and sends it to the sites that the retention names; none while the domain changes its mode. */
export function runSchedule(scene: Scene, command: CommandOf<'run-schedule'>): DomainEvent[] {
  const { world, here, domain, ids } = openDomain(scene, command)
  const schedule = scheduleOf(domain, command.id)
  const ran: DomainEvent = {
    type: 'schedule-ran',
    cluster: here.name,
    domain: domain.name,
    id: schedule.id,
    nextAt: nextFiring(schedule.recurrence, world.now)
  }
  if (domain.members.length + domain.volumeGroups.length === 0) return [ran]
  if (domain.change !== null) return [ran, skipped(world, here, domain, ids)]
  const { recurrence, retention, nearSync } = schedule
  const fault = snapshotFault(world, here, domain)
  if (fault !== null) return [ran, snapshotFailed(world, here, domain, fault, ids)]
  if (nearSync !== null) return runNearSync(world, here, domain, { ...schedule, nearSync }, ids)
  const remotes = Object.entries(retention.remote).map(([site, keep]) => ({
    site,
    expiresAt: expiryOf(keep, recurrence, world.now)
  }))
  const { events } = takeSnapshot(
    world,
    here,
    domain,
    {
      kind: 'scheduled',
      scheduleId: schedule.id,
      oneTimeId: null,
      appConsistent: schedule.appConsistent,
      expiresAt: expiryOf(retention.local, recurrence, world.now),
      remotes
    },
    ids
  )
  return [ran, ...events]
}

function skipped(world: View<World>, here: View<Cluster>, domain: View<ProtectionDomain>, ids: IdSource): DomainEvent {
  const values = { protection_domain_name: domain.name, reason: 'A change of mode is in progress' }
  return raiseAlert({ world, here, ids }, 'snapshot-skipped', aboutDomain(domain.name), values)
}
