/** Networks and the addresses on them. */
import type { DhcpOptions } from '../world.js'
import type { OnCluster, OnNetwork, Stamped } from './target.js'

export interface NetworkRequest {
  name: string
  vlanId: number
  annotation: string | null
  bridge: string | null
  type: string | null
  /** Null where its addresses are not to be managed. */
  ipam: IpamRequest | null
}

export interface IpamRequest {
  networkAddress: string
  prefixLength: number
  gateway: string | null
  dhcpServer: string | null
  dhcp: DhcpOptions
  /** First and last address, separated by a blank. */
  ranges: readonly string[]
}

export type NetworkCommand =
  | ({ type: 'create-network'; network: NetworkRequest } & OnCluster)
  /** What is not given stays as it is. A timestamp has to be that of the network as it is. */
  | ({ type: 'update-network'; network: Partial<NetworkRequest> } & OnNetwork & Stamped)
  | ({ type: 'remove-network' } & OnNetwork & Stamped)
  | ({ type: 'reserve-address'; address: string } & OnNetwork)
  | ({ type: 'unreserve-address'; address: string } & OnNetwork)
