/** World endpoints: read, reset to a fixture, check invariants. */
import { violationsInSteps } from '../../domain/invariants/index.js'
import { JsonTree } from '../../http/contract/index.js'
import { FixtureError, fixtureOf, worldInSteps } from '../../seed/index.js'
import { ControlFault, clockOf, hintFor } from '../core/index.js'
import type { FixtureCatalog, HandlersFor, NamedFixture } from '../core/index.js'

export const world: HandlersFor<'getWorld' | 'putWorld' | 'resetWorld' | 'getInvariants'> = {
  getWorld: ({ ctx }) => new JsonTree(ctx.lab.engine.keep()),

  putWorld: ({ ctx: { lab, states }, body, permit }) => {
    const { world, pace } = states.read(body)
    permit?.check()
    lab.resume(world, pace)
    return clockOf(lab)
  },

  *resetWorld({ ctx, body, permit }) {
    const { lab, fixture: fixtures } = ctx
    const wish = body?.fixture ?? fixtures.name
    const found = typeof wish === 'string' ? named(wish, fixtures) : fixtureFrom(wish)
    const [served, wanted] = [Object.keys(lab.world.clusters), found.fixture.clusters.map(cluster => cluster.name)]
    if (served.length !== wanted.length || wanted.some(cluster => !served.includes(cluster))) {
      throw new ControlFault(
        'fixture/other-clusters',
        `${typeof wish === 'string' ? `Fixture ${wish}` : 'That fixture'} has the clusters ${wanted.join(', ')}, but ${served.join(', ')} are served`
      )
    }
    const made = yield* refusingSteps(worldInSteps(found.fixture, ctx.present(), found.source))
    yield
    permit?.check()
    lab.reset(made)
    return clockOf(lab)
  },

  *getInvariants({ ctx }) {
    const found = yield* violationsInSteps(ctx.lab.engine.keep())
    return { holds: found.length === 0, violations: found }
  }
}

function named(name: string, fixtures: FixtureCatalog): NamedFixture {
  const found = fixtures.load(name)
  if (found !== undefined) return found
  throw new ControlFault('fixture/not-found', `There is no fixture ${name}. ${hintFor(name, fixtures.names)}`)
}

function fixtureFrom(value: object): NamedFixture {
  const source = 'body/fixture'
  return { source, fixture: refusing(() => fixtureOf(value, source)) }
}

function refusing<T>(make: () => T): T {
  try {
    return make()
  } catch (error) {
    if (error instanceof FixtureError) throw new ControlFault('fixture/invalid', error.message)
    throw error
  }
}

/** What only shows while its steps are taken. */
function* refusingSteps<T>(steps: Generator<undefined, T>): Generator<undefined, T> {
  try {
    return yield* steps
  } catch (error) {
    if (error instanceof FixtureError) throw new ControlFault('fixture/invalid', error.message)
    throw error
  }
}
