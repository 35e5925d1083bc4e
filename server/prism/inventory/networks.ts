/** Network endpoints, and managed IP addresses. */
import { networkOf } from '../../domain/core/index.js'
import { acropolis } from '../lists/index.js'
import type { V2Handlers } from '../core/index.js'
import { addressDtos, networkDto } from './dto/network.js'
import { networkChange, newNetwork } from './dto/network-request.js'

export const networks = {
  getNetworks: ({ prism: { cluster } }) => acropolis(cluster.networks.map(network => networkDto(cluster, network))),

  getNetwork: ({ prism: { cluster }, path }) => networkDto(cluster, networkOf(cluster, path.uuid)),

  createNetwork: ({ prism, body }) => ({
    network_uuid: prism.submit({ type: 'create-network', network: newNetwork(body) })
  }),

  updateNetwork: ({ prism, path, body }) => {
    prism.submit({
      type: 'update-network',
      uuid: path.uuid,
      network: networkChange(body),
      logicalTimestamp: body.logical_timestamp ?? null
    })
    return { value: true }
  },

  deleteNetwork: ({ prism, path, query }) => {
    prism.submit({
      type: 'remove-network',
      uuid: path.uuid,
      logicalTimestamp: query.logical_timestamp ?? null
    })
    return { value: true }
  },

  getNetworkAddressTable: ({ prism: { cluster }, path }) => {
    const network = networkOf(cluster, path.uuid)
    return acropolis(network.ipam === null ? [] : addressDtos(cluster, network, network.ipam))
  },

  reserveIP: ({ prism, path, body }) => {
    prism.submit({ type: 'reserve-address', uuid: path.uuid, address: body.value ?? '' })
    return { value: true }
  },

  unreserveIP: ({ prism, path }) => {
    prism.submit({ type: 'unreserve-address', uuid: path.uuid, address: path.ipaddress })
    return { value: true }
  }
} satisfies Partial<V2Handlers>
