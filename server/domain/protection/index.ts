/** Protection domains: members, consistency groups, schedules, snapshots by hand. */
export { findRemoteSnapshot } from './snapshots/find-remote-snapshot.js'
export type { ScheduleRequest, RetentionRequest } from './vocabulary.js'
