/** Recovery: VMs and volume groups brought back from a snapshot, by an activation or a restore. */
export { contested, recoverVms, restorable } from './recover.js'
export { finishRestore, restoreAborted, restoreEntities, rollBackProtectionDomain } from './restore.js'
