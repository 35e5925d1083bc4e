/** A schedule that is due: its snapshot is taken and sent, or why not is told. */
import type { CommandOf } from '../commands.js'
import type { DomainEvent } from '../events.js'
import type { IdSource } from '../ids.js'
import { clusterOf, domainOf, scheduleOf } from '../lookup.js'
import { expiryOf } from '../retention.js'
import { nextFiring } from '../schedule.js'
import type { Cluster, ProtectionDomain, View, World } from '../world.js'
import { snapshotFailed, snapshotFault, takeSnapshot } from './capture.js'
import { runNearSync } from './near-sync.js'
import { aboutDomain, raise } from './notices.js'

/** Takes the snapshot that is due and sends it to the sites that the retention names; none while the domain changes its mode. */
export function runSchedule(world: View<World>, command: CommandOf<'run-schedule'>, ids: IdSource): DomainEvent[] {
  const here = clusterOf(world, command.cluster)
  const domain = domainOf(here, command.name)
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
  return raise(world, here, 'snapshot-skipped', aboutDomain(domain.name), values, ids)
}
