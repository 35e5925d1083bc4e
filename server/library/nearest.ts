/** What a misspelled name may have meant. */
import { distance } from 'fastest-levenshtein'

/** Share of the letters that may be wrong. */
const WRONG_SHARE_MAX = 0.45

/** A sentence: the nearest of the known names, or all of them where none comes near. */
export function hintOf(name: string, known: readonly string[]): string {
  const [near] = known
    .map(candidate => ({ candidate, edits: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, edits }) => edits <= WRONG_SHARE_MAX * Math.max(name.length, candidate.length))
    .sort((a, b) => a.edits - b.edits)
  return near === undefined ? `There are ${known.join(', ')}` : `Did you mean ${near.candidate}?`
}
