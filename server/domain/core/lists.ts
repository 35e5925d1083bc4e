/** Lists of events that are put together by the million. */

const NONE: readonly never[] = []

/**
 * Several lists one after the other, the same one where the others are empty: as long as it has to be, where one that is
 * spread or pushed to has room for sixteen more.
 */
export function joined<T>(
  first: readonly T[],
  second: readonly T[],
  third: readonly T[] = NONE,
  fourth: readonly T[] = NONE
): readonly T[] {
  const { length } = first
  const all = length + second.length + third.length + fourth.length
  if (all === length) return first
  const list = new Array<T>(all)
  let at = 0
  for (const item of first) list[at++] = item
  for (const item of second) list[at++] = item
  for (const item of third) list[at++] = item
  for (const item of fourth) list[at++] = item
  return list
}
