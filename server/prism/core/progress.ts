/** Percentage of a time span that has passed. */

/** Whole percents, less than 100 while something is left to do; 0 where nobody knows when it ends. Microseconds. */
export function percentOfSpan(now: number, start: number, end: number | null): number {
  if (end === null || end <= start) return 0
  return Math.max(0, Math.min(99, Math.floor(((now - start) / (end - start)) * 100)))
}
