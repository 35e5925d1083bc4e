/** `pesim ledger`: prints recovery points, fail-overs and, with --score, the grading of a drill. */
import type { Model } from '../../client/index.js'
import { seconds, table, tenths } from '../core/index.js'
import type { RegisterCommand } from '../core/index.js'
import { addHand } from '../running/index.js'

export const registerLedger: RegisterCommand = (program, io, finish) => {
  addHand<{ score?: boolean }>(program, io, finish, {
    usage: 'ledger',
    says: 'print the recovery points and fail-overs of a running emulator, and how well a drill went',
    examples: ['pesim ledger', 'pesim ledger --score', 'pesim ledger --score --json'],
    options: [['--score', 'grade what was done since the first outage or fail-over']],
    act: async ({ client, flags }) => {
      const ledger = await client.get('/ledger')
      const score = flags.score === true ? await client.get('/ledger/score') : undefined
      return { value: { ledger, score }, lines: [...linesOf(ledger), ...scoreLines(score)] }
    }
  })
}

function linesOf({ protections, failovers }: Model<'Ledger'>): string[] {
  return [
    'Recovery points',
    ...orNone(protections, 'No snapshot has reached another cluster yet.', rows =>
      table(
        ['domain', 'from', 'to', 'points', 'latest', 'exposure', 'promised', 'missed'],
        rows.map(one => [
          one.domain,
          one.source,
          one.target,
          String(one.points),
          one.latest.at(-1)?.taken ?? '-',
          one.active ? seconds(one.exposure_seconds) : '-',
          seconds(one.promised_seconds),
          String(one.misses.length)
        ]),
        [3, 5, 6, 7]
      )
    ),
    '',
    'Fail-overs',
    ...orNone(failovers, 'Nothing was migrated, activated or promoted yet.', rows =>
      table(
        ['started', 'kind', 'domain', 'from', 'to', 'outcome', 'took', 'snapshot age', 'lost bytes', 'lost marks'],
        rows.map(one => [
          one.started,
          one.kind,
          one.domain,
          one.from ?? '-',
          one.to,
          one.outcome,
          seconds(one.duration_seconds),
          seconds(one.snapshot?.age_seconds),
          String(one.lost_bytes),
          one.lost_marks.join(', ')
        ]),
        [6, 7, 8]
      )
    )
  ]
}

function scoreLines(score: Model<'Score'> | undefined): string[] {
  if (score === undefined) return []
  const rows = score.criteria.map(({ name, value, unit, cost, says }) => [
    name,
    `${tenths(value)} ${unit}`,
    String(cost),
    says
  ])
  return [
    '',
    `Score: ${score.points} of 100, from ${score.from} to ${score.to}`,
    ...table(['what', 'how much', 'cost', 'in words'], rows, [1, 2])
  ]
}

function orNone<T>(rows: readonly T[], none: string, lines: (rows: readonly T[]) => string[]): string[] {
  return rows.length === 0 ? [none] : lines(rows)
}
