/** Bandwidth throttling: what a policy of weekdays and windows allows at an instant, and until when. */
import { USECS_PER_DAY, instant, offsetAt, offsetChange, weekdayOf } from '../core/index.js'
import type { BandwidthPolicy, BandwidthWindow, Instant, View } from '../core/index.js'

interface Throttle {
  /** Null is no limit. */
  bytesPerSecond: number | null
  /** When it may be another one; null while it stays. */
  until: Instant | null
}

const USECS_PER_MS = 1000
/** A policy repeats itself week by week: what does not change in so many days changes only with the offset of the zone. */
const DAYS_AHEAD = 8

/** The policy of a site in the zone of the cluster that sends. Where windows overlap, the lowest limit holds. */
export function throttleAt(policy: View<BandwidthPolicy>, zone: string, at: Instant): Throttle {
  const now = limitAt(policy, zone, at)
  if (policy.windows.length === 0) return { bytesPerSecond: now, until: null }
  const edges = edgesAfter(policy.windows, zone, at)
  const until = edges.find(edge => limitAt(policy, zone, edge) !== now) ?? edges.at(-1) ?? null
  return { bytesPerSecond: now, until }
}

function limitAt(policy: View<BandwidthPolicy>, zone: string, at: Instant): number | null {
  const local = at + offsetAt(zone, at)
  const inside = policy.windows.filter(window => isOpenAt(window, local))
  if (inside.length === 0) return limitOrNull(policy.defaultBytesPerSecond)
  return limitOrNull(Math.min(...inside.map(window => limitOrNull(window.bytesPerSecond) ?? Infinity)))
}

/** Zero is no limit [I: the default limit, which clients send as 0; EMU: a window's]. */
function limitOrNull(bytesPerSecond: number | null): number | null {
  return bytesPerSecond === null || bytesPerSecond === 0 || bytesPerSecond === Infinity ? null : bytesPerSecond
}

/** EMU: bit 0 of the days is Sunday; a window that ends where it starts lasts a day, one that ends before runs into the next. */
function isOpenAt(window: View<BandwidthWindow>, local: number): boolean {
  const day = Math.floor(local / USECS_PER_DAY)
  const since = local - day * USECS_PER_DAY
  const start = window.startMs * USECS_PER_MS
  const end = endOf(window)
  return (
    (opensOn(window, day) && since >= start && since < end) ||
    (opensOn(window, day - 1) && since + USECS_PER_DAY < end && since + USECS_PER_DAY >= start)
  )
}

function opensOn(window: View<BandwidthWindow>, day: number): boolean {
  return (window.days & (1 << weekdayOf(day))) !== 0
}

/** Microseconds after the midnight of the day on which it opens. */
function endOf(window: View<BandwidthWindow>): number {
  const { startMs, endMs } = window
  return (endMs > startMs ? endMs : endMs + USECS_PER_DAY / USECS_PER_MS) * USECS_PER_MS
}

/** Every instant of the days to come at which a window opens or closes, or at which the clocks are changed; in order. */
function edgesAfter(windows: readonly View<BandwidthWindow>[], zone: string, at: Instant): Instant[] {
  const end = instant(at + DAYS_AHEAD * USECS_PER_DAY)
  const change = offsetChange(zone, at, end)
  const offsets = new Set([offsetAt(zone, at), offsetAt(zone, end)])
  const edges = new Set<Instant>(change === null ? [end] : [end, change])
  const today = Math.floor((at + offsetAt(zone, at)) / USECS_PER_DAY)
  for (const window of windows) {
    for (let day = today - 1; day <= today + DAYS_AHEAD; day++) {
      if (!opensOn(window, day)) continue
      for (const time of [window.startMs * USECS_PER_MS, endOf(window)]) {
        for (const offset of offsets) edges.add(instant(day * USECS_PER_DAY + time - offset))
      }
    }
  }
  return [...edges].filter(edge => edge > at && edge <= end).sort((a, b) => a - b)
}
