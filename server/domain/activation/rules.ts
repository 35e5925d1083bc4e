/** Activation: a protection domain is made active, or given up, on one side by hand; and how every change of sides goes on. */
export { activateProtectionDomain, deactivateProtectionDomain } from './activate.js'
export { advanceModeChange } from './mode-change.js'
