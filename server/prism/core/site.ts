/** Resolves the target of a request: the addressed cluster, or the one that Prism Central forwards to. */
import type { FastifyRequest } from 'fastify'
import { Refusal } from '../../domain/core/index.js'
import type { View, World } from '../../domain/core/index.js'
import { RequestError } from './refusals.js'

/** The site that is no cluster. */
export const CENTRAL = 'central'

/** How Prism Central is known to the clusters that are registered with it. */
export interface CentralIdentity {
  readonly uuid: string
  readonly name: string
  readonly address: string
}

/**
 * The cluster that a request to Prism Central is handed on to; undefined where it asks Prism Central itself. Refuses a
 * UUID that no registered cluster has, and answers for one that does not.
 */
export function proxied(world: View<World>, central: CentralIdentity, request: FastifyRequest): string | undefined {
  const { proxyClusterUuid: clusterUuid } = request.query as { proxyClusterUuid?: string | string[] }
  const uuid = Array.isArray(clusterUuid) ? clusterUuid[0] : clusterUuid
  if (uuid === undefined || uuid === '' || uuid === central.uuid) return undefined
  const cluster = Object.values(world.clusters).find(each => each.uuid === uuid)
  if (cluster === undefined)
    throw new Refusal('cluster/not-found', `Cluster ${uuid} is not registered with ${central.name}`)
  if (cluster.power === 'lost') throw new RequestError('unreachable', `Cluster ${cluster.name} does not answer`)
  return cluster.name
}
