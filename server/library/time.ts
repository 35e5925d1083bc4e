/** Durations and instants as people write them: `1h30m`, `2d`, RFC 3339, `Date`. */
import { types } from 'node:util'
import { InvalidArgument } from './errors.js'
import { refuseStrangers } from './nearest.js'

const SECONDS: Readonly<Record<string, number>> = {
  ms: 0.001,
  s: 1,
  m: 60,
  min: 60,
  h: 3600,
  d: 86_400,
  w: 604_800
}

/** A number of seconds, or a text of numbers with units from `ms`, `s`, `m` (or `min`), `h`, `d` and `w`, such as `1h30m`. */
export type Duration = string | { readonly seconds: number }

/** In seconds. Throws `InvalidArgument`. */
export function secondsOf(duration: Duration): number {
  const seconds = typeof duration === 'string' ? parsed(duration) : (duration as { seconds?: unknown } | null)?.seconds
  if (typeof seconds === 'number' && typeof duration !== 'string') refuseStrangers(duration, ['seconds'], 'a duration')
  if (typeof seconds === 'number' && seconds >= 0 && Number.isFinite(seconds)) return seconds
  throw new InvalidArgument(`${shown(duration)} is no duration: one looks like '1h30m' or { seconds: 5400 }`)
}

/** How far to move a clock, as the control API takes it. Throws `InvalidArgument`. */
export function advanceOf(how: Duration | Date): { seconds: number } | { until: string } {
  if (types.isDate(how) || (typeof how === 'string' && /^\d{4}-\d\d-\d\d/.test(how))) return { until: rfc3339(how) }
  return { seconds: secondsOf(how) }
}

/** Throws `InvalidArgument`. A text is kept as it is, for the sake of its microseconds. */
export function rfc3339(instant: Date | string): string {
  const date = types.isDate(instant) ? instant : new Date(instant)
  if (Number.isNaN(date.getTime()))
    throw new InvalidArgument(`${shown(instant)} is no instant: one looks like 2026-01-31T08:00:00Z`)
  return types.isDate(instant) ? instant.toISOString() : instant
}

function parsed(text: string): number | undefined {
  const parts = [...text.matchAll(/\s*(\d+(?:\.\d+)?)\s*(ms|s|min|m|h|d|w)\s*/gy)]
  const whole = parts.map(([part]) => part).join('')
  if (whole !== text || parts.length === 0) return undefined
  return parts.reduce((sum, [, count, unit = '']) => sum + Number(count) * (SECONDS[unit] ?? NaN), 0)
}

function shown(value: unknown): string {
  return types.isDate(value) ? 'An invalid Date' : (JSON.stringify(value) ?? String(value))
}
