/** `pesim mishap`: HTTP trouble for the requests that it is meant for. */
import type { Model } from '../../client/index.js'
import { ConfigError } from '../../config/index.js'
import { columns } from '../core/index.js'
import type { RegisterCommand } from '../core/index.js'
import { addHand, numberOf, secondsOf, withExamples } from '../running/index.js'

type Request = Model<'MishapRequest'>

interface AddFlags {
  readonly cluster?: string
  readonly method?: string
  readonly path?: string
  readonly operation?: string
  readonly skip?: string
  readonly count?: string
  readonly delay?: string
  readonly status?: string
  readonly header?: readonly string[]
  readonly body?: string
  readonly reset?: boolean
  readonly afterwards?: boolean
}

export const registerMishap: RegisterCommand = (program, io, finish) => {
  const mishap = program.command('mishap').description('spoil answers: late, refused, garbled or lost')
  withExamples(mishap, [
    'pesim mishap',
    'pesim mishap add --operation migrateProtectionDomain --status 503 --count 2',
    'pesim mishap remove --all'
  ])
  addHand(mishap, io, finish, {
    usage: 'list',
    says: 'tell what answers meet',
    examples: ['pesim mishap', 'pesim mishap list --json'],
    isDefault: true,
    act: async ({ client }) => {
      const list = await client.get('/mishaps')
      return { value: list, lines: linesOf(list.mishaps) }
    }
  })
  addHand<AddFlags>(mishap, io, finish, {
    usage: 'add',
    says: 'spoil the answers to the requests that are meant; all requests where nothing says which',
    examples: [
      'pesim mishap add --operation migrateProtectionDomain --status 503 --count 2',
      'pesim mishap add --cluster france --method GET --delay 5s',
      "pesim mishap add --path '/protection_domains/gold/migrate' --reset --afterwards"
    ],
    options: [
      ['--cluster <name>', 'of the cluster that is asked, or central'],
      ['--method <verb>', 'GET, POST, PUT, PATCH or DELETE'],
      ['--path <end>', 'the end of the path; * stands for anything within one step'],
      ['--operation <id>', 'id of the operation in its contract'],
      ['--skip <n>', 'how many such requests pass first'],
      ['--count <n>', 'how many meet it then; all without it'],
      ['--delay <duration>', 'real time that passes first'],
      ['--status <code>', 'status of the answer in the place of the right one'],
      ['--header <name: value...>', 'headers of that answer'],
      ['--body <text>', 'body of that answer; JSON where it is JSON'],
      ['--reset', 'break the connection without an answer'],
      ['--afterwards', 'the request takes effect all the same']
    ],
    act: async ({ client, flags }) => {
      const body = requestOf(flags)
      if (Object.keys(body).length === 0)
        throw new ConfigError('add needs what happens (--status, --delay, --reset), and may say to which requests')
      const added = await client.post('/mishaps', { body })
      return { value: added, lines: linesOf([added]) }
    }
  })
  addHand<{ all?: boolean }>(mishap, io, finish, {
    usage: 'remove [id]',
    says: 'remove one, by the id that the list tells, or all',
    examples: ['pesim mishap remove mishap-1', 'pesim mishap remove --all'],
    options: [['--all', 'every one']],
    act: async ({ client, args: [id], flags: { all = false } }) => {
      if ((id === undefined) !== all) throw new ConfigError('remove needs an id, or --all')
      const left =
        id === undefined ? await client.delete('/mishaps') : await client.delete('/mishaps/{id}', { path: { id } })
      return { value: left, lines: [id === undefined ? 'All mishaps are removed.' : `Mishap ${id} is removed.`] }
    }
  })
}

function requestOf(flags: AddFlags): Request {
  const { cluster, method, path, operation, skip, count, delay, status, header, body, reset, afterwards } = flags
  return {
    ...(cluster !== undefined && { cluster }),
    ...(method !== undefined && { method: method.toUpperCase() as 'GET' }),
    ...(path !== undefined && { path }),
    ...(operation !== undefined && { operation }),
    ...(skip !== undefined && { skip: numberOf(skip, '--skip') }),
    ...(count !== undefined && { count: numberOf(count, '--count') }),
    ...(delay !== undefined && { delay_seconds: secondsOf(delay) }),
    ...(status !== undefined && { status: numberOf(status, '--status') }),
    ...(header !== undefined && { headers: headersOf(header) }),
    ...(body !== undefined && { body: jsonOrText(body) }),
    ...(reset === true && { reset }),
    ...(afterwards === true && { afterwards })
  }
}

function headersOf(lines: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    lines.map(line => {
      const [, name = '', value = ''] = /^([^:\s]+)\s*:\s*(.*)$/s.exec(line) ?? []
      if (name === '')
        throw new ConfigError(`--header ${JSON.stringify(line)} is not a header such as 'Retry-After: 5'`)
      return [name, value]
    })
  )
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

function linesOf(mishaps: readonly Model<'Mishap'>[]): string[] {
  if (mishaps.length === 0) return ['No request meets a mishap.']
  return columns([
    ['id', 'met', 'request'],
    ...mishaps.map(({ id, seen, hits, request }) => [id, `${hits} of ${seen}`, JSON.stringify(request)])
  ])
}
