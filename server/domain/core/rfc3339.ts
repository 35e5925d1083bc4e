/** Instants as text: RFC 3339, with as many decimals as they have. */
import { civilFromDays } from './calendar.js'
import type { Instant } from './time.js'

const USECS_PER_DAY = 86_400_000_000

const digits = (value: number, count: number): string => String(value).padStart(count, '0')

/** In UTC; with three decimals, or with six where three are not exact. */
export function rfc3339(at: Instant): string {
  const days = Math.floor(at / USECS_PER_DAY)
  const { year, month, day } = civilFromDays(days)
  const usecs = at - days * USECS_PER_DAY
  const seconds = Math.floor(usecs / 1_000_000)
  const [hour, minute, second] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const fraction = usecs % 1_000_000
  const decimals = fraction % 1000 === 0 ? digits(fraction / 1000, 3) : digits(fraction, 6)
  const date = `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`
  return `${date}T${digits(hour, 2)}:${digits(minute, 2)}:${digits(second, 2)}.${decimals}Z`
}
