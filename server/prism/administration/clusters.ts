/** Cluster endpoints; Prism Element lists itself only. */
import { knownCluster } from '../../domain/core/index.js'
import { arithmos } from '../lists/index.js'
import type { V2Handlers } from '../core/index.js'
import { clusterDto } from './dto/cluster.js'
import { clusterGauges, statsResponse } from '../figures/index.js'

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
