/** Networks of the cluster. */
import { required } from '../../domain/refusal.js'
import { acropolis } from '../collection.js'
import type { V2Handlers } from '../handlers.js'
import { networkDto } from './dto/network.js'

export const networks = {
  getNetworks: ({ prism: { cluster } }) => acropolis(cluster.networks.map(network => networkDto(cluster, network))),

  getNetwork: ({ prism: { cluster }, path }) => {
    const network = cluster.networks.find(({ uuid }) => uuid === path.uuid)
    return networkDto(
      cluster,
      required(network, 'network/not-found', `Network ${path.uuid} does not exist on ${cluster.name}`)
    )
  }
} satisfies Partial<V2Handlers>
