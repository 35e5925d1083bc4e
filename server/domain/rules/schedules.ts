/** Periodic schedules of a protection domain: checked, made, changed, run. */
import type { CommandOf, RetentionRequest, ScheduleRequest } from '../commands.js'
import type { DomainEvent } from '../events.js'
import type { IdSource } from '../ids.js'
import { clusterOf, domainOf, own, refuseIfBusy } from '../lookup.js'
import { newNearSync, nearSyncSite, selectsNearSync } from '../near-sync.js'
import { Refusal, require, required } from '../refusal.js'
import { expiryOf } from '../retention.js'
import { firstFiring, nextFiring } from '../schedule.js'
import type {
  Cluster,
  Keep,
  NearSync,
  ProtectionDomain,
  Recurrence,
  Retention,
  Schedule,
  ScheduleType,
  View,
  World
} from '../world.js'
import { snapshotFailed, snapshotFault, takeSnapshot } from './capture.js'
import { licenceFault } from './licence.js'
import { checkNearSync, checkNearSyncSize, refuseOthersBeside, refuseVolumeGroups, runNearSync } from './near-sync.js'
import { aboutDomain, audit, raise } from './notices.js'

const TYPES: readonly string[] = [
  'SECONDLY',
  'MINUTELY',
  'HOURLY',
  'DAILY',
  'WEEKLY',
  'MONTHLY'
] satisfies ScheduleType[]
const EVERY_NTH_MAX = 100_000
const KEEP_MAX = 100_000
const ZONE_SECONDS_MAX = 14 * 3600

export function addSchedule(world: View<World>, command: CommandOf<'add-schedule'>, ids: IdSource): DomainEvent[] {
  const here = clusterOf(world, command.cluster)
  const domain = domainOf(here, command.name)
  refuseIfBusy(here, domain)
  const recurrence = recurrenceOf(world, command.schedule)
  const retention = retentionOf(here, command.schedule.retention)
  refuseOthersBeside(domain, recurrence, null)
  checkNearSync(recurrence, retention, command.schedule.appConsistent)
  if (selectsNearSync(recurrence)) refuseVolumeGroups(domain, domain.volumeGroups)
  const events = checkLicence(world, here, domain, recurrence, ids)
  const schedule: Schedule = {
    id: `${recurrence.type.toLowerCase()}-${ids.number()}`,
    recurrence,
    suspended: command.schedule.suspended,
    appConsistent: command.schedule.appConsistent,
    retention,
    nextAt: firstFiring(recurrence, world.now),
    nearSync: selectsNearSync(recurrence) ? newNearSync(retention, ids.uuid(), world.now) : null
  }
  return [
    { type: 'schedule-added', cluster: here.name, domain: domain.name, schedule },
    ...events,
    audit(world, here.name, 'schedule-added', aboutDomain(domain.name), [domain.name, schedule.id], command.user, ids)
  ]
}

/** Replaces a schedule whole: PUT keeps its identity and nothing else. */
export function replaceSchedule(
  world: View<World>,
  command: CommandOf<'replace-schedule'>,
  ids: IdSource
): DomainEvent[] {
  const here = clusterOf(world, command.cluster)
  const domain = domainOf(here, command.name)
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
    audit(world, here.name, 'schedule-changed', aboutDomain(domain.name), [domain.name, schedule.id], command.user, ids)
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

export function removeSchedule(
  world: View<World>,
  command: CommandOf<'remove-schedule'>,
  ids: IdSource
): DomainEvent[] {
  const here = clusterOf(world, command.cluster)
  const domain = domainOf(here, command.name)
  refuseIfBusy(here, domain)
  return removed(world, here, domain, [scheduleOf(domain, command.id)], command.user, ids)
}

export function clearSchedules(
  world: View<World>,
  command: CommandOf<'clear-schedules'>,
  ids: IdSource
): DomainEvent[] {
  const here = clusterOf(world, command.cluster)
  const domain = domainOf(here, command.name)
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
    audit(
      world,
      here.name,
      'schedule-removed',
      aboutDomain(domain.name),
      [domain.name, schedules.map(({ id }) => id).join(',')],
      user,
      ids
    )
  ]
}

export function setRetention(world: View<World>, command: CommandOf<'set-retention'>, ids: IdSource): DomainEvent[] {
  const here = clusterOf(world, command.cluster)
  const domain = domainOf(here, command.name)
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
    audit(world, here.name, 'schedule-changed', aboutDomain(domain.name), [domain.name, schedule.id], command.user, ids)
  ]
}

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

function scheduleOf(domain: View<ProtectionDomain>, id: string): View<Schedule> {
  return required(
    domain.schedules.find(schedule => schedule.id === id),
    'schedule/not-found',
    `Schedule ${id} of protection domain ${domain.name} does not exist`
  )
}

function invalid(condition: boolean, message: () => string): asserts condition {
  require(condition, 'schedule/invalid', message)
}

function recurrenceOf(world: View<World>, request: ScheduleRequest): Recurrence {
  const { type, everyNth, startAt, endAt, values, timezoneOffsetSeconds } = request.recurrence
  invalid(TYPES.includes(type), () => `Schedule type ${JSON.stringify(type)} is not one of ${TYPES.join(', ')}`)
  invalid(
    Number.isInteger(everyNth) && everyNth >= 1 && everyNth <= EVERY_NTH_MAX,
    () => `Schedule interval every_nth must be from 1 to ${EVERY_NTH_MAX}, not ${everyNth}`
  )
  invalid(
    Math.abs(timezoneOffsetSeconds) <= ZONE_SECONDS_MAX,
    () => `Timezone offset ${timezoneOffsetSeconds} is more than 14 hours`
  )
  const start = startAt ?? world.now
  invalid(endAt === null || endAt > start, () => 'A schedule must end after it starts')
  checkValues(type as ScheduleType, values)
  return { type: type as ScheduleType, everyNth, startAt: start, endAt, values, timezoneOffsetSeconds }
}

/** Days of the week run from 1, Sunday; 0 is taken for Sunday as well. Days of the month run from 1 to 31. */
function checkValues(type: ScheduleType, values: readonly number[]): void {
  if (type === 'WEEKLY') {
    invalid(
      values.every(value => Number.isInteger(value) && value >= 0 && value <= 7),
      () => `Days of the week are 1 (Sunday) to 7, not ${values.join(', ')}`
    )
  }
  if (type === 'MONTHLY') {
    invalid(
      values.every(value => Number.isInteger(value) && value >= 1 && value <= 31),
      () => `Days of the month are 1 to 31, not ${values.join(', ')}`
    )
  }
  invalid(
    new Set(type === 'WEEKLY' ? values.map(value => Math.max(1, value)) : values).size === values.length,
    () => `A day is named twice in ${values.join(', ')}`
  )
}

function retentionOf(here: View<Cluster>, request: RetentionRequest): Retention {
  const local = request.local ?? { count: 1, unit: 'NUM_SNAPSHOTS' as const }
  checkKeep(local, 'local')
  for (const [site, keep] of Object.entries(request.remote)) {
    require(own(here.remoteSites, site) !== undefined, 'remote-site/not-found', () =>
      `Remote site ${site} does not exist on ${here.name}: nothing can be kept there`)
    checkKeep(keep, `remote site ${site}`)
  }
  return { local, remote: request.remote }
}

function checkKeep(keep: Keep, where: string): void {
  const units = ['NUM_SNAPSHOTS', 'DAYS', 'WEEKS', 'MONTHS']
  const fine = Number.isInteger(keep.count) && keep.count >= 1 && keep.count <= KEEP_MAX && units.includes(keep.unit)
  if (!fine) {
    throw new Refusal(
      'retention/invalid',
      `Retention for ${where} must be from 1 to ${KEEP_MAX} of ${units.join(', ')}, not ${keep.count} ${keep.unit}`
    )
  }
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
    raise(
      world,
      here,
      'licence-exceeded',
      aboutDomain(domain.name),
      { protection_domain_name: domain.name, pack: here.pack },
      ids
    )
  ]
}
