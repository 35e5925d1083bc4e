/** Activation: a protection domain is made active, or given up, on one side by hand; and how every change of sides goes on. */
import type { Rules } from '../core/index.js'
import { activateProtectionDomain, deactivateProtectionDomain } from './activate.js'
import { advanceModeChange } from './mode-change.js'
import type { ActivationCommand } from './vocabulary.js'

export { activationDue } from './due.js'

export const activationRules: Rules<ActivationCommand['type']> = {
  'activate-protection-domain': activateProtectionDomain,
  'deactivate-protection-domain': deactivateProtectionDomain,
  'advance-mode-change': advanceModeChange
}
