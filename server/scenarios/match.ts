/** Matches a response against the expectation of a scenario step. */

type Row = Readonly<Record<string, unknown>>

/** The first thing that is not as expected, with its place; undefined where everything is. */
export function mismatch(actual: unknown, expected: unknown, place = 'the answer'): string | undefined {
  if (Array.isArray(expected)) return mismatchInList(actual, expected, place)
  if (expected === null || typeof expected !== 'object') {
    return actual === expected ? undefined : `${place} is ${formatValue(actual)}, not ${formatValue(expected)}`
  }
  const { $match: pattern, $length: length, ...rest } = expected as Row
  if (typeof pattern === 'string') {
    const fine = typeof actual === 'string' && new RegExp(pattern).test(actual)
    return fine ? undefined : `${place} is ${formatValue(actual)}, which does not match /${pattern}/`
  }
  if (length !== undefined) {
    const count = Array.isArray(actual) ? actual.length : undefined
    if (count !== length) return `${place} has ${count ?? 'no'} entries, not ${formatValue(length)}`
  }
  if (Object.keys(rest).length === 0) return undefined
  if (actual === null || typeof actual !== 'object')
    return `${place} is ${formatValue(actual)}, not ${formatValue(expected)}`
  for (const [key, value] of Object.entries(rest)) {
    const fault = mismatch((actual as Row)[key], value, `${place}.${key}`)
    if (fault !== undefined) return fault
  }
  return undefined
}

/** Each expected entry stands somewhere in the list. */
function mismatchInList(actual: unknown, expected: readonly unknown[], place: string): string | undefined {
  if (!Array.isArray(actual)) return `${place} is ${formatValue(actual)}, not a list`
  for (const wanted of expected) {
    if (actual.some(entry => mismatch(entry, wanted) === undefined)) continue
    const [only] = actual
    const near = actual.length === 1 ? `: ${mismatch(only, wanted, 'the only one') ?? ''}` : ''
    return `none of the ${actual.length} entries of ${place} is ${formatValue(wanted)}${near}`
  }
  return undefined
}

/** Whether a list holds what it should not. */
export function findUnwanted(actual: unknown, refused: unknown): string | undefined {
  const entities: unknown = (actual as { entities?: unknown } | null | undefined)?.entities ?? actual
  const list: readonly unknown[] = Array.isArray(entities) ? entities : [entities]
  const wrong = [refused].flat().find(one => list.some(entry => mismatch(entry, one) === undefined))
  return wrong === undefined ? undefined : `the answer holds ${formatValue(wrong)}, which it should not`
}

const VALUE_LENGTH_MAX = 200

function formatValue(value: unknown): string {
  const text = value === undefined ? 'absent' : JSON.stringify(value)
  return text.length > VALUE_LENGTH_MAX ? `${text.slice(0, VALUE_LENGTH_MAX)}…` : text
}
