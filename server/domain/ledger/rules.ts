/** Rules and appliers of this room, for decide, apply and the rooms above. */
export { ledgerRecorder } from './apply.js'
