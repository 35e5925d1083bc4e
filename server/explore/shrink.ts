/** Delta debugging: removes halves, quarters, then single items from a list while the fault still shows. */

/** Whether a candidate still shows the fault. */
type Reproduces<T> = (items: readonly T[]) => boolean

/** The smallest list that dropping can reach: whatever single item is left out of it, the fault is gone. */
export function shrink<T>(items: readonly T[], reproduces: Reproduces<T>): readonly T[] {
  let left = items
  for (let size = Math.ceil(left.length / 2); size > 1; size = Math.ceil(size / 2))
    left = withoutSome(left, size, reproduces)
  for (;;) {
    const shorter = withoutSome(left, 1, reproduces)
    if (shorter.length === left.length) return left
    left = shorter
  }
}

/** From the end: what came last is needed least often by what came before it. */
function withoutSome<T>(items: readonly T[], size: number, reproduces: Reproduces<T>): readonly T[] {
  let left = items
  for (let end = items.length; end > 0; end -= size) {
    const candidate = [...left.slice(0, Math.max(0, end - size)), ...left.slice(end)]
    if (reproduces(candidate)) left = candidate
  }
  return left
}

/** Each item as simple as can be: the first of the simpler ones, by turns, that still shows the fault. */
export function simplifyItems<T>(
  items: readonly T[],
  simpler: (item: T) => readonly T[],
  reproduces: Reproduces<T>
): readonly T[] {
  let left = items
  for (const index of items.keys()) {
    const found = simpler(left[index] as T)
      .map(item => left.map((other, at) => (at === index ? item : other)))
      .find(reproduces)
    left = found ?? left
  }
  return left
}
