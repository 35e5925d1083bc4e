/** Protection domains: members, consistency groups, schedules, snapshots by hand. */
export { snapshotHeldAt } from './snapshots/held-snapshots.js'
export type { ScheduleRequest, RetentionRequest } from './vocabulary.js'
