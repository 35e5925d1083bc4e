/** `pesim scenario`: plays built-in scenarios or scenario files and reports the first failed step of each. */
import { ConfigError } from '../config/index.js'
import { builtInScenario, loadScenario, parseScenario, playAlone, scenarioNames } from '../scenarios/index.js'
import { EXIT_FAILURE, EXIT_OK, columns } from './core/index.js'
import type { Io, RegisterCommand } from './core/index.js'

export const registerScenario: RegisterCommand = (program, io, finish) => {
  program
    .command('scenario')
    .description('play disasters and other stories, each in a world of its own, and check how they end')
    .argument('[names...]', 'names or files; all of them with the name all')
    .option('--list', 'tell the names')
    .action(async (names: string[], { list }: { list?: boolean }) => {
      finish(list === true ? listScenarios(io) : await runScenarios(names, io))
    })
}

function listScenarios(io: Io): number {
  const rows = scenarioNames.map(name => [name, parseScenario(builtInScenario(name) ?? '', name).title])
  for (const line of columns(rows)) io.stdout.write(`${line}\n`)
  return EXIT_OK
}

/** A failure where not everything went as expected. Throws `ConfigError` or `FixtureError` for what cannot be played. */
async function runScenarios(names: readonly string[], io: Io): Promise<number> {
  const print = (line: string): unknown => io.stdout.write(`${line}\n`)
  if (names.length === 0)
    throw new ConfigError('scenario needs a name or a file; --list tells the names, all plays them all')
  const chosen = names.includes('all') ? scenarioNames : names
  let failed = 0
  for (const name of chosen) {
    if (io.stop.aborted) return EXIT_FAILURE
    const scenario = await loadScenario(name)
    print(scenario.title)
    const { steps, fault } = await playAlone(scenario, line => print(`  ${line}`))
    print(fault === undefined ? `  as expected, ${steps} steps` : `  NOT AS EXPECTED: ${fault}`)
    if (fault !== undefined) failed += 1
  }
  if (chosen.length > 1) print(`${chosen.length - failed} of ${chosen.length} scenarios went as expected`)
  return failed === 0 ? EXIT_OK : EXIT_FAILURE
}
