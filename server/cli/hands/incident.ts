/** `pesim incident`: what breaks in the simulated world, planned on its timeline. */
import { Option } from 'commander'
import { ControlRefused } from '../../client/index.js'
import type { Model } from '../../client/index.js'
import { ConfigError } from '../../config/index.js'
import { columns } from '../core/index.js'
import type { RegisterCommand } from '../core/index.js'
import { addHand, bitsPerSecondOf, numberOf, secondsOf, withExamples } from '../running/index.js'
import { incidentKinds } from './kinds.js'

type Request = Model<'IncidentRequest'>

/** As commander keys them; every one is a text. */
type PlanFlags = Readonly<Partial<Record<string, string>>>

const text = (value: string): string => value

/** Flags of what breaks: the field that each fills, and how its text is read. */
const fields: readonly (readonly [flag: string, field: string, read: (value: string) => unknown, says: string])[] = [
  ['--between <a,b>', 'between', pairOf, 'of a link: the clusters at its ends'],
  ['--from <cluster>', 'from', text, 'of a link: only what this cluster sends'],
  ['--cluster <name>', 'cluster', text, 'where it happens'],
  ['--host <name>', 'host', text, 'name or UUID'],
  ['--domain <name>', 'domain', text, 'name of the protection domain'],
  ['--remote-site <name>', 'remote_site', text, 'of the transfers meant; all without it'],
  ['--vm <name>', 'vm', text, 'name or UUID; every VM without it, where that is possible'],
  ['--container <name>', 'container', text, 'name of the storage container'],
  ['--bandwidth <rate>', 'bandwidth_bits_per_second', bitsPerSecondOf, 'what a slow link carries, such as 1M'],
  ['--latency <duration>', 'latency_milliseconds', value => secondsOf(value) * 1000, 'round trip of a slow link'],
  ['--loss <share>', 'loss', value => numberOf(value, '--loss'), 'share that a slow link loses'],
  ['--down <duration>', 'down_seconds', secondsOf, 'how long a flapping link is cut each time'],
  ['--up <duration>', 'up_seconds', secondsOf, 'how long a flapping link is whole each time'],
  ['--jump <duration>', 'jump_seconds', secondsOf, 'how far the clocks leap'],
  ['--lasts <duration>', 'lasts_seconds', secondsOf, 'until it is withdrawn without it']
]

const begins: readonly (readonly [flag: string, says: string])[] = [
  ['--at <instant>', 'when it begins: an instant such as 2030-01-31T08:00:00Z'],
  ['--after <duration>', 'when it begins: so long from now'],
  ['--on <event>', 'when it begins: with an event such as snapshot-taken'],
  ['--progress <percent>', 'when it begins: as a transfer of --domain from --cluster, or --sender, passes it'],
  ['--sender <cluster>', 'of --progress: the cluster that sends, where --cluster says something else']
]

export const registerIncident: RegisterCommand = (program, io, finish) => {
  const incident = program.command('incident').description('break something at the moment that matters')
  withExamples(incident, [
    'pesim incident',
    'pesim incident plan site-power --cluster france --after 10m',
    'pesim incident withdraw incident-3104'
  ])
  addHand(incident, io, finish, {
    usage: 'list',
    says: 'tell what waits, is under way, and is over',
    examples: ['pesim incident', 'pesim incident list --json'],
    isDefault: true,
    act: async ({ client }) => {
      const list = await client.get('/incidents')
      return { value: list, lines: linesOf(list.incidents) }
    }
  })
  const plan = addHand<PlanFlags>(incident, io, finish, {
    usage: 'plan <what>',
    says: `plan one of ${incidentKinds.join(', ')}`,
    examples: [
      'pesim incident plan link-cut --between france,canada --lasts 10m',
      'pesim incident plan link-cut --between france,canada --progress 63 --domain gold --sender france',
      'pesim incident plan guest-shutdown-hang --cluster france --vm db01',
      'pesim incident plan site-power --cluster france --on snapshot-taken'
    ],
    options: [...fields.map(([flag, , , says]) => [flag, says] as const), ...begins],
    act: async ({ client, args: [what = ''], flags }) => {
      const planned = await client.post('/incidents', { body: requestOf(what, flags) }).catch(inFlags)
      return { value: planned, lines: linesOf([planned]) }
    }
  })
  plan.registeredArguments[0]?.choices([...incidentKinds])
  addHand(incident, io, finish, {
    usage: 'withdraw <id>',
    says: 'end one that is under way, or let one that waits never begin, by the id that the list tells',
    examples: ['pesim incident withdraw incident-3104'],
    act: async ({ client, args: [id = ''] }) => {
      const withdrawn = await client.delete('/incidents/{id}', { path: { id } })
      return { value: withdrawn, lines: linesOf([withdrawn]) }
    }
  })
}

function requestOf(what: string, flags: PlanFlags): Request {
  const start = beginOf(flags)
  const used = start !== undefined && 'progress' in start ? progressFlags(flags) : []
  const filled = fields.flatMap(([flag, field, read]) => {
    const value = flags[keyOf(flag)]
    return value === undefined || used.includes(field) ? [] : [[field, read(value)] as const]
  })
  return { what: what as Request['what'], ...Object.fromEntries(filled), ...(start !== undefined && { begins: start }) }
}

/** What says which transfer is meant is no field of what breaks. */
function progressFlags({ sender }: PlanFlags): string[] {
  return sender === undefined ? ['domain', 'cluster', 'remote_site'] : ['domain', 'remote_site']
}

function beginOf(flags: PlanFlags): Request['begins'] {
  const { at, after, on, progress, sender, cluster = '', domain = '', remoteSite } = flags
  const ways = [at, after, on, progress].filter(way => way !== undefined)
  if (ways.length > 1) throw new ConfigError('An incident begins in one way: --at, --after, --on or --progress')
  if (at !== undefined) return { at }
  if (after !== undefined) return { after_seconds: secondsOf(after) }
  if (on !== undefined) return { event: { type: on } }
  if (progress === undefined) return undefined
  if (domain === '' || (sender ?? cluster) === '')
    throw new ConfigError('--progress needs --domain, and --sender or --cluster: which transfer is meant')
  const remote = remoteSite === undefined ? {} : { remote_site: remoteSite }
  return { progress: { cluster: sender ?? cluster, domain, percent: numberOf(progress, '--progress'), ...remote } }
}

/** A refusal of the body in the words of who has typed flags. */
function inFlags(error: unknown): never {
  if (!(error instanceof ControlRefused) || error.code !== 'invalid-request') throw error
  const flagOf = (field: string): string | undefined =>
    fields.find(([, name]) => name === field)?.[0].replace(/ .*/, '')
  const [, kind, missing = ''] = /^body of (\S+) must have required property '(\w+)'$/.exec(error.message) ?? []
  if (kind !== undefined) throw new ConfigError(`${kind} needs ${flagOf(missing) ?? missing}`)
  throw new ConfigError(error.message.replace(/^body\/(\w+)/, (place, field: string) => flagOf(field) ?? place))
}

const keyOf = (flag: string): string => new Option(flag).attributeName()

function pairOf(value: string): string[] {
  const pair = value.split(',')
  if (pair.length !== 2)
    throw new ConfigError(`--between ${JSON.stringify(value)} is not two clusters such as france,canada`)
  return pair
}

function linesOf(incidents: readonly Model<'Incident'>[]): string[] {
  if (incidents.length === 0) return ['Nothing is planned.']
  return columns([
    ['id', 'state', 'begins', 'what'],
    ...incidents.map(({ id, state, words, began, begins: planned, waits_for: waitsFor }) => [
      ...[id, state, began ?? planned ?? waitsFor ?? '-'],
      words
    ])
  ])
}
