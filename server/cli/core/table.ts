/** Rows in columns that are as wide as they need to be. */

/** Numbers stand to the right where `right` names their column. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[]
): string[] {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map(row => row[column]?.length ?? 0)))
  const line = (cells: readonly string[]): string =>
    widths
      .map((width, column) => {
        const cell = cells[column] ?? ''
        return right.includes(column) ? cell.padStart(width) : cell.padEnd(width)
      })
      .join('  ')
      .trimEnd()
  return [line(head), widths.map(width => '-'.repeat(width)).join('  '), ...rows.map(line)]
}
