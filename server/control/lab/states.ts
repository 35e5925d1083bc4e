/** State endpoints: save, restore, export and import the worlds of a lab. */
import { rfc3339 } from '../../domain/core/index.js'
import { JsonTree } from '../../http/contract/index.js'
import { clockOf } from '../core/index.js'
import type { ControlContext, HandlersFor, Model, State } from '../core/index.js'

type StateId = 'getStates' | 'saveState' | 'exportState' | 'importState' | 'removeState' | 'restoreState'

export const states: HandlersFor<StateId> = {
  getStates: ({ ctx }) => stateListDto(ctx),
  saveState: async ({ ctx, body }) => stateDto(await ctx.states.save(body.name)),
  exportState: async ({ ctx, path }) => new JsonTree(ctx.states.fileOf(await ctx.states.get(path.state))),
  importState: async ({ ctx, path, body }) => stateDto(await ctx.states.add(path.state, ctx.states.read(body))),

  removeState: async ({ ctx, path }) => {
    await ctx.states.remove(path.state)
    return stateListDto(ctx)
  },

  restoreState: async ({ ctx: { lab, states: held }, path, permit }) => {
    const { world, pace } = await held.get(path.state)
    permit?.check()
    lab.resume(world, pace)
    return clockOf(lab)
  }
}

async function stateListDto({ states: held }: ControlContext): Promise<Model<'StateList'>> {
  return { states: (await held.list()).map(stateDto) }
}

function stateDto({ name, world, pace: { mode, rate }, bytes }: State): Model<'State'> {
  return {
    name,
    at: rfc3339(world.now),
    at_usecs: world.now,
    clock: { mode, rate },
    clusters: Object.keys(world.clusters),
    bytes
  }
}
