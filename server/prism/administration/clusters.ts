/** Cluster endpoints; Prism Element lists itself only. */
import { knownCluster } from '../../domain/core/index.js'
import type { Cluster, View, World } from '../../domain/core/index.js'
import { arithmos } from '../lists/index.js'
import type { V2Handlers } from '../core/index.js'
import { clusterDto } from './dto/cluster.js'
import { gaugesOf, statsResponse, trafficGauges } from '../figures/index.js'
import type { Gauges } from '../figures/index.js'

export const clusters = {
  getClusterInfo: ({ prism: { world, cluster } }) => clusterDto(world, cluster),

  getClusters: ({ prism: { world, cluster }, query }) => arithmos([clusterDto(world, cluster)], query),

  getCluster: ({ prism: { world, cluster }, path }) => {
    knownCluster(cluster, path.id)
    return clusterDto(world, cluster)
  },

  getClusterStats: ({ prism: { world, cluster }, query }) =>
    statsResponse(world.now, query, clusterGauges(world, cluster)),

  getStatsForCluster: ({ prism: { world, cluster }, path, query }) => {
    knownCluster(cluster, path.id)
    return statsResponse(world.now, query, clusterGauges(world, cluster))
  }
} satisfies Partial<V2Handlers>

/** What a cluster shows of itself, and its replication traffic. */
const clusterGauges = (world: View<World>, here: View<Cluster>): Gauges => ({
  ...gaugesOf(clusterDto(world, here), world.now),
  ...trafficGauges(world, here, {})
})
