/** Windows of a bandwidth policy, between the form and the wire. */
import { formatByteRate, typedNumber } from '../../core/format.js'
import type { Schemas } from '../../core/schemas.js'

type Wire = Schemas['BandwidthWindow']

/** A time of the week with a limit of its own. */
export interface PolicyWindow {
  /** From Sunday, 0. */
  readonly days: readonly number[]
  /** As `08:30`. */
  readonly from: string
  readonly to: string
  /** Megabytes a second. */
  readonly limit: string
}

const MS_PER_MINUTE = 60_000
const BYTES_PER_MEGABYTE = 1_000_000
const WEEK = [0, 1, 2, 3, 4, 5, 6] as const
const DAY_NAMES = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const

export const EVERY_DAY: PolicyWindow = { days: WEEK, from: '08:00', to: '18:00', limit: '' }

function minutesOf(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number)
  return hours * 60 + minutes
}

function textOfMs(ms: number): string {
  const minutes = Math.round(ms / MS_PER_MINUTE)
  return [Math.floor(minutes / 60), minutes % 60].map(part => String(part).padStart(2, '0')).join(':')
}

/** Days are a bit mask, Sunday the lowest bit. */
export function windowBody({ days, from, to, limit }: PolicyWindow): Wire {
  return {
    days_selected: days.reduce((mask, day) => mask | (1 << day), 0),
    start_time: minutesOf(from) * MS_PER_MINUTE,
    end_time: minutesOf(to) * MS_PER_MINUTE,
    bandwidth_limit: typedNumber(limit, BYTES_PER_MEGABYTE)
  }
}

export function windowOf({ days_selected: mask, start_time, end_time, bandwidth_limit }: Wire): PolicyWindow {
  return {
    days: WEEK.filter(day => ((mask ?? 0) & (1 << day)) !== 0),
    from: textOfMs(start_time ?? 0),
    to: textOfMs(end_time ?? 0),
    limit: String((bandwidth_limit ?? 0) / BYTES_PER_MEGABYTE)
  }
}

/** As `Mon, Tue 08:00 to 18:00: 5 MB/s`. */
export function windowText({ days, from, to, limit }: PolicyWindow): string {
  const when = days.length === WEEK.length ? 'Every day' : days.map(day => DAY_NAMES[day]).join(', ')
  const bytes = Number(limit) * BYTES_PER_MEGABYTE
  const most = Number.isNaN(bytes) ? limit : bytes === 0 ? 'no limit' : formatByteRate(bytes)
  return `${when} ${from} to ${to}: ${most}`
}
