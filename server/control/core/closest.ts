/** What somebody may have meant who wrote a name that does not exist. */

/** Edits per letter up to which two names are taken for the same, misspelled. */
const EDITS_PER_LETTER_MAX = 0.45
const SUGGESTIONS_MAX = 3

/**
 * The nearest first; none where nothing comes near. Names whose lengths alone are too far apart are not compared: what
 * this costs is bounded by the names that are known, however long the one that was written is. `distance` counts edits.
 */
export function closest(name: string, known: readonly string[], distance = editsBetween): string[] {
  const within = (edits: number, candidate: string): boolean =>
    edits <= EDITS_PER_LETTER_MAX * Math.max(name.length, candidate.length)
  return known
    .filter(candidate => within(Math.abs(candidate.length - name.length), candidate))
    .map(candidate => ({ candidate, edits: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, edits }) => within(edits, candidate))
    .sort((a, b) => a.edits - b.edits)
    .slice(0, SUGGESTIONS_MAX)
    .map(({ candidate }) => candidate)
}

/** Letters to add, drop or replace (Levenshtein). */
export function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (const [index, letter] of [...a].entries()) {
    const next = [index + 1]
    for (let column = 1; column <= b.length; column++) {
      const replaced = (row[column - 1] ?? 0) + (letter === b[column - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
