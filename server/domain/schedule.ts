/** When a schedule fires: at its start, then on the grid that it spans. Points that were missed are not made up. */
import { civilFromDays, daysFromCivil, daysInMonth, weekdayOf } from './calendar.js'
import { USECS_PER_DAY, USECS_PER_SECOND, instant, seconds } from './time.js'
import type { Instant, Usecs } from './time.js'
import type { Recurrence, ScheduleType, View } from './world.js'

const UNIT_USECS: Record<ScheduleType, Usecs> = {
  SECONDLY: seconds(1),
  MINUTELY: seconds(60),
  HOURLY: seconds(3600),
  DAILY: USECS_PER_DAY,
  WEEKLY: 7 * USECS_PER_DAY,
  MONTHLY: 30 * USECS_PER_DAY
}

/** A start that lies no further back than this was meant as "now": clients round it down, and it takes a moment to arrive. */
export const START_GRACE_USECS = seconds(60)

/** A schedule that starts now takes its first snapshot a moment later [C: a recorded one, 01:17 to 01:17:01]. */
export const START_DELAY_USECS = seconds(1)

/** No weekly or monthly schedule has its next day further away than this many of its periods. */
const PERIODS_MAX = 60

/** The mean distance of two firings: what "keep the last N" counts in. */
export function intervalUsecs(recurrence: View<Recurrence>): Usecs {
  const period = UNIT_USECS[recurrence.type] * recurrence.everyNth
  const perPeriod = recurrence.type === 'WEEKLY' || recurrence.type === 'MONTHLY' ? Math.max(1, recurrence.values.length) : 1
  return Math.floor(period / perPeriod)
}

/** The first firing of a new schedule. */
export function firstFiring(recurrence: View<Recurrence>, now: Instant): Instant | null {
  const meantNow = recurrence.startAt <= now && now - recurrence.startAt <= START_GRACE_USECS
  const first = meantNow ? instant(now + START_DELAY_USECS) : nextFiring(recurrence, now)
  return first === null || (recurrence.endAt !== null && first > recurrence.endAt) ? null : first
}

/** The first point of the grid after an instant; null when the schedule has ended by then. */
export function nextFiring(recurrence: View<Recurrence>, now: Instant): Instant | null {
  const next = nextOnGrid(recurrence, now)
  return next === null || (recurrence.endAt !== null && next > recurrence.endAt) ? null : next
}

function nextOnGrid(recurrence: View<Recurrence>, now: Instant): Instant | null {
  const { type, startAt, values } = recurrence
  if (now < startAt && !(type === 'MONTHLY' || (type === 'WEEKLY' && values.length > 0))) return startAt
  if (type === 'MONTHLY') return nextDay(recurrence, now, monthDays)
  if (type === 'WEEKLY' && values.length > 0) return nextDay(recurrence, now, weekDays)
  const step = UNIT_USECS[type] * recurrence.everyNth
  return instant(startAt + (Math.floor((now - startAt) / step) + 1) * step)
}

/** Days since the epoch that belong to the n-th period of a schedule, in order. */
type DaysOfPeriod = (recurrence: View<Recurrence>, startDay: number, period: number) => number[]

const weekDays: DaysOfPeriod = (recurrence, startDay, period) => {
  const sunday = startDay - weekdayOf(startDay) + period * 7 * recurrence.everyNth
  return recurrence.values.map(value => sunday + ((value + 6) % 7)).sort((a, b) => a - b)
}

const monthDays: DaysOfPeriod = (recurrence, startDay, period) => {
  const start = civilFromDays(startDay)
  const months = start.year * 12 + start.month - 1 + period * recurrence.everyNth
  const year = Math.floor(months / 12)
  const month = (months % 12) + 1
  const days = recurrence.values.length > 0 ? [...recurrence.values] : [start.day]
  return days
    .filter(day => day <= daysInMonth(year, month))
    .sort((a, b) => a - b)
    .map(day => daysFromCivil({ year, month, day }))
}

function nextDay(recurrence: View<Recurrence>, now: Instant, daysOfPeriod: DaysOfPeriod): Instant | null {
  const offset = recurrence.timezoneOffsetSeconds * USECS_PER_SECOND
  const localStart = recurrence.startAt + offset
  const startDay = Math.floor(localStart / USECS_PER_DAY)
  const timeOfDay = localStart - startDay * USECS_PER_DAY
  const elapsed = Math.max(0, now - recurrence.startAt)
  const first = Math.max(0, Math.floor(elapsed / (UNIT_USECS[recurrence.type] * 1.05 * recurrence.everyNth)) - 1)
  for (let period = first; period < first + PERIODS_MAX; period++) {
    for (const day of daysOfPeriod(recurrence, startDay, period)) {
      const at = day * USECS_PER_DAY + timeOfDay - offset
      if (at > now && at >= recurrence.startAt) return instant(at)
    }
  }
  return null
}
