/** Takes a value from outside for a world: only if it has the outline of one, and everything holds that must hold of every world. */
import zlib from 'node:zlib'
import outline from '../../build/world-outline.js'
import { zoneExists } from '../domain/core/index.js'
import type { World } from '../domain/core/index.js'
import { violations } from '../domain/invariants/index.js'
import { censusFault } from './census.js'
import type { Census } from './census.js'
import { faultOf } from './schema-check.js'
import type { Schema } from './schema-check.js'

/** A value that is no world: it says where, and what is wrong there. */
export class InvalidWorld extends Error {
  override readonly name = 'InvalidWorld'
  constructor(
    /** A JSON pointer into the value; `/` is the value itself. */
    readonly place: string,
    readonly fault: string
  ) {
    super(`at ${place}: ${fault}`)
  }
}

let schema: Schema | undefined

/** Unpacked on first use: most starts have nothing to check. */
export function worldSchema(): Schema {
  return (schema ??= JSON.parse(zlib.inflateRawSync(Buffer.from(outline, 'base64')).toString()) as Schema)
}

/**
 * The same value, known to be a world; with a census, to be complete. Throws `InvalidWorld`, and nothing else whatever
 * the value is.
 */
export function readWorld(value: unknown, census: Census = {}): World {
  const fault = faultOf(worldSchema(), value)
  if (fault !== undefined) throw new InvalidWorld(fault.place, fault.what)
  const world = value as World // as its outline says
  refuseStrangeTimezones(world)
  const missing = censusFault(world, census)
  if (missing !== undefined) throw new InvalidWorld('/', missing)
  const broken = brokenInvariants(world)
  const [first] = broken
  if (first === undefined) return world
  const more = broken.length === 1 ? '' : ` (and ${broken.length - 1} more)`
  throw new InvalidWorld('/', `it does not hold that ${first.invariant}: ${first.detail}${more}`)
}

/** What is asked of a world may meet what no outline excludes. */
function brokenInvariants(world: World): ReturnType<typeof violations> {
  try {
    return violations(world)
  } catch (error) {
    throw new InvalidWorld('/', `its parts do not fit together: ${(error as Error).message}`)
  }
}

function refuseStrangeTimezones({ clusters }: World): void {
  for (const [name, { timezone }] of Object.entries(clusters)) {
    if (!zoneExists(timezone)) {
      throw new InvalidWorld(`/clusters/${name}/timezone`, `${JSON.stringify(timezone)} is no time zone`)
    }
  }
}
