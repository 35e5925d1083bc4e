/** The telescopic roll-up of NearSync: the older, the fewer snapshots are kept. */
import { expiryOf } from '../retention.js'
import { USECS_PER_DAY, after, seconds } from '../../core/index.js'
import type { Instant, Keep, Recurrence, Usecs, View } from '../../core/index.js'

const HOUR_USECS = seconds(3600)
const MONTH_USECS = 30 * USECS_PER_DAY

/** What is kept for longer than a minute's snapshot is the first one of each period, counted from the start of the schedule. */
const TIERS = [
  { name: 'monthly', period: MONTH_USECS, kept: MONTH_USECS },
  { name: 'weekly', period: 7 * USECS_PER_DAY, kept: 28 * USECS_PER_DAY },
  { name: 'daily', period: USECS_PER_DAY, kept: 7 * USECS_PER_DAY },
  { name: 'hourly', period: HOUR_USECS, kept: 6 * HOUR_USECS }
] as const

/** How long the snapshot of a minute is kept [C: BP-2005]. */
const MINUTE_KEPT_USECS = seconds(15 * 60)

type Tier = (typeof TIERS)[number]['name'] | 'minute'

/** What a snapshot is among its like; `before` is the one of the schedule before it. */
export function tierOf(recurrence: View<Recurrence>, at: Instant, before: Instant | null): Tier {
  const count = (when: Instant, period: Usecs): number => Math.floor((when - recurrence.startAt) / period)
  return TIERS.find(({ period }) => before === null || count(at, period) > count(before, period))?.name ?? 'minute'
}

/**
 * When it expires: 15 minutes, 6 hours, 7 days, 4 weeks or a month after its creation [C: BP-2005]. A retention of days
 * ends the roll-up with the days, one of weeks with the weeks, one of months with the months; a count, which the
 * product does not offer for NearSync, is the month that it keeps by itself (EMU).
 */
export function rolledUpExpiry(keep: View<Keep>, recurrence: View<Recurrence>, tier: Tier, at: Instant): Instant {
  const kept = TIERS.find(({ name }) => name === tier)?.kept ?? MINUTE_KEPT_USECS
  if (tier === 'minute' || tier === 'hourly' || keep.unit === 'NUM_SNAPSHOTS') return after(at, kept)
  const longest = expiryOf(keep, recurrence, at)
  if (keep.unit === 'DAYS' || tier === 'monthly') return longest
  return keep.unit === 'WEEKS' && tier === 'weekly' ? longest : after(at, kept)
}
