/** Rules and appliers of this room, for decide, apply and the rooms above. */
export { snapshotAppliers } from './apply.js'
export { snapshotFailed, snapshotFault, takeSnapshot } from './capture.js'
export { carriedSchedules } from './schedules/carry-schedules.js'
export { snapshotFacts } from './facts.js'
export {
  checkNearSync,
  checkNearSyncSize,
  hasNearSync,
  refuseOthersBeside,
  refuseVolumeGroups
} from './near-sync/near-sync-checks.js'
export { nearSyncSeeded, nearSyncSettled, runNearSync } from './near-sync/run-near-sync.js'
export { leftBehind, madeAnew } from './stale-entries.js'
export { receivedCopy, replicationFailed, requestReplication, startReplication } from './transfer.js'
export { snapshotRefusals } from './vocabulary.js'
