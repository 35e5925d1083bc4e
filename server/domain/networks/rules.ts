/** Rules and appliers of this room, for decide, apply and the rooms above. */
import type { Rules } from '../core/index.js'
import { createNetwork, removeNetwork, reserveAddress, unreserveAddress, updateNetwork } from './networks.js'
import type { NetworkCommand } from './vocabulary.js'

export { networkAppliers } from './apply.js'
export { networkFacts } from './facts.js'
export { networkRefusals } from './vocabulary.js'

export const networkRules: Rules<NetworkCommand['type']> = {
  'create-network': createNetwork,
  'update-network': updateNetwork,
  'remove-network': removeNetwork,
  'reserve-address': reserveAddress,
  'unreserve-address': unreserveAddress
}
