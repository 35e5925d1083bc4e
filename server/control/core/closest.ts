/** Suggestions for a misspelled name: the known names within a bounded edit distance. */
import { distance as levenshtein } from 'fastest-levenshtein'

/** Largest edit distance per letter at which a name still counts as a misspelling. */
const EDITS_PER_LETTER_MAX = 0.45
const SUGGESTIONS_MAX = 3

/**
 * The nearest first; none where nothing comes near. Names whose lengths alone are too far apart are not compared: what
 * this costs is bounded by the names that are known, however long the one that was written is. `distance` counts edits.
 */
export function closest(name: string, known: readonly string[], distance = levenshtein): string[] {
  const isWithin = (edits: number, candidate: string): boolean =>
    edits <= EDITS_PER_LETTER_MAX * Math.max(name.length, candidate.length)
  return known
    .filter(candidate => isWithin(Math.abs(candidate.length - name.length), candidate))
    .map(candidate => ({ candidate, edits: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, edits }) => isWithin(edits, candidate))
    .sort((a, b) => a.edits - b.edits)
    .slice(0, SUGGESTIONS_MAX)
    .map(({ candidate }) => candidate)
}

/** A sentence that helps with a name that nothing has: the nearest ones, else all. Nothing where there are none. */
export function hintFor(name: string, known: readonly string[]): string {
  const near = closest(name, known)
  if (near.length > 0) return `Did you mean ${near.join(' or ')}?`
  return known.length === 0 ? 'There are none' : `There are ${known.join(', ')}`
}
