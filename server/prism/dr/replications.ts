/** Replication endpoints: running and pending. */
import { domainOf } from '../../domain/core/index.js'
import { cerebro } from '../lists/index.js'
import type { Model, Prism, V2Handlers } from '../core/index.js'
import { pendingReplicationDtos, replicationDtos } from './dto/replication.js'

interface Ends {
  protection_domain_names?: string[] | undefined
  remote_site_names?: string[] | undefined
}

export const replications = {
  getReplications: ({ prism: { world, cluster }, query }) => {
    const all = Object.keys(cluster.protectionDomains).flatMap(name => replicationDtos(world, cluster, name))
    return cerebro(between(all, query), all.length)
  },

  getReplicationsForPd: ({ prism: { world, cluster }, path }) =>
    cerebro(replicationDtos(world, cluster, domainOf(cluster, path.name).name)),

  updateReplication: ({ prism, path, body }) => {
    prism.submit({ type: 'control-replication', name: path.name, id: path.id, action: body.value ?? '' })
    return { value: true }
  },

  abortReplication: ({ prism, path }) => {
    prism.submit({ type: 'control-replication', name: path.name, id: path.id, action: 'abort' })
    return { value: true }
  },

  getProtectionDomainPendingReplications: ({ prism, query }) => pendingReplications(prism, query),

  getPendingReplicationsInPd: ({ prism: { world, cluster }, path, query }) =>
    between(pendingReplicationDtos(world, cluster, domainOf(cluster, path.name)), query)
} satisfies Partial<V2Handlers>

export function pendingReplications({ world, cluster }: Prism, ends: Ends): Model<'PendingReplication'>[] {
  const domains = Object.values(cluster.protectionDomains)
  return between(
    domains.flatMap(domain => pendingReplicationDtos(world, cluster, domain)),
    ends
  )
}

type ReplicationEnds = Pick<Model<'PendingReplication'>, 'protection_domain_name' | 'remote_site_name'>

function between<T extends ReplicationEnds>(rows: readonly T[], ends: Ends): T[] {
  const { protection_domain_names: domains, remote_site_names: sites } = ends
  return rows.filter(
    row =>
      (domains?.includes(row.protection_domain_name ?? '') ?? true) &&
      (sites?.includes(row.remote_site_name ?? '') ?? true)
  )
}
