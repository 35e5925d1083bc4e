/** What somebody may have meant who wrote a name that does not exist. */

/** Edits per letter up to which two names are taken for the same, misspelled. */
const EDITS_PER_LETTER_MAX = 0.45
const SUGGESTIONS_MAX = 3

/** The nearest first; none where nothing comes near. */
export function closest(name: string, known: readonly string[]): string[] {
  return known
    .map(candidate => ({ candidate, edits: editsBetween(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, edits }) => edits <= EDITS_PER_LETTER_MAX * Math.max(name.length, candidate.length))
    .sort((a, b) => a.edits - b.edits)
    .slice(0, SUGGESTIONS_MAX)
    .map(({ candidate }) => candidate)
}

/** Letters to add, drop or replace (Levenshtein). */
function editsBetween(a: string, b: string): number {
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
