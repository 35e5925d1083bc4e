/** Summaries of the health of all clusters' entities: what the clusters count, added up. */
type Answer = Readonly<Record<string, unknown>>
type Counts = Readonly<Record<string, number>>
type Checks = Readonly<Record<string, Counts>>

const summaryKeys = ['health_summary', 'healthSummary']
const checksKeys = ['detailed_check_summary', 'detailedCheckSummary']
const errorsKeys = ['checks_in_error', 'checksInError']

export function isHealthSummary(answer: unknown): answer is Answer {
  if (typeof answer !== 'object' || answer === null) return false
  return [summaryKeys, errorsKeys].every(spellings => spellings.some(key => key in answer))
}

/** Of one kind of entity, with the keys of the first, in either spelling. */
export function unitedHealth(answers: readonly Answer[]): Answer {
  return Object.fromEntries(Object.keys(answers[0] ?? {}).map(key => [key, unitedValue(answers, key)]))
}

function unitedValue(answers: readonly Answer[], key: string): unknown {
  if (summaryKeys.includes(key)) return sum(answers.map(answer => countsOf(answer)))
  if (checksKeys.includes(key)) return unitedChecks(answers, key)
  if (errorsKeys.includes(key)) return Object.assign({}, ...answers.map(answer => answer[key])) as unknown
  return answers[0]?.[key]
}

/** Null where no cluster was asked for details. On a cluster that does not name a check, every entity passes it. */
function unitedChecks(answers: readonly Answer[], key: string): Checks | null {
  const each = answers.flatMap(answer => {
    const checks = answer[key] as Checks | null | undefined
    return checks == null
      ? []
      : [{ checks, passing: { Good: Object.values(countsOf(answer)).reduce((a, b) => a + b, 0) } }]
  })
  if (each.length === 0) return null
  const names = new Set(each.flatMap(({ checks }) => Object.keys(checks)))
  return Object.fromEntries(
    [...names].map(name => [
      name,
      sum(each.map(({ checks, passing }) => (Object.hasOwn(checks, name) ? checks[name] : undefined) ?? passing))
    ])
  )
}

function countsOf(answer: Answer): Counts {
  return summaryKeys.reduce<Counts>((found, key) => (answer[key] as Counts | null | undefined) ?? found, {})
}

function sum(all: readonly Counts[]): Counts {
  const total: Record<string, number> = {}
  for (const counts of all)
    for (const [grade, count] of Object.entries(counts)) total[grade] = (total[grade] ?? 0) + count
  return total
}
