/** Rules and appliers of this room, for decide, apply and the rooms above. */
import type { Rules } from '../core/index.js'
import { changeConsistencyGroup, setMinSnapshots, setSraState, suspendSchedules } from './domain-settings.js'
import {
  addOneTimeSchedule,
  removeOneTimeSchedule,
  removeOneTimeSchedules,
  runOneTimeSchedule
} from './schedules/one-time-schedules.js'
import { createProtectionDomain, finishRemoval, protectVms, removeProtectionDomain, unprotectVms } from './protect.js'
import { removeRemoteSnapshot, removeRemoteSnapshots, retrieveSnapshot } from './snapshots/remote-snapshots.js'
import { runSchedule } from './schedules/run-schedule.js'
import {
  addSchedule,
  addSchedules,
  clearSchedules,
  removeSchedule,
  removeSchedules,
  replaceSchedule,
  setRetention
} from './schedules/schedules.js'
import {
  collectSnapshots,
  removeSnapshot,
  removeSnapshots,
  retainSnapshot,
  retainSnapshots
} from './snapshots/snapshot.js'
import type { ProtectionCommand } from './vocabulary.js'

export { protectionAppliers } from './apply.js'
export { domainAlerts } from './domain-alerts.js'
export { collectionDue, protectionMoves, protectionTouches, scheduleDue } from './due.js'
export { protectionFacts } from './facts.js'
export { createProtectionDomain, removeProtectionDomain } from './protect.js'
export { protectionRefusals } from './vocabulary.js'

export const protectionRules: Rules<ProtectionCommand['type']> = {
  'create-protection-domain': createProtectionDomain,
  'remove-protection-domain': removeProtectionDomain,
  'protect-vms': protectVms,
  'unprotect-vms': unprotectVms,
  'add-schedule': addSchedule,
  'add-schedules': addSchedules,
  'replace-schedule': replaceSchedule,
  'remove-schedule': removeSchedule,
  'remove-schedules': removeSchedules,
  'clear-schedules': clearSchedules,
  'set-retention': setRetention,
  'add-one-time-schedule': addOneTimeSchedule,
  'remove-one-time-schedule': removeOneTimeSchedule,
  'remove-one-time-schedules': removeOneTimeSchedules,
  'remove-snapshot': removeSnapshot,
  'remove-snapshots': removeSnapshots,
  'retain-snapshot': retainSnapshot,
  'retain-snapshots': retainSnapshots,
  'suspend-schedules': suspendSchedules,
  'set-min-snapshots': setMinSnapshots,
  'change-consistency-group': changeConsistencyGroup,
  'set-sra-state': setSraState,
  'remove-remote-snapshot': removeRemoteSnapshot,
  'remove-remote-snapshots': removeRemoteSnapshots,
  'retrieve-snapshot': retrieveSnapshot,
  'run-schedule': runSchedule,
  'run-one-time-schedule': runOneTimeSchedule,
  'collect-snapshots': collectSnapshots,
  'finish-removal': finishRemoval
}
