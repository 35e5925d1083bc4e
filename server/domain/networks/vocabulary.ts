/** Commands, events and refusals: networks and the addresses on them. */
import type { Refusals } from '../core/tables/refusals.js'
import type { At, OnCluster, OnNetwork, Stamped } from '../core/tables/target.js'
import type { DhcpOptions, Network } from '../core/world.js'

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

type NetworkClientCommand =
  | ({ type: 'create-network'; network: NetworkRequest } & OnCluster)
  /** What is not given stays as it is. A timestamp has to be that of the network as it is. */
  | ({ type: 'update-network'; network: Partial<NetworkRequest> } & OnNetwork & Stamped)
  | ({ type: 'remove-network' } & OnNetwork & Stamped)
  | ({ type: 'reserve-address'; address: string } & OnNetwork)
  | ({ type: 'unreserve-address'; address: string } & OnNetwork)

export type NetworkCommand = NetworkClientCommand

export type NetworkEvent =
  | ({ type: 'network-created'; network: Network } & At)
  /** Adapters of VMs follow a change of its name. */
  | ({ type: 'network-changed'; network: Network } & At)
  | ({ type: 'network-removed'; uuid: string } & At)

export const networkRefusals = {
  'network/not-found': { number: 1202, grade: 'D' },
  'network/exists': { number: 90200, grade: 'D' },
  'network/invalid': { number: 90201 },
  'network/in-use': { number: 90202 },
  'address/invalid': { number: 90203 },
  'address/taken': { number: 90204 },
  'address/exhausted': { number: 90205 },
  'address/not-reserved': { number: 90206 }
} as const satisfies Refusals

/** What whoever gives a command is answered. */
interface NetworkResults {
  /** UUID of the network. */
  'create-network': string
}

export interface NetworkVocabulary {
  client: NetworkClientCommand
  control: never
  due: never
  results: NetworkResults
  event: NetworkEvent
  refusal: keyof typeof networkRefusals
}
