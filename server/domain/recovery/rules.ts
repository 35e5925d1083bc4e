/** Rules and appliers of this room, for decide, apply and the rooms above. */
export { contested, recoverVms, restorable } from './recover.js'
export { finishRestore, restoreAborted, restoreEntities, rollBackProtectionDomain } from './restore.js'
