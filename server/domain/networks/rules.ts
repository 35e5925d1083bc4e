/** Rules and appliers of this room, for decide, apply and the rooms above. */
export { networkAppliers } from './apply.js'
export { createNetwork, removeNetwork, reserveAddress, unreserveAddress, updateNetwork } from './networks.js'
