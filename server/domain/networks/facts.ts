/** What events of networks tell. */
import type { FactsOf } from '../core/index.js'
import type { NetworkEvent } from './vocabulary.js'

export const networkFacts: FactsOf<NetworkEvent['type']> = {
  'network-created': ({ network }) => ({ name: network.name, uuid: network.uuid }),
  'network-changed': ({ network }) => ({ name: network.name, uuid: network.uuid }),
  'network-removed': ({ uuid }) => ({ uuid })
}
