/**
 * Recovery points of a protection: the last so many, in a list of numbers that is written round and round. There are two
 * hundred for each of thousands of domains, one more with every snapshot: as objects in a list that is shifted they would
 * be most of what a month of replication leaves behind.
 */
import { NEVER, RECOVERY_POINTS_MAX } from '../core/index.js'
import type { Instant, Protection, RecoveryPoint, View } from '../core/index.js'

/** Numbers of a point: its snapshot, when it was taken, when it was reached, what was promised. */
const NUMBERS = 4
/** In the place of a promise where there was none: an interval is longer. */
const NO_PROMISE = 0

/** Oldest first. */
export function recoveryPoints({ points, count }: View<Protection>): RecoveryPoint[] {
  const kept = Math.floor(points.length / NUMBERS)
  const oldest = kept < RECOVERY_POINTS_MAX ? 0 : count % kept
  return Array.from({ length: kept }, (_, index) => pointAt(points, (oldest + index) % kept))
}

function pointAt(points: readonly number[], place: number): RecoveryPoint {
  const [snapshotId = 0, takenAt = 0, reachedAt = 0, promised = NO_PROMISE] = points.slice(
    place * NUMBERS,
    place * NUMBERS + NUMBERS
  )
  return {
    snapshotId,
    takenAt: takenAt as Instant,
    reachedAt: reachedAt as Instant,
    promisedUsecs: promised === NO_PROMISE ? null : promised
  }
}

/** Where the numbers of the next point go behind `count` others: in the place of the oldest where as many as are kept were there. */
export function pointsPlace(count: number): number {
  return (count % RECOVERY_POINTS_MAX) * NUMBERS
}

/** Adds a point to the numbers of those before it, of which there were `count`: where as many as are kept, in the place of the oldest. */
export function addRecoveryPoint(
  points: number[],
  count: number,
  { snapshotId, takenAt, reachedAt, promisedUsecs }: RecoveryPoint
): void {
  const isFull = points.length === RECOVERY_POINTS_MAX * NUMBERS
  const start = isFull ? pointsPlace(count) : points.length
  points[start] = snapshotId
  points[start + 1] = takenAt
  points[start + 2] = reachedAt
  points[start + 3] = promisedUsecs ?? NO_PROMISE
}

/** A protection of some points, oldest first, of which the last so many are kept. */
export function protectionBy(source: string, target: string, points: readonly RecoveryPoint[]): Protection {
  const numbers: number[] = []
  for (const [count, point] of points.entries()) addRecoveryPoint(numbers, count, point)
  return { source, target, since: points[0]?.takenAt ?? NEVER, points: numbers, count: points.length }
}
