/** Periodic schedules of a protection domain: made, changed, removed. */
import type {
  Cluster,
  CommandOf,
  Decision,
  DomainEvent,
  DomainScene,
  IdSource,
  NearSync,
  ProtectionDomain,
  Recurrence,
  Retention,
  Scene,
  Schedule,
  View,
  World
} from '../../core/index.js'
import { Refusal, openDomain, refuseIfBusy, scheduleOf } from '../../core/index.js'
import { firstFiring, nearSyncSite, newNearSync, selectsNearSync } from '../../snapshots/index.js'
import { licenceFault } from '../licence.js'
import { checkNearSync, checkNearSyncSize, refuseOthersBeside, refuseVolumeGroups } from '../../snapshots/rules.js'
import { aboutDomain, recordAudit, raiseAlert } from '../../notices/rules.js'
import { recurrenceOf, retentionOf } from './schedule-request.js'
import type { ScheduleRequest } from '../vocabulary.js'

export function addSchedule(scene: Scene, command: CommandOf<'add-schedule'>): Decision<Schedule> {
  return added(openDomain(scene, command), command.schedule, command.user)
}

/** What the first of several brings about counts for those after it. */
export function addSchedules(scene: Scene, command: CommandOf<'add-schedules'>): Decision<readonly Schedule[]> {
  const opened = openDomain(scene, command)
  const events: DomainEvent[] = []
  const result: Schedule[] = []
  for (const request of command.schedules) {
    const domain = { ...opened.domain, schedules: [...opened.domain.schedules, ...result] }
    const one = added({ ...opened, domain }, request, command.user)
    events.push(...one.events)
    result.push(one.result)
  }
  return { events, result }
}

function added(scene: DomainScene, request: ScheduleRequest, user: string): Decision<Schedule> {
  const { world, here, domain, ids } = scene
  refuseIfBusy(here, domain)
  const recurrence = recurrenceOf(world, request)
  const retention = retentionOf(here, request.retention)
  refuseOthersBeside(domain, recurrence, null)
  checkNearSync(recurrence, retention, request.appConsistent)
  if (selectsNearSync(recurrence)) refuseVolumeGroups(domain, domain.volumeGroups)
  const warnings = checkLicence(world, here, domain, recurrence, ids)
  const schedule: Schedule = {
    id: `${recurrence.type.toLowerCase()}-${ids.number()}`,
    recurrence,
    suspended: request.suspended,
    appConsistent: request.appConsistent,
    retention,
    nextAt: firstFiring(recurrence, world.now),
    nearSync: selectsNearSync(recurrence) ? newNearSync(retention, ids.uuid(), world.now) : null
  }
  const audit = recordAudit(scene, {
    type: 'schedule-added',
    entity: aboutDomain(domain.name),
    values: [domain.name, schedule.id],
    user
  })
  return {
    events: [{ type: 'schedule-added', cluster: here.name, domain: domain.name, schedule }, ...warnings, audit],
    result: schedule
  }
}

/** Replaces a schedule whole: PUT keeps its identity and nothing else. */
export function replaceSchedule(scene: Scene, command: CommandOf<'replace-schedule'>): DomainEvent[] {
  const { world, here, domain, ids } = openDomain(scene, command)
  refuseIfBusy(here, domain)
  const before = scheduleOf(domain, command.id)
  const recurrence = recurrenceOf(world, command.schedule)
  const retention = retentionOf(here, command.schedule.retention)
  refuseOthersBeside(domain, recurrence, before.id)
  checkNearSync(recurrence, retention, command.schedule.appConsistent)
  if (selectsNearSync(recurrence)) refuseVolumeGroups(domain, domain.volumeGroups)
  const events = checkLicence(world, here, domain, recurrence, ids)
  const schedule: Schedule = {
    id: before.id,
    recurrence,
    suspended: command.schedule.suspended,
    appConsistent: command.schedule.appConsistent,
    retention,
    nextAt: firstFiring(recurrence, world.now),
    nearSync: nearSyncAfter(world, before, recurrence, retention, ids)
  }
  return [
    { type: 'schedule-replaced', cluster: here.name, domain: domain.name, schedule },
    ...events,
    recordAudit(
      { world, here, ids },
      {
        type: 'schedule-changed',
        entity: aboutDomain(domain.name),
        values: [domain.name, schedule.id],
        user: command.user
      }
    )
  ]
}

/** NearSync that goes on to the same site need not be seeded again. */
function nearSyncAfter(
  world: View<World>,
  { nearSync, retention }: View<Schedule>,
  recurrence: Recurrence,
  next: Retention,
  ids: IdSource
): NearSync | null {
  if (!selectsNearSync(recurrence)) return null
  if (nearSync?.state === 'running' && nearSyncSite(retention) === nearSyncSite(next)) return nearSync
  return newNearSync(next, nearSync?.rollUpUuid ?? ids.uuid(), world.now)
}

export function removeSchedule(scene: Scene, command: CommandOf<'remove-schedule'>): DomainEvent[] {
  const { world, here, domain, ids } = openDomain(scene, command)
  refuseIfBusy(here, domain)
  return removed(world, here, domain, [scheduleOf(domain, command.id)], command.user, ids)
}

/** Several, or none where one of them is not there. */
export function removeSchedules(scene: Scene, command: CommandOf<'remove-schedules'>): DomainEvent[] {
  const { world, here, domain, ids } = openDomain(scene, command)
  const schedules = [...new Set(command.ids)].map(id => scheduleOf(domain, id))
  refuseIfBusy(here, domain)
  return schedules.flatMap(schedule => removed(world, here, domain, [schedule], command.user, ids))
}

export function clearSchedules(scene: Scene, command: CommandOf<'clear-schedules'>): DomainEvent[] {
  const { world, here, domain, ids } = openDomain(scene, command)
  refuseIfBusy(here, domain)
  return domain.schedules.length === 0 ? [] : removed(world, here, domain, domain.schedules, command.user, ids)
}

function removed(
  world: View<World>,
  here: View<Cluster>,
  domain: View<ProtectionDomain>,
  schedules: readonly View<Schedule>[],
  user: string,
  ids: IdSource
): DomainEvent[] {
  return [
    ...schedules.map(({ id }): DomainEvent => ({
      type: 'schedule-removed',
      cluster: here.name,
      domain: domain.name,
      id
    })),
    recordAudit(
      { world, here, ids },
      {
        type: 'schedule-removed',
        entity: aboutDomain(domain.name),
        values: [domain.name, schedules.map(({ id }) => id).join(',')],
        user
      }
    )
  ]
}

export function setRetention(scene: Scene, command: CommandOf<'set-retention'>): DomainEvent[] {
  const { world, here, domain, ids } = openDomain(scene, command)
  refuseIfBusy(here, domain)
  const schedule = scheduleOf(domain, command.id)
  const retention = retentionOf(here, command.retention)
  checkNearSync(schedule.recurrence, retention, false)
  const nearSync = nearSyncAfter(world, schedule, schedule.recurrence, retention, ids)
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
    recordAudit(
      { world, here, ids },
      {
        type: 'schedule-changed',
        entity: aboutDomain(domain.name),
        values: [domain.name, schedule.id],
        user: command.user
      }
    )
  ]
}

function checkLicence(
  world: View<World>,
  here: View<Cluster>,
  domain: View<ProtectionDomain>,
  recurrence: Recurrence,
  ids: IdSource
): DomainEvent[] {
  const fault = licenceFault(here, recurrence)
  const size = selectsNearSync(recurrence) ? checkNearSyncSize(world, here, domain, domain.members.length, ids) : []
  if (fault === null) return size
  if (fault.absolute || world.settings.licence === 'enforce') throw new Refusal('schedule/licence', fault.message)
  return [
    ...size,
    raiseAlert({ world, here, ids }, 'licence-exceeded', aboutDomain(domain.name), {
      protection_domain_name: domain.name,
      pack: here.pack
    })
  ]
}
