/** Rules and appliers of this room, for decide, apply and the rooms above. */
export { activateProtectionDomain, deactivateProtectionDomain } from './activate.js'
export { advanceModeChange } from './mode-change.js'
