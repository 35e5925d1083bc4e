/** Instants and durations of virtual time: integer microseconds, as Prism reports them. */

/** A point in virtual time: microseconds since the Unix epoch, UTC. */
export type Instant = number & { readonly __unit: 'usecs-since-epoch' }

/** A length of time in microseconds. */
export type Usecs = number

export const USECS_PER_SECOND = 1_000_000
export const USECS_PER_DAY = 86_400 * USECS_PER_SECOND

/** Later than every instant that a world can reach: in June 2255, from when on not every microsecond is a number. */
export const NEVER = Number.MAX_SAFE_INTEGER as Instant

/** `NEVER` for what lies beyond it, as of all instants: a world that had another could not be read back. */
export function instant(usecs: number): Instant {
  return Math.min(Math.round(usecs), NEVER) as Instant
}

export function seconds(count: number): Usecs {
  return Math.round(count * USECS_PER_SECOND)
}

export function after(at: Instant, usecs: Usecs): Instant {
  return Math.min(at + usecs, NEVER) as Instant
}

export function later(a: Instant, b: Instant): Instant {
  return Math.max(a, b) as Instant
}

export function sooner(a: Instant, b: Instant): Instant {
  return Math.min(a, b) as Instant
}
