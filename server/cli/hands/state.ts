/** `pesim state`: worlds that are saved, and gone back to. */
import { readFile, writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import type { Model } from '../../client/index.js'
import { ConfigError } from '../../config/index.js'
import { nameOrContent } from '../../seed/index.js'
import { bytes, table } from '../core/index.js'
import type { Io, RegisterCommand } from '../core/index.js'
import { addHand, withExamples } from '../running/index.js'

export const registerState: RegisterCommand = (program, io, finish) => {
  const state = program.command('state').description('save the world, go back to it, and hand it on as a file')
  withExamples(state, [
    'pesim state save before',
    'pesim state restore before',
    'pesim state export before before.json'
  ])
  addHand(state, io, finish, {
    usage: 'list',
    says: 'tell the states',
    examples: ['pesim state', 'pesim state list --json'],
    isDefault: true,
    act: async ({ client }) => {
      const list = await client.get('/states')
      return { value: list, lines: linesOf(list.states) }
    }
  })
  addHand(state, io, finish, {
    usage: 'save <name>',
    says: 'save the world as it is now',
    examples: ['pesim state save before'],
    act: async ({ client, args: [name = ''] }) => {
      const saved = await client.post('/states', { body: { name } })
      return { value: saved, lines: linesOf([saved]) }
    }
  })
  addHand(state, io, finish, {
    usage: 'restore <name>',
    says: 'go back to a state; the journal and the mishaps are forgotten',
    examples: ['pesim state restore before'],
    act: async ({ client, args: [name = ''] }) => {
      const clock = await client.post('/states/{state}/restore', { path: { state: name } })
      return { value: clock, lines: [`It is ${clock.now} again.`] }
    }
  })
  addFileCommands(state, io, finish)
  addHand<{ readonly fixture?: string }>(state, io, finish, {
    usage: 'reset',
    says: 'begin again with the fixture',
    examples: ['pesim state reset', 'pesim state reset --fixture france-canada-protected'],
    options: [['--fixture <name|file>', 'another one than that of the start, by name or as a JSON file']],
    act: async ({ client, flags: { fixture } }) => {
      const world = await client.post('/world/reset', {
        body: { ...(fixture !== undefined && { fixture: await nameOrContent(fixture) }) }
      })
      return { value: world, lines: [`The world begins again${fixture === undefined ? '' : ` as ${fixture}`}.`] }
    }
  })
  addHand(state, io, finish, {
    usage: 'delete <name>',
    says: 'forget a state',
    examples: ['pesim state delete before'],
    act: async ({ client, args: [name = ''] }) => {
      const left = await client.delete('/states/{state}', { path: { state: name } })
      return { value: left, lines: linesOf(left.states) }
    }
  })
}

/** Export and import. */
function addFileCommands(state: Command, io: Io, finish: (exitCode: number) => void): void {
  addHand(state, io, finish, {
    usage: 'export <name> <file>',
    says: 'write a state to a file',
    examples: ['pesim state export before before.json'],
    act: async ({ client, args: [name = '', file = ''] }) => {
      const exported = await client.get('/states/{state}', { path: { state: name } })
      await writeFile(file, JSON.stringify(exported)).catch((error: unknown) => {
        throw new ConfigError(`${file} cannot be written: ${(error as Error).message}`)
      })
      return { value: { state: name, file }, lines: [`${name} is in ${file}.`] }
    }
  })
  addHand(state, io, finish, {
    usage: 'import <name> <file>',
    says: 'take a state from a file that an export has written',
    examples: ['pesim state import again before.json'],
    act: async ({ client, args: [name = '', file = ''] }) => {
      const body = await fileOf(file)
      const taken = await client.put('/states/{state}', { path: { state: name }, body })
      return { value: taken, lines: linesOf([taken]) }
    }
  })
}

/** Throws `ConfigError` for what no export has written; whether a state can be taken the emulator says. */
async function fileOf(path: string): Promise<Model<'StateFile'>> {
  let content: unknown
  try {
    content = JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    throw new ConfigError(`${path} cannot be read: ${(error as Error).message}`)
  }
  if (!isStateFile(content)) throw new ConfigError(`${path} is no state that an export has written`)
  return content
}

/** By the two keys that every export has. */
function isStateFile(content: unknown): content is Model<'StateFile'> {
  return typeof content === 'object' && content !== null && 'pesim' in content && 'state' in content
}

function linesOf(states: readonly Model<'State'>[]): string[] {
  if (states.length === 0) return ['Nothing is saved.']
  const rows = states.map(({ name, at, clock, clusters, bytes: size }) => [
    ...[name, at, clock.mode, clusters.join(', ')],
    bytes(size)
  ])
  return table(['state', 'of', 'clock', 'clusters', 'holds'], rows, [4])
}
