/** `pesim lab`: worlds side by side in one process. */
import type { ControlClient, Model } from '../../client/index.js'
import { ConfigError } from '../../config/index.js'
import { nameOrContent } from '../../seed/index.js'
import { columns } from '../core/index.js'
import type { RegisterCommand } from '../core/index.js'
import { addHand, numberOf, withExamples } from '../running/index.js'
import type { Shown } from '../running/index.js'

type Lab = Model<'Lab'>

interface CreateFlags {
  readonly fixture?: string
  readonly state?: string
  readonly frozen?: boolean
  readonly rate?: string
  readonly seed?: string
}

export const registerLab: RegisterCommand = (program, io, finish) => {
  const lab = program.command('lab').description('make worlds side by side, and drop them')
  withExamples(lab, ['pesim lab', 'pesim lab fork drill', 'pesim lab delete drill'])
  addHand(lab, io, finish, {
    usage: 'list',
    says: 'tell the labs, and where each is reached',
    examples: ['pesim lab', 'pesim lab list --json'],
    isDefault: true,
    act: async ({ client }) => {
      const list = await client.get('/labs')
      return { value: list, lines: linesOf(list.labs) }
    }
  })
  addHand<CreateFlags>(lab, io, finish, {
    usage: 'create [name]',
    says: 'make a lab of a fixture, by default that of the emulator, or of a state',
    examples: [
      'pesim lab create drill --fixture france-canada-protected --frozen',
      'pesim lab create --fixture ./mine.json',
      'pesim lab create again --state before'
    ],
    options: [
      ['--fixture <name|file>', 'name of a fixture, or a JSON file'],
      ['--state <name>', 'name of a state'],
      ['--frozen', 'its clock stands still'],
      ['--rate <n>', 'its clock runs, at so many simulated seconds a second'],
      ['--seed <text>', 'what its identifiers are derived from']
    ],
    act: async ({ client, args: [name], flags }) => create(client, name, flags)
  })
  addHand<{ readonly of?: string }>(lab, io, finish, {
    usage: 'fork [name]',
    says: 'make a lab that goes on from where another is now',
    examples: ['pesim lab fork drill', 'pesim lab fork what-if --of drill'],
    options: [['--of <lab>', 'the lab that it goes on from (default: main)']],
    act: async ({ client, args: [name], flags: { of: parent = 'main' } }) => {
      const made = await client.post('/labs', { body: { fork_of: parent, ...(name !== undefined && { name }) } })
      return { value: made, lines: linesOf([made]) }
    }
  })
  addHand(lab, io, finish, {
    usage: 'delete <name>',
    says: 'end a lab, and free what it has on disk',
    examples: ['pesim lab delete drill'],
    act: async ({ client, args: [name = ''] }) => {
      const left = await client.delete('/labs/{lab}', { path: { lab: name } })
      return { value: left, lines: linesOf(left.labs) }
    }
  })
}

async function create(client: ControlClient, name: string | undefined, flags: CreateFlags): Promise<Shown> {
  const { fixture, state, seed } = flags
  const body = {
    ...(name !== undefined && { name }),
    ...(fixture !== undefined && { fixture: await nameOrContent(fixture) }),
    ...(state !== undefined && { state }),
    ...(seed !== undefined && { seed }),
    ...clockOf(flags)
  }
  const made = await client.post('/labs', { body })
  return { value: made, lines: linesOf([made]) }
}

function clockOf({ frozen, rate }: CreateFlags): Pick<Model<'LabRequest'>, 'clock'> {
  if (frozen === true && rate !== undefined) throw new ConfigError('A clock is --frozen or has a --rate, not both')
  if (frozen === true) return { clock: { mode: 'frozen' } }
  return rate === undefined ? {} : { clock: { mode: 'running', rate: numberOf(rate, '--rate') } }
}

function linesOf(labs: readonly Lab[]): string[] {
  return columns([
    ['lab', 'of', 'clock', 'it is', 'cluster', 'at', 'Host name'],
    ...labs.flatMap(({ name, parent, clock, clusters }) =>
      Object.entries(clusters).map(([cluster, { url, host }], index) => [
        ...(index === 0 ? [name, parent ?? '-', clock.mode, clock.now] : ['', '', '', '']),
        ...[cluster, url ?? '-', host]
      ])
    )
  ])
}
