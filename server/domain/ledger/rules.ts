/** Rules and appliers of this room, for decide, apply and the rooms above. */
export { recordInLedger } from './apply.js'
