/** Hosts of the cluster. */
import { hostOf } from '../../domain/lookup.js'
import { arithmos } from '../collection.js'
import type { V2Handlers } from '../handlers.js'
import { hostDto } from './dto/host.js'

export const hosts = {
  getHosts: ({ prism: { cluster }, query }) => {
    const rows = cluster.hosts.map(host => hostDto(cluster, host))
    return arithmos(rows, query)
  },

  getHost: ({ prism: { cluster }, path }) => hostDto(cluster, hostOf(cluster, path.uuid))
} satisfies Partial<V2Handlers>
