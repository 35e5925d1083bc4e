/** The cluster that answers, which is also the only one that Prism Element lists. */
import { required } from '../../domain/refusal.js'
import { arithmos } from '../collection.js'
import type { V2Handlers } from '../handlers.js'
import { clusterDto } from './dto/cluster.js'

export const clusters = {
  getClusterInfo: ({ prism: { world, cluster } }) => clusterDto(world, cluster),

  getClusters: ({ prism: { world, cluster }, query }) => arithmos([clusterDto(world, cluster)], query),

  getCluster: ({ prism: { world, cluster }, path }) => {
    const dto = clusterDto(world, cluster)
    const meant = path.id === dto.uuid || path.id === dto.id ? dto : null
    return required(meant, 'cluster/not-found', `Cluster ${path.id} does not exist`)
  }
} satisfies Partial<V2Handlers>
