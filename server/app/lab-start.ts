/** Builds the lab of a start: restored from disk, or new from a fixture. */
import { readFile } from 'node:fs/promises'
import { USECS_PER_DAY, instant, getOwn } from '../domain/core/index.js'
import type { Instant } from '../domain/core/index.js'
import { firstSecretOf, isSecretOf, wallClock } from '../engine/index.js'
import type { PaceState } from '../engine/index.js'
import type { Persistence } from './persistence.js'
import { Lab } from '../labs/index.js'
import { FixtureError, builtInFixture, fixtureNames, parseFixture, worldOf } from '../seed/index.js'
import type { Fixture } from '../seed/index.js'
import { ConfigError } from '../config/index.js'
import type { Config } from '../config/index.js'

/** The lab that every start has. */
export const LAB = 'default'

export interface FixtureSource {
  fixture: Fixture
  source: string
}

/** Loads a built-in fixture by name, or a fixture file. Throws `FixtureError`. */
export async function loadFixture(nameOrFile: string): Promise<FixtureSource> {
  const builtIn = builtInFixture(nameOrFile)
  if (builtIn !== undefined) return { fixture: builtIn, source: `fixture ${nameOrFile}` }
  let text: string
  try {
    text = await readFile(nameOrFile, 'utf8')
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    const reason = missing ? 'no fixture and no file of that name' : (error as Error).message
    throw new FixtureError(`${nameOrFile}: ${reason}; the fixtures are ${fixtureNames.join(', ')}`)
  }
  return { fixture: parseFixture(text, nameOrFile), source: nameOrFile }
}

/**
 * The lab that was kept, or a new one, each at the instant where it was. Throws `UnreadableData` where one that was kept
 * cannot go on, `ConfigError` where it is further behind the present than it may catch up with.
 */
export function labOf(config: Config, chosen: FixtureSource, persistence: Persistence): Lab {
  const lab = persistence.fromRestored(() => openLab(config, chosen, persistence))
  const days = daysBehind(lab, persistence)
  if (days > config.catchUpDays)
    throw new ConfigError(
      `The lab kept in ${config.data} is ${Math.floor(days)} days behind this machine's clock, more than --catch-up-days ` +
        `${config.catchUpDays}: give a larger one, or --clock frozen, or look at the clock`
    )
  return lab
}

/** Days of simulated time between a lab that was kept and the present that it follows; 0 where it follows none. */
export function daysBehind(lab: Lab, { restored }: Persistence): number {
  const { mode, rate } = lab.pace.state
  if (restored === undefined || mode !== 'running' || rate !== 1) return 0
  return Math.max(0, wallClock() - lab.world.now) / USECS_PER_DAY
}

function openLab(config: Config, { fixture, source }: FixtureSource, { restored }: Persistence): Lab {
  const pace: PaceState = {
    mode: config.clock ?? restored?.clock.mode ?? 'running',
    rate: config.rate ?? restored?.clock.rate ?? 1
  }
  const world = restored?.world ?? worldOf(fixture, startOf(config), source)
  const lab = new Lab({ name: LAB, world, pace: { ...pace, mode: 'frozen' } })
  lab.pace.set(pace)
  const secret = firstSecretOf(world.seed, config.user, config.password)
  for (const cluster of Object.values(lab.world.clusters)) {
    // A lab that goes on is the one that it was: only what the start says otherwise is a change of it.
    const appointed = getOwn(cluster.users, config.user)?.appointed
    if (appointed && isSecretOf(appointed, config.password)) continue
    lab.engine.dispatch({ type: 'appoint-administrator', cluster: cluster.name, username: config.user, secret })
  }
  return lab
}

export function startOf({ atUsecs }: Config): Instant {
  return atUsecs === undefined ? wallClock() : instant(atUsecs)
}
