/** `pesim power`: takes the power from a cluster, and gives it back. */
import type { Model } from '../../client/index.js'
import { ConfigError } from '../../config/index.js'
import { table } from '../core/index.js'
import type { RegisterCommand } from '../core/index.js'
import { addHand } from '../running/index.js'

export const registerPower: RegisterCommand = (program, io, finish) => {
  addHand(program, io, finish, {
    usage: 'power [cluster] [state]',
    says: 'take the power from a whole cluster (lost), or give it back (on); show it without a state',
    examples: ['pesim power', 'pesim power france lost', 'pesim power france on'],
    act: async ({ client, args: [name, state] }) => {
      if (name === undefined) {
        const { clusters } = await client.get('/clusters')
        return { value: { clusters }, lines: linesOf(clusters) }
      }
      const path = { name }
      const cluster =
        state === undefined
          ? await client.get('/clusters/{name}', { path })
          : await client.put('/clusters/{name}', { path, body: { power: powerOf(state) } })
      return { value: cluster, lines: linesOf([cluster]) }
    }
  })
}

function powerOf(state: string): 'on' | 'lost' {
  if (state === 'on' || state === 'lost') return state
  throw new ConfigError(`Power is lost or on, not ${JSON.stringify(state)}`)
}

function linesOf(clusters: readonly Model<'Cluster'>[]): string[] {
  const rows = clusters.map(({ name, power, pack, vip, counts }) => [
    ...[name, power, pack, vip, String(counts.vms)],
    String(counts.protection_domains)
  ])
  return table(['cluster', 'power', 'pack', 'address', 'VMs', 'domains'], rows, [4, 5])
}
