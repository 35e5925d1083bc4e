/** `pesim ledger`: recovery points, fail-overs and, if asked, the score of a drill, as tables in the terminal. */
import type { components } from '../../build/contract/control.types.js'
import { Unreachable, askerOf, table, targetUrl } from './core/index.js'
import type { Io } from './core/index.js'

type Schemas = components['schemas']

export interface LedgerFlags {
  readonly target?: string
  readonly token?: string
  readonly score?: boolean
  readonly json?: boolean
}

const DEFAULT_TARGET = 'https://127.0.0.1:9440'
const CONTROL = '/emulator/v1'

/** Returns the exit code. Throws `ConfigError` for a URL that is none, `Unreachable` where no pesim answers. */
export async function runLedger({ target = DEFAULT_TARGET, token, score, json }: LedgerFlags, io: Io): Promise<number> {
  const url = targetUrl(target, '--target')
  const ask = askerOf({ url, username: '', password: '', ...(token !== undefined && { token }) }, io.stop)
  async function read<T>(path: string): Promise<T> {
    const { status, body } = await ask('GET', CONTROL + path)
    if (status === 200 && body !== undefined) return body as T
    const said = (body as { error?: { message?: string } } | undefined)?.error?.message
    throw new Unreachable(
      `${url.origin} answers ${status} to ${CONTROL}${path}${said === undefined ? ': is it pesim?' : `: ${said}`}`
    )
  }
  const ledger = await read<Schemas['Ledger']>('/ledger')
  const graded = score === true ? await read<Schemas['Score']>('/ledger/score') : undefined
  const lines =
    json === true ? [JSON.stringify({ ledger, score: graded })] : [...linesOf(ledger), ...scoreLines(graded)]
  io.stdout.write(`${lines.join('\n')}\n`)
  return 0
}

function linesOf({ protections, failovers }: Schemas['Ledger']): string[] {
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
          one.active ? span(one.exposure_seconds) : '-',
          span(one.promised_seconds),
          String(one.misses.length)
        ]),
        [3, 5, 6, 7]
      )
    ),
    '',
    'Fail-overs',
    ...orNone(failovers, 'Nothing was migrated or activated yet.', rows =>
      table(
        ['started', 'kind', 'domain', 'from', 'to', 'outcome', 'took', 'snapshot age', 'lost bytes', 'lost marks'],
        rows.map(one => [
          one.started,
          one.kind,
          one.domain,
          one.from ?? '-',
          one.to,
          one.outcome,
          span(one.duration_seconds),
          span(one.snapshot?.age_seconds),
          String(one.lost_bytes),
          one.lost_marks.join(', ')
        ]),
        [6, 7, 8]
      )
    )
  ]
}

function scoreLines(score: Schemas['Score'] | undefined): string[] {
  if (score === undefined) return []
  const rows = score.criteria.map(({ name, value, unit, cost, says }) => [
    name,
    `${round(value)} ${unit}`,
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

const round = (value: number): number => Math.round(value * 10) / 10

const span = (seconds: number | undefined): string => (seconds === undefined ? '-' : `${round(seconds)} s`)
