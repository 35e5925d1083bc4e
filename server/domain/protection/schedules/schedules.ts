/** Rules that add, replace and remove the periodic schedules of a protection domain. */
import type {
  CommandOf,
  Decision,
  DomainEvent,
  DomainScene,
  NearSync,
  Recurrence,
  Scene,
  Schedule,
  View
} from '../../core/index.js'
import { Refusal, openDomain, refuseIfBusy, scheduleOf } from '../../core/index.js'
import { firstFiring, nearSyncSite, newNearSync, selectsNearSync } from '../../snapshots/index.js'
import { licenceFault } from '../licence.js'
import { checkNearSync, checkNearSyncSize, refuseOthersBeside, refuseVolumeGroups } from '../../snapshots/rules.js'
import { auditDomain, raiseDomainAlert } from '../../notices/rules.js'
import { recurrenceOf, retentionOf } from './schedule-request.js'
import type { ScheduleRequest } from '../vocabulary.js'

/** Adds a schedule. Refuses one that the licence, NearSync or the other schedules rule out. */
export function addSchedule(scene: Scene, command: CommandOf<'add-schedule'>): Decision<Schedule> {
  return createSchedule(openDomain(scene, command), command.schedule, command.user)
}

/** What the first of several brings about counts for those after it. */
export function addSchedules(scene: Scene, command: CommandOf<'add-schedules'>): Decision<readonly Schedule[]> {
  const opened = openDomain(scene, command)
  const events: DomainEvent[] = []
  const result: Schedule[] = []
  for (const request of command.schedules) {
    const domain = { ...opened.domain, schedules: [...opened.domain.schedules, ...result] }
    const one = createSchedule({ ...opened, domain }, request, command.user)
    events.push(...one.events)
    result.push(one.result)
  }
  return { events, result }
}

function createSchedule(scene: DomainScene, request: ScheduleRequest, user: string): Decision<Schedule> {
  const { world, here, domain, ids } = scene
  refuseIfBusy(here, domain)
  const recurrence = recurrenceOf(world, request)
  const retention = retentionOf(here, request.retention)
  refuseOthersBeside(domain, recurrence, null)
  checkNearSync(recurrence, retention, request.appConsistent)
  if (selectsNearSync(recurrence)) refuseVolumeGroups(domain, domain.volumeGroups)
  const warnings = checkLicence(scene, recurrence)
  const schedule: Schedule = {
    id: `${recurrence.type.toLowerCase()}-${ids.number()}`,
    recurrence,
    suspended: request.suspended,
    appConsistent: request.appConsistent,
    retention,
    nextAt: firstFiring(recurrence, world.now),
    nearSync: selectsNearSync(recurrence) ? newNearSync(retention, ids.uuid(), world.now) : null
  }
  const audit = auditDomain(scene, { type: 'schedule-added', values: [schedule.id], user })
  return {
    events: [{ type: 'schedule-added', cluster: here.name, domain: domain.name, schedule }, ...warnings, audit],
    result: schedule
  }
}

/** Replaces a schedule whole; only its id stays. */
export function replaceSchedule(scene: Scene, command: CommandOf<'replace-schedule'>): DomainEvent[] {
  const opened = openDomain(scene, command)
  const { world, here, domain } = opened
  refuseIfBusy(here, domain)
  const before = scheduleOf(domain, command.id)
  const recurrence = recurrenceOf(world, command.schedule)
  const retention = retentionOf(here, command.schedule.retention)
  refuseOthersBeside(domain, recurrence, before.id)
  checkNearSync(recurrence, retention, command.schedule.appConsistent)
  if (selectsNearSync(recurrence)) refuseVolumeGroups(domain, domain.volumeGroups)
  const events = checkLicence(opened, recurrence)
  const schedule: Schedule = {
    id: before.id,
    recurrence,
    suspended: command.schedule.suspended,
    appConsistent: command.schedule.appConsistent,
    retention,
    nextAt: firstFiring(recurrence, world.now),
    nearSync: nearSyncAfter(opened, before, { recurrence, retention })
  }
  return [
    { type: 'schedule-replaced', cluster: here.name, domain: domain.name, schedule },
    ...events,
    auditDomain(opened, { type: 'schedule-changed', values: [schedule.id], user: command.user })
  ]
}

/** NearSync of a changed schedule: one that goes on to the same site need not be seeded again. */
function nearSyncAfter(
  { world, ids }: Scene,
  { nearSync, retention: before }: View<Schedule>,
  { recurrence, retention }: Pick<View<Schedule>, 'recurrence' | 'retention'>
): View<NearSync> | null {
  if (!selectsNearSync(recurrence)) return null
  if (nearSync?.state === 'running' && nearSyncSite(before) === nearSyncSite(retention)) return nearSync
  return newNearSync(retention, nearSync?.rollUpUuid ?? ids.uuid(), world.now)
}

/** Removes one schedule. */
export function removeSchedule(scene: Scene, command: CommandOf<'remove-schedule'>): DomainEvent[] {
  const opened = openDomain(scene, command)
  const { here, domain } = opened
  refuseIfBusy(here, domain)
  return deleteSchedules(opened, [scheduleOf(domain, command.id)], command.user)
}

/** Removes several schedules, or none where one of them is not there. */
export function removeSchedules(scene: Scene, command: CommandOf<'remove-schedules'>): DomainEvent[] {
  const opened = openDomain(scene, command)
  const { here, domain } = opened
  const schedules = [...new Set(command.ids)].map(id => scheduleOf(domain, id))
  refuseIfBusy(here, domain)
  return schedules.flatMap(schedule => deleteSchedules(opened, [schedule], command.user))
}

/** Removes all schedules of a domain. */
export function clearSchedules(scene: Scene, command: CommandOf<'clear-schedules'>): DomainEvent[] {
  const opened = openDomain(scene, command)
  const { here, domain } = opened
  refuseIfBusy(here, domain)
  return domain.schedules.length === 0 ? [] : deleteSchedules(opened, domain.schedules, command.user)
}

function deleteSchedules(scene: DomainScene, schedules: readonly View<Schedule>[], user: string): DomainEvent[] {
  const { here, domain } = scene
  return [
    ...schedules.map(({ id }): DomainEvent => ({
      type: 'schedule-removed',
      cluster: here.name,
      domain: domain.name,
      id
    })),
    auditDomain(scene, { type: 'schedule-removed', values: [schedules.map(({ id }) => id).join(',')], user })
  ]
}

/** Changes the retention of a schedule. */
export function setRetention(scene: Scene, command: CommandOf<'set-retention'>): DomainEvent[] {
  const opened = openDomain(scene, command)
  const { here, domain } = opened
  refuseIfBusy(here, domain)
  const schedule = scheduleOf(domain, command.id)
  const retention = retentionOf(here, command.retention)
  checkNearSync(schedule.recurrence, retention, false)
  const nearSync = nearSyncAfter(opened, schedule, { recurrence: schedule.recurrence, retention })
  return [
    { type: 'schedule-retention-set', cluster: here.name, domain: domain.name, id: schedule.id, retention },
    ...(nearSync === null
      ? []
      : [
          {
            type: 'near-sync-changed',
            cluster: here.name,
            domain: domain.name,
            id: schedule.id,
            nearSync,
            nextAt: schedule.nextAt
          } as const
        ]),
    auditDomain(opened, { type: 'schedule-changed', values: [schedule.id], user: command.user })
  ]
}

/** Refuses a schedule that the licence of the cluster rules out, or raises an alert, as the settings say. */
function checkLicence(scene: DomainScene, recurrence: Recurrence): DomainEvent[] {
  const { world, here, domain } = scene
  const fault = licenceFault(here, recurrence)
  const size = selectsNearSync(recurrence) ? checkNearSyncSize(scene, domain.members.length) : []
  if (fault === null) return size
  if (fault.absolute || world.settings.licence === 'enforce') throw new Refusal('schedule/licence', fault.message)
  return [...size, raiseDomainAlert(scene, 'licence-exceeded', { pack: here.pack })]
}
