/** The lab that a start begins with: the one that was kept, or a new one of a fixture. */
import { readFile } from 'node:fs/promises'
import { instant, own } from '../domain/core/index.js'
import type { Instant } from '../domain/core/index.js'
import { firstSecretOf, isSecretOf, wallClock } from '../engine/index.js'
import type { PaceState } from '../engine/index.js'
import type { Keeping } from './persistence.js'
import { Lab } from '../labs/index.js'
import { FixtureError, builtInFixture, fixtureNames, parseFixture, worldOf } from '../seed/index.js'
import type { Fixture } from '../seed/index.js'
import type { Config } from '../config/index.js'

/** The lab that every start has. */
export const LAB = 'default'

export interface Chosen {
  fixture: Fixture
  source: string
}

/** A fixture of pesim's own by its name, or a file. */
export async function chosenFixture(nameOrFile: string): Promise<Chosen> {
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
 * The lab that was kept, or a new one. A clock that keeps pace with the wall is brought to the present: what should have
 * happened meanwhile has happened. Any other clock goes on from where it was. Throws `UnreadableData` where one that was
 * kept cannot go on.
 */
export function labOf(config: Config, chosen: Chosen, keeping: Keeping): Lab {
  return keeping.fromFound(() => begun(config, chosen, keeping))
}

function begun(config: Config, { fixture, source }: Chosen, { found }: Keeping): Lab {
  const pace: PaceState = {
    mode: config.clock ?? found?.clock.mode ?? 'running',
    rate: config.rate ?? found?.clock.rate ?? 1
  }
  const world = found?.world ?? worldOf(fixture, startOf(config), source)
  const lab = new Lab({ name: LAB, world, pace: { ...pace, mode: 'frozen' } })
  if (found !== undefined && pace.mode === 'running' && pace.rate === 1) lab.engine.advanceTo(wallClock())
  lab.pace.set(pace)
  const secret = firstSecretOf(world.seed, config.user, config.password)
  for (const cluster of Object.values(lab.world.clusters)) {
    // A lab that goes on is the one that it was: only what the start says otherwise is a change of it.
    const appointed = own(cluster.users, config.user)?.appointed
    if (appointed && isSecretOf(appointed, config.password)) continue
    lab.engine.dispatch({ type: 'appoint-administrator', cluster: cluster.name, username: config.user, secret })
  }
  return lab
}

export function startOf({ atUsecs }: Config): Instant {
  return atUsecs === undefined ? wallClock() : instant(atUsecs)
}
