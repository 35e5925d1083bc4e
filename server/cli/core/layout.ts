/** Layout of terminal text: aligned columns and wrapped lines. */

type Rows = readonly (readonly string[])[]

/** A line a row. Cells stand to the left, to the right where `right` names their column. */
export function columns(rows: Rows, right: readonly number[] = []): string[] {
  const widths = widthsOf(rows)
  const line = (cells: readonly string[]): string =>
    widths
      .map((width, column) => {
        const cell = cells[column] ?? ''
        return right.includes(column) ? cell.padStart(width) : cell.padEnd(width)
      })
      .join('  ')
      .trimEnd()
  return rows.map(line)
}

/** Columns with a head and a rule below it. */
export function table(head: readonly string[], rows: Rows, right: readonly number[]): string[] {
  const rule = widthsOf([head, ...rows]).map(width => '-'.repeat(width))
  return columns([head, rule, ...rows], right)
}

function widthsOf(rows: Rows): number[] {
  const count = Math.max(0, ...rows.map(row => row.length))
  return Array.from({ length: count }, (_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)))
}

/** Fills lines of a width with words; a word that is longer gets a line of its own. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
