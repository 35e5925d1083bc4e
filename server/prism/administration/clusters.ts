/** Cluster endpoints; Prism Element lists itself only. */
import { knownCluster } from '../../domain/core/index.js'
import type { Cluster, View, World } from '../../domain/core/index.js'
import { arithmos, withEntityNames } from '../lists/index.js'
import type { Model, Prism, V2Handlers } from '../core/index.js'
import { withSummaries } from '../notices/index.js'
import { clusterDto } from './dto/cluster.js'
import { gaugesOf, projectionOf, statsResponse, trafficGauges } from '../figures/index.js'
import type { Gauges } from '../figures/index.js'

export const clusters = {
  getClusterInfo: ({ prism: { world, cluster } }) => clusterDto(world, cluster),

  getClusters: ({ prism, query }) =>
    arithmos([listedClusterDto(prism, query.projection)], query, withEntityNames('appliance.configuration.ClusterDTO')),

  getCluster: ({ prism, path, query }) => {
    knownCluster(prism.cluster, path.id)
    return listedClusterDto(prism, query.projection)
  },

  getClusterStats: ({ prism: { world, cluster }, query }) =>
    statsResponse(world.now, query, clusterGauges(world, cluster)),

  getStatsForCluster: ({ prism: { world, cluster }, path, query }) => {
    knownCluster(cluster, path.id)
    return statsResponse(world.now, query, clusterGauges(world, cluster))
  }
} satisfies Partial<V2Handlers>

/** Without a summary where none is asked for: the key is not there [C: recorded]. */
export function listedClusterDto(
  { world, cluster }: Pick<Prism, 'world' | 'cluster'>,
  projection: string | undefined
): Model<'Cluster'> {
  const entity = { type: 'cluster', name: cluster.name } as const
  return withSummaries(cluster, clusterDto(world, cluster), entity, projectionOf(projection))
}

/** What a cluster shows of itself, and its replication traffic. */
const clusterGauges = (world: View<World>, here: View<Cluster>): Gauges => ({
  ...gaugesOf(clusterDto(world, here), world.now),
  ...trafficGauges(world, here, {})
})
