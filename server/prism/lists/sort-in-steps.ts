/** A stable sort that lets others in. */
import { ROWS_PER_SLICE } from '../../http/contract/index.js'
import type { Steps } from '../../http/contract/index.js'

/** Rows that are sorted, or merged, in one turn: an order of many attributes takes microseconds for each comparison. */
const ROWS_PER_TURN = 10 * ROWS_PER_SLICE

type Order<Row> = (a: Row, b: Row) => number

/** The rows in order, as `sort` would have them. The list that is given stays as it is. */
export function* sortInSteps<Row>(rows: readonly Row[], order: Order<Row>): Steps<Row[]> {
  let runs: Row[][] = []
  for (let start = 0; start < rows.length; start += ROWS_PER_TURN) {
    if (start > 0) yield
    runs.push(rows.slice(start, start + ROWS_PER_TURN).sort(order))
  }
  while (runs.length > 1) {
    const merged: Row[][] = []
    for (let at = 0; at < runs.length; at += 2) merged.push(yield* merge(runs[at] ?? [], runs[at + 1] ?? [], order))
    runs = merged
  }
  return runs[0] ?? []
}

/** Of equal rows, those of the first list go first. */
function* merge<Row>(first: readonly Row[], second: readonly Row[], order: Order<Row>): Steps<Row[]> {
  const merged: Row[] = []
  let [left, right] = [0, 0]
  for (;;) {
    const [a, b] = [first[left], second[right]]
    if (a === undefined || b === undefined) return [...merged, ...first.slice(left), ...second.slice(right)]
    if (order(a, b) <= 0) {
      merged.push(a)
      left += 1
    } else {
      merged.push(b)
      right += 1
    }
    if (merged.length % ROWS_PER_TURN === 0) yield
  }
}
