/** What a form of a schedule shows of one that is there. */
import type { Schemas } from '../../core/schemas.js'
import { isNearSync, types } from '../requests.js'
import type { Repeat, ScheduleForm } from '../requests.js'

const repeats: Readonly<Record<string, Repeat>> = Object.fromEntries(
  Object.entries(types).map(([repeat, type]) => [type, repeat as Repeat])
)

/** The inverse of `scheduleBody`. A retention by time is shown by its number, whatever its unit. */
export function scheduleForm(schedule: Schemas['CronSchedule']): ScheduleForm {
  const { type, every_nth, values, retention_policy: policy, end_time_in_usecs: end } = schedule
  const byTime = policy?.local_max_snapshots == null
  const local = byTime ? policy?.local_retention_period : policy.local_max_snapshots
  const remote = (byTime ? policy?.remote_retention_period : policy.remote_max_snapshots) ?? {}
  return {
    repeat: repeats[type ?? ''] ?? 'hour(s)',
    every: String(every_nth ?? 1),
    days: (values ?? []).map(value => (type === 'WEEKLY' ? Math.max(0, value - 1) : value)),
    startUsecs: schedule.user_start_time_in_usecs ?? 0,
    endUsecs: end ?? undefined,
    appConsistent: schedule.app_consistent === true,
    keepLocal: String(local ?? 1),
    keepRemote: Object.fromEntries(Object.entries(remote).map(([site, count]) => [site, String(count)]))
  }
}

/** A change keeps what the form does not show: the unit of a retention, a suspension, the zone. */
export function changedBody(
  schedule: Schemas['CronSchedule'],
  body: Schemas['CronSchedule'],
  form: Pick<ScheduleForm, 'repeat' | 'every' | 'keepLocal' | 'keepRemote'>
): Schemas['CronSchedule'] {
  const before = scheduleForm(schedule)
  const keepsAsBefore =
    isNearSync(form) === isNearSync(before) &&
    JSON.stringify([form.keepLocal, form.keepRemote]) === JSON.stringify([before.keepLocal, before.keepRemote])
  return {
    ...body,
    ...(schedule.timezone_offset != null && { timezone_offset: schedule.timezone_offset }),
    suspended: schedule.suspended ?? false,
    ...(keepsAsBefore && schedule.retention_policy != null && { retention_policy: schedule.retention_policy })
  }
}
