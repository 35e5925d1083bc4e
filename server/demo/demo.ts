/** `pesim demo`: plays the guide against an emulator of its own, through the public API only. */
import { startEmulator } from '../index.js'
import type { ClusterAccess, Emulator } from '../index.js'
import { EXIT_FAILURE, EXIT_OK, bytes, duration, joinNames, table } from '../cli/core/index.js'
import type { Io } from '../cli/core/index.js'
import { remoteSites } from './chapters/1-remote-sites.js'
import { replication } from './chapters/2-replication.js'
import { migration } from './chapters/3-migration.js'
import { reversal } from './chapters/4-reversal.js'
import { disaster } from './chapters/5-disaster.js'
import { comeback } from './chapters/6-comeback.js'
import { Client, certificateAt } from './client.js'
import { Expectations, describeFailure } from './expect.js'
import { Screen } from './screen.js'
import { Stage } from './stage.js'
import type { Site } from './stage.js'
import { guideVms } from './story.js'
import type { FailoverResult } from './story.js'

/** Simulated time begins on the day of the guide, so that every run reads the same. */
const BEGIN_MS = Date.UTC(2024, 4, 13, 8)

interface DemoOptions {
  /** For tests: a start that the guide does not have, by the name of a fixture or a file. */
  readonly fixture?: string
  /** Prints one line of JSON at the end in the place of the story. */
  readonly json?: boolean
}

/** Returns the exit code: 1 when anything is not as the guide says. */
export async function runDemo(io: Io, { fixture, json = false }: DemoOptions = {}): Promise<number> {
  const screen = new Screen(json ? { ...io, stdout: { write: () => undefined } } : io)
  const expectations = new Expectations()
  await using emulator = await startEmulator({
    clock: 'frozen',
    at: new Date(BEGIN_MS),
    ...(fixture !== undefined && { fixture })
  })
  let results: readonly FailoverResult[] = []
  const broken = await play(screen, expectations, emulator, io.stop).then(
    played => {
      results = played
      return undefined
    },
    (error: unknown) => error as Error
  )
  for (const failure of expectations.failures) {
    screen.error(`not as the guide says: ${failure.chapter}: ${describeFailure(failure)}`)
  }
  const reason = io.stop.aborted ? 'told to end' : broken?.message
  if (json) io.stdout.write(`${JSON.stringify(outcome(expectations, results, broken && reason))}\n`)
  if (broken !== undefined) {
    screen.error(`the demo stops in ${expectations.chapter}: ${reason}`)
    return EXIT_FAILURE
  }
  const { passed: met, failures } = expectations
  screen.line()
  screen.line(`${met} of ${met + failures.length} checks are as the guide says.`)
  return failures.length === 0 ? EXIT_OK : EXIT_FAILURE
}

/** What programs are told of it. */
function outcome(
  { chapter, passed, failures }: Expectations,
  results: readonly FailoverResult[],
  broken: string | undefined
): object {
  return { passed, failures, failovers: results, ...(broken !== undefined && { broken: { chapter, reason: broken } }) }
}

/** Resolves with what the fail-overs kept and lost. */
async function play(
  screen: Screen,
  expectations: Expectations,
  emulator: Emulator,
  stop: AbortSignal
): Promise<FailoverResult[]> {
  const clusters = guideClusters(emulator)
  const ca = await certificateAt(clusters.france.url)
  using france = new Client(clusters.france, ca, stop)
  using canada = new Client(clusters.canada, ca, stop)
  screen.paragraph(`France is at ${clusters.france.url}, Canada at ${clusters.canada.url}.`)
  screen.paragraph('Paths are below /PrismGateway/services/rest/v2.0, or v1 where they say so. Times are simulated.')
  const stage = new Stage(screen, expectations, { france, canada })
  await stage.readClock()
  const beginsAt = stage.now
  const vms = await guideVms(stage)
  await remoteSites(stage)
  await replication(stage, vms)
  const migrated = await migration(stage, vms)
  await reversal(stage, vms)
  const activated = await disaster(stage, vms)
  await comeback(stage, vms)
  screen.line()
  screen.heading(`What the fail-overs kept and lost, in ${duration((stage.now - beginsAt) / 1e6)} of simulated time`)
  screen.line()
  const results = [...migrated, ...activated]
  for (const line of tableOf(results)) screen.line(`  ${line}`)
  return results
}

function guideClusters({ clusters: { france, canada } }: Emulator): Readonly<Record<Site, ClusterAccess>> {
  if (france === undefined || canada === undefined) throw new Error('The guide plays in France and Canada')
  return { france, canada }
}

function tableOf(failoverResults: readonly FailoverResult[]): string[] {
  const head = ['fail-over', 'VM', 'marks kept', 'marks lost', 'lost', 'data older by']
  const rows = failoverResults.map(({ failover, vm, keptMarks: kept, lostMarks: lost, bytesLost, ageSeconds }) => {
    return [failover, vm, joinNames(kept), joinNames(lost), bytes(bytesLost), duration(ageSeconds)]
  })
  return table(head, rows, [4, 5])
}
