/** Builds the lab of a start: restored from disk, or new from a fixture. */
import { LRUCache } from 'lru-cache'
import { readFile } from 'node:fs/promises'
import { USECS_PER_DAY, instant, getOwn } from '../domain/core/index.js'
import type { Instant, Secret, World } from '../domain/core/index.js'
import { firstSecretOf, isSecretOf, wallClock } from '../engine/index.js'
import type { Engine, PaceState } from '../engine/index.js'
import type { Persistence } from './persistence.js'
import { Lab } from '../labs/index.js'
import type { KeptWorld } from '../labs/index.js'
import { FixtureError, builtInFixture, fixtureNames, parseFixture, worldOf } from '../seed/index.js'
import type { Fixture } from '../seed/index.js'
import { ConfigError } from '../config/index.js'
import type { Config } from '../config/index.js'
import { InvalidWorld, readWorld } from '../worlds/index.js'

/** The lab that every start has. */
export const MAIN = 'main'

/** Seeds whose administrator is remembered: making the secret costs more than a fork. */
const SEEDS_MAX = 100

/** Secret of the administrator of the start in a world of a seed. */
export type SecretOfSeed = (seed: string) => Secret

export function administratorSecrets({ user, password }: Config): SecretOfSeed {
  const known = new LRUCache<string, Secret>({ max: SEEDS_MAX })
  return seed => {
    const secret = known.get(seed) ?? firstSecretOf(seed, user, password)
    known.set(seed, secret)
    return secret
  }
}

export interface FixtureSource {
  fixture: Fixture
  source: string
}

/** Loads a built-in fixture by name, or a fixture file. Throws `FixtureError`. */
export async function loadFixture(nameOrFile: string): Promise<FixtureSource> {
  const builtIn = builtInFixture(nameOrFile)
  if (builtIn !== undefined) return { fixture: builtIn, source: sourceOf(nameOrFile) }
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
 * The world of a fixture. One that somebody has written is looked at as one that is read back would be: its steps can say more
 * than any client, and what it makes has to be there after a restart. Throws `FixtureError`.
 */
export function worldOfFixture({ fixture, source }: FixtureSource, now: Instant): World {
  const world = worldOf(fixture, now, source)
  if (fixtureNames.some(name => source === sourceOf(name))) return world
  try {
    readWorld(JSON.parse(JSON.stringify(world)))
  } catch (error) {
    throw error instanceof InvalidWorld
      ? new FixtureError(`${source} makes a world that cannot be, ${error.message}`, { cause: error })
      : error
  }
  return world
}

const sourceOf = (builtIn: string): string => `fixture ${builtIn}`

/**
 * The lab that was kept, or a new one, each at the instant where it was. Throws `UnreadableData` where one that was kept
 * cannot go on, `ConfigError` where it is further behind the present than it may catch up with.
 */
export function labOf(name: string, config: Config, begin: LabBegin, persistence: Persistence): Lab {
  const lab = persistence.fromRestored(() => openLab(name, config, begin, persistence))
  const days = daysBehind(lab, persistence)
  if (days > config.catchUpDays)
    throw new ConfigError(
      `The lab ${name} kept in ${config.data} is ${Math.floor(days)} days behind this machine's clock, more than --catch-up-days ` +
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

/** How a lab begins that was not kept. */
export interface LabBegin {
  /** A world of its own, or a kept one. */
  world(): World | KeptWorld
  readonly pace: Partial<PaceState>
  readonly secretOf: SecretOfSeed
  /** Its users are those of a lab of this process: the administrator of the start was appointed there, and may have been removed since. */
  readonly hasUsers?: boolean
}

function openLab(
  name: string,
  config: Config,
  { world: first, pace: wanted, secretOf, hasUsers = false }: LabBegin,
  { restored }: Persistence
): Lab {
  const pace: PaceState = {
    mode: wanted.mode ?? restored?.clock.mode ?? 'running',
    rate: wanted.rate ?? restored?.clock.rate ?? 1
  }
  const lab = new Lab({ name, world: restored?.world ?? first(), pace: { ...pace, mode: 'frozen' } })
  lab.pace.set(pace)
  if (!hasUsers) appointAdministrator(lab.engine, config, secretOf)
  return lab
}

/** The administrator of the start, on each cluster where it is not the one that it was: a world that goes on is changed by nothing else. */
export function appointAdministrator(engine: Engine, { user, password }: Config, secretOf: SecretOfSeed): void {
  const secret = secretOf(engine.world.seed)
  for (const { name: cluster, users } of Object.values(engine.world.clusters)) {
    const appointed = getOwn(users, user)?.appointed
    if (appointed && (appointed.hash === secret.hash || isSecretOf(appointed, password))) continue
    engine.dispatch({ type: 'appoint-administrator', cluster, username: user, secret })
  }
}

export function startOf({ atUsecs }: Config): Instant {
  return atUsecs === undefined ? wallClock() : instant(atUsecs)
}
