/** Maps recurring and one-time schedules between wire and domain. */
import type { Instant, OneTimeSchedule, Schedule, View } from '../../../domain/core/index.js'
import { NEVER, instant } from '../../../domain/core/index.js'
import { RequestError } from '../../core/index.js'
import type { Model } from '../../core/index.js'
import { retentionDto, retentionRequest } from './retention.js'
import type { ScheduleRequest } from '../../../domain/protection/index.js'

/** Type and numbers go to the domain as sent, which refuses what makes no sense. */
export function scheduleRequest(dto: Model<'CronSchedule'> | undefined): ScheduleRequest {
  return {
    recurrence: {
      type: dto?.type?.toUpperCase() ?? '',
      everyNth: dto?.every_nth ?? 1,
      startAt: startOf(dto?.user_start_time_in_usecs ?? dto?.start_times_in_usecs?.[0]),
      endAt: instantOf(dto?.end_time_in_usecs),
      values: dto?.values ?? [],
      timezoneOffsetSeconds: dto?.timezone_offset ?? 0
    },
    suspended: dto?.suspended ?? false,
    appConsistent: dto?.app_consistent ?? false,
    retention: retentionRequest(dto?.retention_policy)
  }
}

/** Zero and below stand for "no time", as clients send them. */
function instantOf(usecs: number | null | undefined): Instant | null {
  return usecs != null && usecs > 0 ? instant(usecs) : null
}

/** When something is to begin. Refuses what no world reaches: it would never begin. */
export function startOf(usecs: number | null | undefined): Instant | null {
  if (usecs != null && usecs >= NEVER)
    throw new RequestError('invalid', `Nothing starts at ${usecs}: instants are microseconds below ${NEVER}`)
  return instantOf(usecs)
}

export function scheduleDto(domain: string, schedule: View<Schedule>): Model<'CronSchedule'> {
  const { type, everyNth, startAt, endAt, values, timezoneOffsetSeconds } = schedule.recurrence
  return {
    id: schedule.id,
    pd_name: domain,
    type,
    every_nth: everyNth,
    user_start_time_in_usecs: startAt,
    start_times_in_usecs: [startAt],
    end_time_in_usecs: endAt,
    duration_in_usecs: null,
    values: [...values],
    timezone_offset: timezoneOffsetSeconds,
    suspended: schedule.suspended,
    app_consistent: schedule.appConsistent,
    retention_policy: retentionDto(schedule.retention),
    rollup_schedule_uuid: schedule.nearSync?.rollUpUuid ?? null
  }
}

export function oneTimeScheduleDto(schedule: View<OneTimeSchedule>): Model<'OobSchedule'> {
  return {
    schedule_id: schedule.id,
    schedule_start_time_usecs: schedule.at,
    snapshot_retention_time_secs: schedule.retentionSeconds,
    remote_site_names: [...schedule.remoteSites],
    app_consistent: schedule.appConsistent
  }
}
