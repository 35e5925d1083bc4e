/** `pesim vm`: VMs, how much they write, and the marks that prove what a recovery kept. */
import { ControlRefused } from '../../client/index.js'
import type { ControlClient, Model } from '../../client/index.js'
import { ConfigError } from '../../config/index.js'
import { bytes, columns, table } from '../core/index.js'
import type { RegisterCommand } from '../core/index.js'
import { addHand, bytesOf, withExamples } from '../running/index.js'
import type { Shown } from '../running/index.js'

interface WriteFlags {
  readonly rate?: string
  readonly mark?: string
  readonly bytes?: string
}

export const registerVm: RegisterCommand = (program, io, finish) => {
  const vm = program.command('vm').description('list VMs, let them write, and read what they hold')
  withExamples(vm, ['pesim vm list france', 'pesim vm write france db01 --mark before', 'pesim vm marks canada db01'])
  addHand(vm, io, finish, {
    usage: 'list [cluster]',
    says: 'tell the VMs of a cluster, or of all',
    examples: ['pesim vm list', 'pesim vm list france --json'],
    isDefault: true,
    act: async ({ client, args: [cluster] }) => {
      const names = cluster === undefined ? (await client.get('/clusters')).clusters.map(({ name }) => name) : [cluster]
      const lists = await Promise.all(names.map(async name => ({ name, vms: await vmsOf(client, name) })))
      const rows = lists.flatMap(({ name, vms }) => vms.map(each => [name, ...rowOf(each)]))
      const vms = lists.flatMap(({ name, vms }) => vms.map(each => ({ cluster: name, ...each })))
      return {
        value: { vms },
        lines: table(['cluster', 'VM', 'power', 'domain', 'used', 'writes', 'UUID'], rows, [4, 5])
      }
    }
  })
  addHand<WriteFlags>(vm, io, finish, {
    usage: 'write <cluster> <vm>',
    says: 'let a VM write: a mark now, or so many bytes a second from now on',
    examples: ['pesim vm write france db01 --mark before', 'pesim vm write france db01 --rate 20MB/s'],
    options: [
      ['--mark <name>', 'a named write at the present instant, to a VM that runs'],
      ['--bytes <n>', 'written along with the mark'],
      ['--rate <bytes>', 'bytes a second from now on, while it runs']
    ],
    act: async ({ client, args: [name = '', vm = ''], flags }) => write(client, name, vm, flags)
  })
  addHand(vm, io, finish, {
    usage: 'marks <cluster> <vm>',
    says: 'tell the marks that a VM holds',
    examples: ['pesim vm marks canada db01'],
    act: async ({ client, args: [name = '', vm = ''] }) => {
      const uuid = await uuidOf(client, name, vm)
      return marksShown(await client.get('/clusters/{name}/vms/{uuid}/marks', { path: { name, uuid } }))
    }
  })
}

async function write(client: ControlClient, name: string, vm: string, flags: WriteFlags): Promise<Shown> {
  const { rate, mark, bytes: size } = flags
  if ((rate === undefined) === (mark === undefined))
    throw new ConfigError('write needs --mark or --rate, and one of them')
  const path = { name, uuid: await uuidOf(client, name, vm) }
  if (mark !== undefined) {
    const body = { name: mark, ...(size !== undefined && { bytes: bytesOf(size) }) }
    return marksShown(await client.post('/clusters/{name}/vms/{uuid}/marks', { path, body }))
  }
  const body = { change_rate_bytes_per_second: bytesOf(rate ?? '') }
  const changed = await client.put('/clusters/{name}/vms/{uuid}', { path, body })
  return { value: changed, lines: [`${changed.name} writes ${bytes(changed.change_rate_bytes_per_second)} a second`] }
}

/** Throws `ControlRefused`, as the emulator does for what it does not have, where no VM has the name, or several have. */
async function uuidOf(client: ControlClient, cluster: string, vm: string): Promise<string> {
  const vms = await vmsOf(client, cluster)
  const found = vms.filter(({ name, uuid }) => uuid === vm || name === vm)
  const [only, ...others] = found
  if (only === undefined)
    throw new ControlRefused(
      'vm/not-found',
      `There is no VM ${vm} on ${cluster}, but ${vms.map(({ name }) => name).join(', ') || 'none at all'}`,
      404
    )
  if (others.length > 0)
    throw new ControlRefused(
      'vm/ambiguous',
      `${cluster} has ${found.length} VMs ${vm}: say which by UUID, ${found.map(({ uuid }) => uuid).join(' or ')}`,
      409
    )
  return only.uuid
}

const vmsOf = async (client: ControlClient, name: string): Promise<Model<'Vm'>[]> =>
  (await client.get('/clusters/{name}/vms', { path: { name } })).vms

const rowOf = (vm: Model<'Vm'>): string[] => [
  ...[vm.name, vm.power, vm.protection_domain ?? '-', bytes(vm.used_bytes)],
  ...[`${bytes(vm.change_rate_bytes_per_second)}/s`, vm.uuid]
]

function marksShown(list: Model<'MarkList'>): Shown {
  const lines = list.marks.length === 0 ? ['No marks.'] : columns(list.marks.map(({ name, at }) => [at, name]))
  return { value: list, lines }
}
