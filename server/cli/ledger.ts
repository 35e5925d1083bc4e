/** `pesim ledger`: prints recovery points, fail-overs and, with --score, the grading of a drill. */
import type { components } from '../../build/contract/control.types.js'
import { EXIT_OK, Unreachable, httpClient, seconds, table, targetUrl, tenths } from './core/index.js'
import type { Io, RegisterCommand } from './core/index.js'

type Schemas = components['schemas']

interface LedgerFlags {
  readonly target?: string
  readonly token?: string
  readonly score?: boolean
  readonly json?: boolean
}

const DEFAULT_TARGET = 'https://127.0.0.1:9440'
const CONTROL = '/emulator/v1'

export const registerLedger: RegisterCommand = (program, io, finish) => {
  program
    .command('ledger')
    .description('print the recovery points and fail-overs of a running emulator, and how well a drill went')
    .option('--target <url>', 'a listener of the emulator (default: https://127.0.0.1:9440)')
    .option('--token <token>', 'the control token, off loopback')
    .option('--score', 'grade what was done since the first outage or fail-over')
    .option('--json', 'print one line of JSON')
    .action(async (flags: LedgerFlags) => {
      finish(await runLedger(flags, io))
    })
}

/** Returns the exit code. Throws `ConfigError` for a URL that is none, `Unreachable` where no pesim answers. */
async function runLedger({ target = DEFAULT_TARGET, token, score, json }: LedgerFlags, io: Io): Promise<number> {
  const url = targetUrl(target, '--target')
  using client = httpClient({ url, username: '', password: '', ...(token !== undefined && { token }) }, io.stop)
  async function read<T>(path: string): Promise<T> {
    const { status, body } = await client.request('GET', CONTROL + path)
    if (status === 200 && body !== undefined) return body as T
    const message = (body as { error?: { message?: string } } | undefined)?.error?.message
    throw new Unreachable(
      `${url.origin} answers ${status} to ${CONTROL}${path}${message === undefined ? ': is it pesim?' : `: ${message}`}`
    )
  }
  const ledger = await read<Schemas['Ledger']>('/ledger')
  const graded = score === true ? await read<Schemas['Score']>('/ledger/score') : undefined
  const lines =
    json === true ? [JSON.stringify({ ledger, score: graded })] : [...linesOf(ledger), ...scoreLines(graded)]
  io.stdout.write(`${lines.join('\n')}\n`)
  return EXIT_OK
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

function scoreLines(score: Schemas['Score'] | undefined): string[] {
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
