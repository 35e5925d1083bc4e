/** Hosts of the cluster. */
import { required } from '../../domain/refusal.js'
import { arithmos } from '../collection.js'
import type { V2Handlers } from '../handlers.js'
import { hostDto } from './dto/host.js'

export const hosts = {
  getHosts: ({ prism: { cluster }, query }) => {
    const rows = cluster.hosts.map(host => hostDto(cluster, host))
    return arithmos(rows, query)
  },

  getHost: ({ prism: { cluster }, path }) => {
    const host = cluster.hosts.find(
      ({ uuid, number }) => path.uuid === uuid || path.uuid === `${cluster.uuid}::${number}`
    )
    return hostDto(cluster, required(host, 'host/not-found', `Host ${path.uuid} does not exist on ${cluster.name}`))
  }
} satisfies Partial<V2Handlers>
