/** `pesim scenario`: plays built-in scenarios or scenario files and reports the first failed step of each. */
import { writeFile } from 'node:fs/promises'
import { ConfigError } from '../config/index.js'
import { wallClock } from '../engine/index.js'
import { builtInScenario, loadScenario, parseScenario, playAlone, scenarioNames } from '../scenarios/index.js'
import { EXIT_FAILURE, EXIT_OK, columns, painter, startProgress } from './core/index.js'
import type { Io, RegisterCommand } from './core/index.js'
import { junitOf } from './junit.js'
import { show, withExamples } from './running/index.js'

interface ScenarioFlags {
  readonly list?: boolean
  readonly json?: boolean
  readonly junit?: string
}

/** How one went. */
interface Result {
  readonly name: string
  readonly title: string
  /** Steps that went as expected. */
  readonly steps: number
  /** Null where all did. */
  readonly fault: string | null
  readonly seconds: number
}

export const registerScenario: RegisterCommand = (program, io, finish) => {
  const scenario = program
    .command('scenario')
    .description('play disasters and other stories, each in a world of its own, and check how they end')
    .argument('[names...]', 'names or files; all of them with the name all')
    .option('--list', 'tell the names')
    .option('--junit <file>', 'write the results as JUnit XML too')
    .option('--json', 'print one line of JSON')
  withExamples(scenario, [
    'pesim scenario --list',
    'pesim scenario old-primary-returns',
    'pesim scenario all --junit results.xml'
  ])
  scenario.action(async (names: string[], flags: ScenarioFlags) => {
    finish(flags.list === true ? listScenarios(flags, io) : await runScenarios(names, flags, io))
  })
}

function listScenarios(flags: ScenarioFlags, io: Io): number {
  const list = scenarioNames.map(name => ({ name, title: parseScenario(builtInScenario(name) ?? '', name).title }))
  show({ value: { scenarios: list }, lines: columns(list.map(({ name, title }) => [name, title])) }, flags, io)
  return EXIT_OK
}

/** A failure where not everything went as expected. Throws `ConfigError` or `FixtureError` for what cannot be played. */
async function runScenarios(names: readonly string[], { json = false, junit }: ScenarioFlags, io: Io): Promise<number> {
  if (names.length === 0)
    throw new ConfigError('scenario needs a name or a file; --list tells the names, all plays them all')
  const chosen = names.includes('all') ? scenarioNames : names
  const progress = startProgress(io, chosen.length, { json })
  const print = (line: string): void => (json ? undefined : progress.print(line))
  const results: Result[] = []
  try {
    for (const name of chosen) {
      if (io.stop.aborted) return EXIT_FAILURE
      progress.at(results.length, name)
      results.push(await playOne(name, print, io))
    }
  } finally {
    progress.end()
  }
  const failed = results.filter(({ fault }) => fault !== null).length
  if (results.length > 1) print(`${results.length - failed} of ${results.length} scenarios went as expected`)
  if (json) io.stdout.write(`${JSON.stringify({ passed: results.length - failed, failed, scenarios: results })}\n`)
  if (junit !== undefined) await writeResults(junit, results)
  return failed === 0 ? EXIT_OK : EXIT_FAILURE
}

async function playOne(name: string, print: (line: string) => unknown, io: Io): Promise<Result> {
  const paint = painter(io)
  const scenario = await loadScenario(name)
  const began = wallClock()
  print(paint('bold', scenario.title))
  const { steps, fault } = await playAlone(scenario, line => print(`  ${line}`))
  const outcome =
    fault === undefined ? paint('green', `as expected, ${steps} steps`) : paint('red', `NOT AS EXPECTED: ${fault}`)
  print(`  ${outcome}`)
  return { name, title: scenario.title, steps, fault: fault ?? null, seconds: (wallClock() - began) / 1e6 }
}

async function writeResults(file: string, results: readonly Result[]): Promise<void> {
  const cases = results.map(({ name, title, fault, seconds }) => ({ name, title, fault: fault ?? undefined, seconds }))
  try {
    await writeFile(file, junitOf('pesim scenario', cases))
  } catch (error) {
    throw new ConfigError(`--junit ${file} cannot be written: ${(error as Error).message}`)
  }
}
