/** Protection domains: members, consistency groups, schedules, snapshots by hand. */
export { snapshotHeldAt } from './held-snapshots.js'
