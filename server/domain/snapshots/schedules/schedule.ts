/** When a schedule fires: at its start, then on the grid that it spans. Points that were missed are not made up. */
import {
  USECS_PER_DAY,
  USECS_PER_SECOND,
  civilFromDays,
  daysFromCivil,
  daysInMonth,
  instant,
  seconds,
  weekdayOf
} from '../../core/index.js'
import type { Instant, Recurrence, ScheduleType, Usecs, View } from '../../core/index.js'

const UNIT_USECS: Record<ScheduleType, Usecs> = {
  SECONDLY: seconds(1),
  MINUTELY: seconds(60),
  HOURLY: seconds(3600),
  DAILY: USECS_PER_DAY,
  WEEKLY: 7 * USECS_PER_DAY,
  MONTHLY: 30 * USECS_PER_DAY
}

/** A start that lies no further back than this was meant as "now": clients round it down, and it takes a moment to arrive. */
const START_GRACE_USECS = seconds(60)

/** A schedule that starts now takes its first snapshot a moment later [C: web console, 01:17 to 01:17:01]. */
export const START_DELAY_USECS = seconds(1)

/** No weekly or monthly schedule that has a next day at all has it further away than this many of its periods. */
const PERIODS_MAX = 60

/** The mean distance of two firings: what "keep the last N" counts in. */
export function intervalUsecs(recurrence: View<Recurrence>): Usecs {
  const period = UNIT_USECS[recurrence.type] * recurrence.everyNth
  const perPeriod =
    recurrence.type === 'WEEKLY' || recurrence.type === 'MONTHLY' ? Math.max(1, recurrence.values.length) : 1
  return Math.floor(period / perPeriod)
}

/** The first firing of a new schedule. */
export function firstFiring(recurrence: View<Recurrence>, now: Instant): Instant | null {
  const { startAt } = recurrence
  const meantNow = startAt <= now && now - startAt <= START_GRACE_USECS
  const first = meantNow && onGrid(recurrence, startAt) ? instant(now + START_DELAY_USECS) : nextFiring(recurrence, now)
  return first === null || (recurrence.endAt !== null && first > recurrence.endAt) ? null : first
}

/** The first point of the grid after an instant; null when the schedule has ended by then. */
export function nextFiring(recurrence: View<Recurrence>, now: Instant): Instant | null {
  const next = nextOnGrid(recurrence, now)
  return next === null || (recurrence.endAt !== null && next > recurrence.endAt) ? null : next
}

/** A schedule of Sundays that is made on a Monday does not begin on that Monday. */
function onGrid(recurrence: View<Recurrence>, at: Instant): boolean {
  return nextOnGrid(recurrence, instant(at - 1)) === at
}

function nextOnGrid(recurrence: View<Recurrence>, now: Instant): Instant | null {
  const { type, startAt, values } = recurrence
  if (now < startAt && !(type === 'MONTHLY' || (type === 'WEEKLY' && values.length > 0))) return startAt
  if (type === 'MONTHLY') return nextDay(recurrence, now, monthly)
  if (type === 'WEEKLY' && values.length > 0) return nextDay(recurrence, now, weekly)
  const step = UNIT_USECS[type] * recurrence.everyNth
  return instant(startAt + (Math.floor((now - startAt) / step) + 1) * step)
}

/** How a schedule of named days counts: in weeks from Sunday, or in months, each of which is its n-th period. Days since the epoch. */
interface Calendar {
  /** The days of a period, in order. */
  daysOf: (recurrence: View<Recurrence>, startDay: number, period: number) => number[]
  /** The period that a day belongs to, or one before it. */
  periodOf: (recurrence: View<Recurrence>, startDay: number, day: number) => number
}

const weekly: Calendar = {
  daysOf: ({ everyNth, values }, startDay, period) => {
    const sunday = startDay - weekdayOf(startDay) + period * 7 * everyNth
    return values.map(value => sunday + Math.max(0, value - 1)).sort((a, b) => a - b)
  },
  periodOf: ({ everyNth }, startDay, day) => Math.floor((day - startDay) / (7 * everyNth))
}

const monthly: Calendar = {
  daysOf: ({ everyNth, values }, startDay, period) => {
    const months = monthOf(startDay) + period * everyNth
    const year = Math.floor(months / 12)
    const month = (months % 12) + 1
    const days = values.length > 0 ? [...values] : [civilFromDays(startDay).day]
    return days
      .filter(day => day <= daysInMonth(year, month))
      .sort((a, b) => a - b)
      .map(day => daysFromCivil({ year, month, day }))
  },
  periodOf: ({ everyNth }, startDay, day) => Math.floor((monthOf(day) - monthOf(startDay)) / everyNth)
}

/** Months since the year 0. */
function monthOf(day: number): number {
  const { year, month } = civilFromDays(day)
  return year * 12 + month - 1
}

function nextDay(recurrence: View<Recurrence>, now: Instant, calendar: Calendar): Instant | null {
  const offset = recurrence.timezoneOffsetSeconds * USECS_PER_SECOND
  const localStart = recurrence.startAt + offset
  const startDay = Math.floor(localStart / USECS_PER_DAY)
  const timeOfDay = localStart - startDay * USECS_PER_DAY
  const first = Math.max(0, calendar.periodOf(recurrence, startDay, Math.floor((now + offset) / USECS_PER_DAY)))
  for (let period = first; period < first + PERIODS_MAX; period++) {
    for (const day of calendar.daysOf(recurrence, startDay, period)) {
      const at = day * USECS_PER_DAY + timeOfDay - offset
      if (at > now && at >= recurrence.startAt) return instant(at)
    }
  }
  return null
}
