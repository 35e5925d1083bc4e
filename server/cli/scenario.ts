/** `pesim scenario`: plays scenarios by name or from a file, and says what went wrong where one did. */
import { readFile } from 'node:fs/promises'
import { compose } from '../app/index.js'
import { ConfigError, readConfig } from '../config/index.js'
import type { Io } from './core/index.js'
import { Watch } from '../explore/index.js'
import { FixtureError, builtInFixture, parseFixture } from '../seed/index.js'
import type { Fixture } from '../seed/index.js'
import { BEGINS_USECS, builtInScenario, parseScenario, play, scenarioNames } from '../scenarios/index.js'
import type { Played, Scenario } from '../scenarios/index.js'

/** Exit code 0 where everything went as expected, else 1. Throws `ConfigError` or `FixtureError` for what cannot be played. */
export async function runScenarios(names: readonly string[], { list }: { list?: boolean }, io: Io): Promise<number> {
  const say = (line: string): unknown => io.stdout.write(`${line}\n`)
  if (list === true) {
    const width = Math.max(...scenarioNames.map(name => name.length))
    for (const name of scenarioNames)
      say(`${name.padEnd(width)}  ${parseScenario(builtInScenario(name) ?? '', name).title}`)
    return 0
  }
  if (names.length === 0)
    throw new ConfigError('scenario needs a name or a file; --list tells the names, all plays them all')
  const chosen = names.includes('all') ? scenarioNames : names
  let failed = 0
  for (const name of chosen) {
    if (io.stop.aborted) return 1
    const scenario = await scenarioNamed(name)
    say(scenario.title)
    const { steps, fault } = await playAlone(scenario, line => say(`  ${line}`))
    say(fault === undefined ? `  as expected, ${steps} steps` : `  NOT AS EXPECTED: ${fault}`)
    if (fault !== undefined) failed += 1
  }
  if (chosen.length > 1) say(`${chosen.length - failed} of ${chosen.length} scenarios went as expected`)
  return failed === 0 ? 0 : 1
}

async function scenarioNamed(name: string): Promise<Scenario> {
  const builtIn = builtInScenario(name)
  if (builtIn !== undefined) return parseScenario(builtIn, `scenario ${name}`)
  let text: string
  try {
    text = await readFile(name, 'utf8')
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    const reason = missing ? 'no scenario and no file of that name' : (error as Error).message
    throw new FixtureError(`${name}: ${reason}; the scenarios are ${scenarioNames.join(', ')}`)
  }
  return parseScenario(text, name)
}

/** In a world of its own, that no listener serves. */
export async function playAlone(scenario: Scenario, tell: (line: string) => void = () => undefined): Promise<Played> {
  const { begins, settings } = scenario
  const start = fixtureOf(scenario)
  const config = readConfig({}, {})
  const atUsecs = begins === undefined ? BEGINS_USECS : Date.parse(begins) * 1000
  const composition = await compose(
    { ...config, clock: 'frozen', atUsecs, logLevel: 'silent', strict: true },
    {
      ...start,
      settings: { ...start.settings, ...settings }
    }
  )
  const watch = new Watch(composition.lab.engine)
  try {
    const stage = {
      inject: composition.app.inject.bind(composition.app),
      dispatch: (command: Parameters<typeof composition.lab.engine.dispatch>[0]) => {
        composition.lab.engine.dispatch(command)
      },
      login: `${config.user}:${config.password}`,
      world: () => composition.lab.world,
      broken: () => {
        const [fault] = watch.compare()
        return fault === undefined ? undefined : `${fault.promise}: ${fault.detail}`
      },
      cluster: start.clusters[0]?.name ?? ''
    }
    return await play(scenario, stage, tell)
  } finally {
    await composition.close()
  }
}

function fixtureOf({ title, fixture }: Scenario): Fixture {
  if (typeof fixture !== 'string') return parseFixture(JSON.stringify(fixture), `the fixture of "${title}"`)
  const found = builtInFixture(fixture)
  if (found === undefined) throw new FixtureError(`There is no fixture ${fixture}`)
  return found
}
