/** Snapshots: what they hold, how long they are kept, when they are due and how they begin to travel. */
export { newProtectionDomain } from './new-protection-domain.js'
export { lightWeightBytesOf, nearSyncSite, newNearSync, selectsNearSync } from './near-sync/near-sync.js'
export {
  collectableSnapshots,
  expiryOf,
  hasExpired,
  isUsedByModeChange,
  keptCount,
  nextCollected
} from './retention.js'
export { START_DELAY_USECS, firstFiring, intervalUsecs, nextFiring } from './schedules/schedule.js'
