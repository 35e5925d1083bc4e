/** Recovery: VMs and volume groups brought back from a snapshot, by an activation or a restore. */
import type { Rules } from '../core/index.js'
import { restoreEntities, rollBackProtectionDomain } from './restore.js'
import type { RecoveryCommand } from './vocabulary.js'

export { isSplitBrain, recoverVms, restorableSnapshot } from './recover.js'
export { finishRestore, alertRestoreAborted, usableSnapshot } from './restore.js'
export { recoveryRefusals } from './vocabulary.js'

export const recoveryRules: Rules<RecoveryCommand['type']> = {
  'restore-entities': restoreEntities,
  'roll-back-protection-domain': rollBackProtectionDomain
}
