/** Plays a scenario in an in-process emulator without listeners. */
import { compose } from '../app/index.js'
import type { Composition } from '../app/index.js'
import { readConfig } from '../config/index.js'
import { Oracle } from '../promises/index.js'
import { FixtureError, builtInFixture, parseFixture } from '../seed/index.js'
import type { Fixture } from '../seed/index.js'
import { BEGINS_USECS, play } from './run.js'
import type { Played, Stage } from './run.js'
import type { Scenario } from './scenario.js'

/** `tell` is given the notes of the steps as they are played. Throws `FixtureError` where the scenario's fixture is none. */
export async function playAlone(scenario: Scenario, tell: (line: string) => void = () => undefined): Promise<Played> {
  const { begins, settings } = scenario
  const fixture = fixtureOf(scenario)
  const config = readConfig({}, {})
  const atUsecs = begins === undefined ? BEGINS_USECS : Date.parse(begins) * 1000
  const composition = await compose(
    { ...config, clock: 'frozen', atUsecs, logLevel: 'silent', strict: true },
    { ...fixture, settings: { ...fixture.settings, ...settings } }
  )
  try {
    const login = `${config.user}:${config.password}`
    return await play(scenario, stageOf(composition, login, fixture.clusters[0]?.name ?? ''), tell)
  } finally {
    await composition.close()
  }
}

function stageOf({ app, lab }: Composition, login: string, cluster: string): Stage {
  const watch = new Oracle(lab.engine)
  return {
    inject: app.inject.bind(app),
    dispatch: command => {
      lab.engine.dispatch(command)
    },
    login,
    world: () => lab.world,
    brokenPromise: () => {
      const [fault] = watch.compare()
      return fault === undefined ? undefined : `${fault.promise}: ${fault.detail}`
    },
    cluster
  }
}

function fixtureOf({ title, fixture }: Scenario): Fixture {
  if (typeof fixture !== 'string') return parseFixture(JSON.stringify(fixture), `the fixture of "${title}"`)
  const found = builtInFixture(fixture)
  if (found === undefined) throw new FixtureError(`There is no fixture ${fixture}`)
  return found
}
