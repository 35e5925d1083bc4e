/** Rules of one-time schedules: a single snapshot, now or later. */
import type { CommandOf, Decision, DomainEvent, DomainScene, OneTimeSchedule, Scene } from '../../core/index.js'
import {
  NEVER,
  USECS_PER_SECOND,
  after,
  openDomain,
  refuseIfBusy,
  refuseUnless,
  remoteSiteOf,
  seconds
} from '../../core/index.js'
import { START_DELAY_USECS } from '../../snapshots/index.js'
import { alertSnapshotFailed, snapshotFault, takeSnapshot } from '../../snapshots/rules.js'
import { auditDomain, raiseDomainAlert } from '../../notices/rules.js'

/** As long as from the epoch to the last instant of all. */
const RETENTION_SECONDS_MAX = Math.floor(NEVER / USECS_PER_SECOND)

/** Adds a one-time schedule; without a start, or with one that is past, it fires a moment later [C: clients, which poll for it]. */
export function addOneTimeSchedule(
  scene: Scene,
  command: CommandOf<'add-one-time-schedule'>
): Decision<OneTimeSchedule> {
  const opened = openDomain(scene, command)
  const { world, here, domain, ids } = opened
  refuseIfBusy(here, domain)
  refuseUnless(
    domain.active,
    'protection-domain/not-active',
    () => `Protection domain ${domain.name} is not active on ${here.name}`
  )
  for (const site of command.remoteSites) remoteSiteOf(here, site)
  const retention = command.retentionSeconds
  refuseUnless(
    retention === null || (retention > 0 && retention <= RETENTION_SECONDS_MAX),
    'retention/invalid',
    () => `A snapshot is kept for 1 to ${RETENTION_SECONDS_MAX} seconds, not for ${retention}`
  )
  const schedule: OneTimeSchedule = {
    id: ids.number(),
    at: command.at !== null && command.at > world.now ? command.at : after(world.now, START_DELAY_USECS),
    appConsistent: command.appConsistent,
    remoteSites: [...new Set(command.remoteSites)],
    retentionSeconds: retention
  }
  const events: DomainEvent[] = [
    { type: 'one-time-schedule-added', cluster: here.name, domain: domain.name, schedule },
    auditDomain(opened, { type: 'one-time-schedule-added', values: [String(schedule.id)], user: command.user })
  ]
  return { events, result: schedule }
}

/** Removes a one-time schedule that has not fired. */
export function removeOneTimeSchedule(scene: Scene, command: CommandOf<'remove-one-time-schedule'>): DomainEvent[] {
  return [deleteOneTimeSchedule(openDomain(scene, command), command.id, 'One-time schedule')]
}

/** Several, or none where one of them is not there. */
export function removeOneTimeSchedules(scene: Scene, command: CommandOf<'remove-one-time-schedules'>): DomainEvent[] {
  const opened = openDomain(scene, command)
  return [...new Set(command.ids)].map(id => deleteOneTimeSchedule(opened, id, 'Schedule'))
}

function deleteOneTimeSchedule({ here, domain }: DomainScene, id: number, title: string): DomainEvent {
  const known = domain.oneTimeSchedules.some(schedule => schedule.id === id)
  refuseUnless(known, 'schedule/not-found', () => `${title} ${id} of protection domain ${domain.name} does not exist`)
  return { type: 'one-time-schedule-removed', cluster: here.name, domain: domain.name, id }
}

/** Takes the snapshot of a one-time schedule that is due, and removes the schedule. */
export function runOneTimeSchedule(scene: Scene, command: CommandOf<'run-one-time-schedule'>): DomainEvent[] {
  const opened = openDomain(scene, command)
  const { world, here, domain } = opened
  const schedule = domain.oneTimeSchedules.find(({ id }) => id === command.id)
  if (schedule === undefined) throw new Error(`One-time schedule ${command.id} of ${domain.name} is gone`)
  const over: DomainEvent = {
    type: 'one-time-schedule-removed',
    cluster: here.name,
    domain: domain.name,
    id: schedule.id
  }
  const fault = snapshotFault(opened)
  if (fault !== null) return [over, alertSnapshotFailed(opened, fault)]
  const expiresAt = schedule.retentionSeconds === null ? null : after(world.now, seconds(schedule.retentionSeconds))
  const { events } = takeSnapshot(opened, {
    kind: 'one-time',
    scheduleId: null,
    oneTimeId: schedule.id,
    appConsistent: schedule.appConsistent,
    expiresAt,
    remotes: schedule.remoteSites.map(site => ({ site, expiresAt }))
  })
  const late = world.now > schedule.at
  return [over, ...events, ...(late ? [raiseDomainAlert(opened, 'snapshot-delayed')] : [])]
}
