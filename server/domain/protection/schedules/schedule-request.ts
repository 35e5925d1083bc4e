/** Checks of the recurrence and the retention that a client asks for. */
import type { Cluster, Keep, Recurrence, Retention, ScheduleType, View, World } from '../../core/index.js'
import { Refusal, getOwn, refuseUnless } from '../../core/index.js'
import type { RetentionRequest, ScheduleRequest } from '../vocabulary.js'

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

function refuseUnlessValid(condition: boolean, message: () => string): asserts condition {
  refuseUnless(condition, 'schedule/invalid', message)
}

/** Recurrence of a requested schedule. Refuses with `schedule/invalid`. */
export function recurrenceOf(world: View<World>, request: ScheduleRequest): Recurrence {
  const { type, everyNth, startAt, endAt, values, timezoneOffsetSeconds } = request.recurrence
  refuseUnlessValid(
    TYPES.includes(type),
    () => `Schedule type ${JSON.stringify(type)} is not one of ${TYPES.join(', ')}`
  )
  refuseUnlessValid(
    Number.isInteger(everyNth) && everyNth >= 1 && everyNth <= EVERY_NTH_MAX,
    () => `Schedule interval every_nth must be from 1 to ${EVERY_NTH_MAX}, not ${everyNth}`
  )
  refuseUnlessValid(
    Math.abs(timezoneOffsetSeconds) <= ZONE_SECONDS_MAX,
    () => `Timezone offset ${timezoneOffsetSeconds} is more than 14 hours`
  )
  const start = startAt ?? world.now
  refuseUnlessValid(endAt === null || endAt > start, () => 'A schedule must end after it starts')
  checkValues(type as ScheduleType, values)
  return { type: type as ScheduleType, everyNth, startAt: start, endAt, values, timezoneOffsetSeconds }
}

/** Days of the week run from 1, Sunday; 0 is taken for Sunday as well. Days of the month run from 1 to 31. */
function checkValues(type: ScheduleType, values: readonly number[]): void {
  refuseUnlessValid(
    values.every(value => Number.isInteger(value) && value >= 0),
    () => `The values of a schedule are whole numbers from 0, not ${values.join(', ')}`
  )
  if (type === 'WEEKLY') {
    refuseUnlessValid(
      values.every(value => Number.isInteger(value) && value >= 0 && value <= 7),
      () => `Days of the week are 1 (Sunday) to 7, not ${values.join(', ')}`
    )
  }
  if (type === 'MONTHLY') {
    refuseUnlessValid(
      values.every(value => Number.isInteger(value) && value >= 1 && value <= 31),
      () => `Days of the month are 1 to 31, not ${values.join(', ')}`
    )
  }
  refuseUnlessValid(
    new Set(type === 'WEEKLY' ? values.map(value => Math.max(1, value)) : values).size === values.length,
    () => `A day is named twice in ${values.join(', ')}`
  )
}

/** Retention of a requested schedule, on this cluster and on remote sites. Refuses with `remote-site/not-found` and `retention/invalid`. */
export function retentionOf(here: View<Cluster>, request: RetentionRequest): Retention {
  const local = request.local ?? { count: 1, unit: 'NUM_SNAPSHOTS' as const }
  checkKeep(local, 'local')
  for (const [site, keep] of Object.entries(request.remote)) {
    refuseUnless(
      getOwn(here.remoteSites, site) !== undefined,
      'remote-site/not-found',
      () => `Remote site ${site} does not exist on ${here.name}: nothing can be kept there`
    )
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
