/** Operations of v1 and v2.0 that Prism Central answers itself instead of forwarding them to a cluster. */
import { required } from '../domain/core/index.js'
import { arithmos } from '../prism/lists/index.js'
import { externalState, listedClusterDto } from '../prism/administration/index.js'
import type { Model } from '../prism/core/index.js'
import type { CentralHandlers, CentralView } from './view.js'
import { PC_VERSION } from './version.js'

export const centralHandlers = {
  getClusterInfo: ({ prism }) => itself(prism),

  getClusters: ({ prism, query }) => arithmos(registeredClusters(prism, query.projection), query),

  getCluster: ({ prism, path, query }) => {
    const found = [...registeredClusters(prism, query.projection), itself(prism)].find(
      ({ id, uuid }) => path.id === uuid || path.id === id
    )
    return required(found, 'cluster/not-found', `Cluster ${path.id} does not exist`)
  },

  getClusterExternalState: ({ prism: { world } }) =>
    Object.values(world.clusters).map(({ uuid, name, vip, version, power }) =>
      externalState({ uuid, name, address: vip, multicluster: false, version, reachable: power === 'on' })
    ),

  getSessionInfo: ({ prism: { user } }) => ({
    user_dto: {
      profile: { username: user },
      roles: ['ROLE_CLUSTER_ADMIN', 'ROLE_USER_ADMIN'],
      enabled: true
    },
    local: true,
    multicluster: true,
    ff: []
  })
} satisfies CentralHandlers

function registeredClusters({ world }: CentralView, projection: string | undefined): Model<'Cluster'>[] {
  return Object.values(world.clusters).map(cluster => listedClusterDto({ world, cluster }, projection))
}

/** Of the many things that a cluster is, Prism Central is few. */
function itself({ central }: CentralView): Model<'Cluster'> {
  return {
    id: `${central.uuid}::0`,
    uuid: central.uuid,
    cluster_uuid: central.uuid,
    name: central.name,
    version: PC_VERSION,
    cluster_external_ipaddress: central.address,
    num_nodes: 1,
    hypervisor_types: ['kNull'],
    cluster_functions: ['MULTICLUSTER'],
    multicluster: true,
    management_servers: [],
    name_servers: [],
    ntp_servers: []
  }
}
