/** Rules and appliers of this room, for decide, apply and the rooms above. */
export { snapshotAppliers } from './apply.js'
export { alertSnapshotFailed, snapshotFault, takeSnapshot } from './capture.js'
export { carrySchedules } from './schedules/schedules-after-migration.js'
export { snapshotMoves } from './due.js'
export { snapshotFacts } from './facts.js'
export {
  checkNearSync,
  checkNearSyncSize,
  hasNearSync,
  refuseOthersBeside,
  refuseVolumeGroups
} from './near-sync/near-sync-checks.js'
export { completeNearSyncSeeding, resolveNearSyncAlerts, runNearSync } from './near-sync/run-near-sync.js'
export { removeStaleEntries, alertRecreatedVms } from './stale-entries.js'
export { copyForReceiver, recordReplicationFailure, requestReplication, startReplication } from './transfer.js'
export { snapshotRefusals } from './vocabulary.js'
