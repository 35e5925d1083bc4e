/** The cluster that answers, which is also the only one that Prism Element lists. */
import { knownCluster } from '../../domain/lookup.js'
import { arithmos } from '../collection.js'
import type { V2Handlers } from '../handlers.js'
import { clusterDto } from './dto/cluster.js'

export const clusters = {
  getClusterInfo: ({ prism: { world, cluster } }) => clusterDto(world, cluster),

  getClusters: ({ prism: { world, cluster }, query }) => arithmos([clusterDto(world, cluster)], query),

  getCluster: ({ prism: { world, cluster }, path }) => {
    knownCluster(cluster, path.id)
    return clusterDto(world, cluster)
  }
} satisfies Partial<V2Handlers>
