/** Order and choice of a table's rows. */
export type SortKey = string | number | null | undefined

/** Numbers by size, texts by the alphabet and their numbers; what has nothing stands last. */
export function sortedRows<T>(rows: readonly T[], by: (row: T) => SortKey, down: boolean): T[] {
  const sign = down ? -1 : 1
  return [...rows].sort((one, other) => {
    const [a, b] = [by(one), by(other)]
    if (a == null || b == null) return a == null ? (b == null ? 0 : 1) : -1
    if (typeof a === 'number' && typeof b === 'number') return sign * (a - b)
    return sign * String(a).localeCompare(String(b), 'en', { numeric: true })
  })
}

export function filteredRows<T>(
  rows: readonly T[],
  textOf: ((row: T) => string) | undefined,
  word: string
): readonly T[] {
  const wanted = word.trim().toLowerCase()
  if (wanted === '' || textOf === undefined) return rows
  return rows.filter(row => textOf(row).toLowerCase().includes(wanted))
}
