/** What a misspelled name may have meant. */
import { distance } from 'fastest-levenshtein'
import { InvalidArgument } from './errors.js'

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
  if (known.length === 1) return `There is only ${known[0]}`
  const listed = known.slice(0, LISTED_MAX).join(', ')
  return `There are ${listed}${known.length > LISTED_MAX ? `, and ${known.length - LISTED_MAX} more` : ''}`
}

/** Throws `InvalidArgument` for options that are no object, or that have a field which nothing reads: a typo would pass for a default. */
export function refuseStrangers(input: unknown, known: readonly string[], of: string): void {
  if (Object(input) !== input || Array.isArray(input))
    throw new InvalidArgument(
      `${JSON.stringify(input) ?? String(input)} is no object, as ${of} is: { ${known.join(', ')} }`
    )
  const stranger = Object.keys(input as object).find(key => !known.includes(key))
  if (stranger !== undefined)
    throw new InvalidArgument(`There is no field ${stranger} of ${of}. ${hintOf(stranger, known)}`)
}
