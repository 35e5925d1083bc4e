/** World endpoints: read, reset to a fixture, check invariants. */
import { violationsInSteps } from '../../domain/invariants/index.js'
import { JsonTree } from '../../http/contract/index.js'
import { worldInSteps } from '../../seed/index.js'
import { ControlFault, clockOf, hintFor } from '../core/index.js'
import type { HandlersFor } from '../core/index.js'

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
    const name = body?.fixture ?? fixtures.name
    const found = fixtures.load(name)
    if (found === undefined) {
      throw new ControlFault('fixture/not-found', `There is no fixture ${name}. ${hintFor(name, fixtures.names)}`)
    }
    const [served, wanted] = [Object.keys(lab.world.clusters), found.fixture.clusters.map(cluster => cluster.name)]
    if (served.length !== wanted.length || wanted.some(cluster => !served.includes(cluster))) {
      throw new ControlFault(
        'fixture/other-clusters',
        `Fixture ${name} has the clusters ${wanted.join(', ')}, but ${served.join(', ')} are served`
      )
    }
    const made = yield* worldInSteps(found.fixture, ctx.present(), found.source)
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
