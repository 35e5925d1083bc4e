/** `pesim link`: the lines between clusters, cut, slowed and healed. */
import type { ControlClient, Model } from '../../client/index.js'
import { ConfigError } from '../../config/index.js'
import { table } from '../core/index.js'
import type { RegisterCommand } from '../core/index.js'
import { addHand, bitsPerSecondOf, numberOf, secondsOf, withExamples } from '../running/index.js'
import type { Shown } from '../running/index.js'

interface DirectionFlags {
  readonly from?: string
}

interface SlowFlags extends DirectionFlags {
  readonly bandwidth: string
  readonly latency?: string
  readonly loss?: string
}

const FROM = ['--from <cluster>', 'only what this cluster sends; both ways without it'] as const

export const registerLink: RegisterCommand = (program, io, finish) => {
  const link = program.command('link').description('show, cut, slow and heal the lines between clusters')
  withExamples(link, ['pesim link', 'pesim link cut france canada', 'pesim link heal'])
  addHand(link, io, finish, {
    usage: 'show [a] [b]',
    says: 'tell what the lines carry',
    examples: ['pesim link', 'pesim link show france canada --json'],
    isDefault: true,
    act: async ({ client, args: [a], args }) =>
      a === undefined
        ? linksShown((await client.get('/links')).links)
        : linkShown(await client.get('/links/{a}/{b}', { path: await endsOf(client, args) }))
  })
  addHand<DirectionFlags>(link, io, finish, {
    usage: 'cut [a] [b]',
    says: 'let nothing pass until it is healed; the only line where there is one',
    examples: ['pesim link cut', 'pesim link cut france canada --from france'],
    options: [FROM],
    act: async ({ client, args, flags }) =>
      linkShown(await client.post('/links/{a}/{b}/cut', { path: await endsOf(client, args), body: directionOf(flags) }))
  })
  addHand<SlowFlags>(link, io, finish, {
    usage: 'slow [a] [b]',
    says: 'let less pass',
    examples: [
      'pesim link slow --bandwidth 1M',
      'pesim link slow france canada --bandwidth 50M --latency 300ms --loss 0.02'
    ],
    options: [
      ['--bandwidth <rate>', 'bits a second, such as 500k, 1M, 1G; needed'],
      ['--latency <duration>', 'round trip, such as 85ms'],
      ['--loss <share>', 'share of the rate that is lost, from 0 to below 1'],
      FROM
    ],
    act: async ({ client, args, flags }) =>
      linkShown(await client.post('/links/{a}/{b}/slow', { path: await endsOf(client, args), body: slowingOf(flags) }))
  })
  addHand<DirectionFlags>(link, io, finish, {
    usage: 'heal [a] [b]',
    says: 'make it what it was at the start',
    examples: ['pesim link heal', 'pesim link heal france canada'],
    options: [FROM],
    act: async ({ client, args, flags }) =>
      linkShown(
        await client.post('/links/{a}/{b}/heal', { path: await endsOf(client, args), body: directionOf(flags) })
      )
  })
}

/** The two clusters that are named, or those of the only link. */
async function endsOf(
  client: ControlClient,
  [a, b]: readonly (string | undefined)[]
): Promise<{ a: string; b: string }> {
  if (a !== undefined && b !== undefined) return { a, b }
  if (a !== undefined) throw new ConfigError(`A link has two ends: say the other one too, as in ${a} canada`)
  const { links } = await client.get('/links')
  const [only, ...others] = links
  if (only !== undefined && others.length === 0) return { a: only.a, b: only.b }
  throw new ConfigError(
    `There are ${links.length} links: say which, ${links.map(each => `${each.a} ${each.b}`).join(' or ')}`
  )
}

const directionOf = ({ from }: DirectionFlags): Model<'LinkDirection'> =>
  from === undefined ? {} : { direction: { from } }

function slowingOf(flags: Partial<SlowFlags>): Model<'LinkSlowing'> {
  const { bandwidth, latency, loss } = flags
  if (bandwidth === undefined) throw new ConfigError('slow needs --bandwidth, such as --bandwidth 1M')
  return {
    ...directionOf(flags),
    bandwidth_bits_per_second: bitsPerSecondOf(bandwidth),
    ...(latency !== undefined && { latency_milliseconds: secondsOf(latency) * 1000 }),
    ...(loss !== undefined && { loss: numberOf(loss, '--loss') })
  }
}

const linkShown = (link: Model<'Link'>): Shown => ({ ...linksShown([link]), value: link })

function linksShown(links: readonly Model<'Link'>[]): Shown {
  const rows = links.flatMap(({ lanes, latency_milliseconds: latency }) =>
    lanes.map(({ from, to, up, bandwidth_bits_per_second: bandwidth, loss }) => [
      ...[from, to, up ? 'up' : 'CUT'],
      ...[`${bandwidth / 1e6} Mbit/s`, `${latency} ms`, String(loss)]
    ])
  )
  return { value: { links }, lines: table(['from', 'to', 'state', 'bandwidth', 'round trip', 'loss'], rows, [3, 4, 5]) }
}
