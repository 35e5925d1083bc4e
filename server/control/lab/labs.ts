/** Lab endpoints: list, make, get, delete. */
import { clockOf } from '../core/index.js'
import type { HandlersFor, LabEntry, Labs, Model } from '../core/index.js'

/** Where the control API of a lab is found on any listener. */
const pathOf = (name: string): string => `/emulator/v1/labs/${name}`

export const labs: HandlersFor<'getLabs' | 'createLab' | 'getLab' | 'removeLab'> = {
  getLabs: ({ ctx }) => labListDto(ctx.labs),
  getLab: ({ ctx, path }) => labDto(ctx.labs.get(path.lab)),
  createLab: async ({ ctx, body }) => labDto(await ctx.labs.create(ctx.lab, body ?? {})),

  removeLab: async ({ ctx, path }) => {
    await ctx.labs.remove(path.lab)
    return labListDto(ctx.labs)
  }
}

function labListDto(all: Labs): Model<'LabList'> {
  return { labs: all.list().map(labDto) }
}

function labDto(entry: LabEntry): Model<'Lab'> {
  const { lab, parent } = entry
  const certificate = entry.certificate()
  const addresses = Object.keys(lab.world.clusters).map(name => [name, entry.addressOf(name)] as const)
  const own = addresses.find(([, { url }]) => url !== undefined)?.[1].url
  lab.pace.catchUp()
  return {
    name: lab.name,
    path: pathOf(lab.name),
    ...(own !== undefined && { control: `${own}/emulator/v1` }),
    clusters: Object.fromEntries(addresses),
    central: entry.addressOf('central'),
    ...(certificate !== undefined && { certificate }),
    clock: clockOf(lab),
    seed: lab.world.seed,
    ...(parent !== undefined && { parent })
  }
}
