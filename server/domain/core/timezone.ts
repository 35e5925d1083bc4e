/** What clocks on a wall show: the offset of a named zone at an instant, daylight saving included. */
import { USECS_PER_SECOND, instant } from './time.js'
import type { Instant, Usecs } from './time.js'

/** The zone tables of the language: the same question has the same answer, so that what is asked often is kept. */
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset', year: 'numeric' })
    formats.set(zone, format)
  }
  return format
}

/** Whether there is a zone of this name, such as `Europe/Paris`; an offset is none. */
export function zoneExists(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false
  try {
    formatOf(zone)
    return true
  } catch {
    return false
  }
}

/** Microseconds that local time is ahead of UTC. */
export function offsetAt(zone: string, at: Instant): Usecs {
  if (zone === 'UTC') return 0
  const name = formatOf(zone)
    .formatToParts(Math.floor(at / 1000))
    .find(part => part.type === 'timeZoneName')
  const [, sign, hours, minutes = '0', secs = '0'] = /^GMT([+-])(\d+):?(\d+)?:?(\d+)?$/.exec(name?.value ?? '') ?? []
  if (hours === undefined) return 0 // "GMT" alone
  const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(secs)
  return (sign === '-' ? -total : total) * USECS_PER_SECOND
}

/** Where the offset of a zone changes between two instants, to the second; null where it is the same at both. */
export function offsetChange(zone: string, from: Instant, to: Instant): Instant | null {
  const before = offsetAt(zone, from)
  if (before === offsetAt(zone, to)) return null
  let low = Math.floor(from / USECS_PER_SECOND)
  let high = Math.ceil(to / USECS_PER_SECOND)
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetAt(zone, instant(middle * USECS_PER_SECOND)) === before) low = middle
    else high = middle
  }
  return instant(high * USECS_PER_SECOND)
}
