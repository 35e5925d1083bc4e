/** Result of one verified operation, its text line, and the totals of a run. */

type Outcome = 'same' | 'differs' | 'refused' | 'skipped'

export interface Result {
  /** Such as `v2.0 GET /protection_domains`. */
  readonly operation: string
  readonly outcome: Outcome
  /** Why, or in what it differs. */
  readonly notes: readonly string[]
}

export type Report = (result: Result) => void

export function countOf(results: readonly Result[]): Record<Outcome, number> {
  const count = (outcome: Outcome): number => results.filter(result => result.outcome === outcome).length
  return { same: count('same'), differs: count('differs'), refused: count('refused'), skipped: count('skipped') }
}

export function lineOf({ operation, outcome, notes }: Result): string {
  const reasons = notes.length === 1 ? `: ${notes[0]}` : notes.map(note => `\n           ${note}`).join('')
  return `${outcome.padEnd(8)} ${operation}${reasons}\n`
}
