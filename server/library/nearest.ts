/** What a misspelled name may have meant. */
import { distance } from 'fastest-levenshtein'

/** Share of the letters that may be wrong. */
const WRONG_SHARE_MAX = 0.45

/** More names than this are not listed. */
const LISTED_MAX = 20

/** A sentence: the nearest of the known names, or all of them, unless they are many, where none comes near. */
export function hintOf(name: string, known: readonly string[]): string {
  const [near] = known
    .map(candidate => ({ candidate, edits: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, edits }) => edits <= WRONG_SHARE_MAX * Math.max(name.length, candidate.length))
    .sort((a, b) => a.edits - b.edits)
  if (near !== undefined) return `Did you mean ${near.candidate}?`
  const listed = known.slice(0, LISTED_MAX).join(', ')
  return `There are ${listed}${known.length > LISTED_MAX ? `, and ${known.length - LISTED_MAX} more` : ''}`
}
