/** Rules and appliers of this room, for decide, apply and the rooms above. */
import type { Rules } from '../core/index.js'
import { changeConsistencyGroup, setMinSnapshots, setSraState, suspendSchedules } from './domain-settings.js'
import { addOneTimeSchedule, removeOneTimeSchedule, runOneTimeSchedule } from './schedules/one-time-schedules.js'
import { createProtectionDomain, finishRemoval, protectVms, removeProtectionDomain, unprotectVms } from './protect.js'
import { removeRemoteSnapshot, retrieveSnapshot } from './snapshots/remote-snapshots.js'
import { runSchedule } from './schedules/run-schedule.js'
import { addSchedule, clearSchedules, removeSchedule, replaceSchedule, setRetention } from './schedules/schedules.js'
import { collectSnapshots, removeSnapshot, retainSnapshot } from './snapshots/snapshot.js'
import type { ProtectionCommand } from './vocabulary.js'

export { protectionAppliers } from './apply.js'
export { domainAlerts } from './domain-alerts.js'
export { protectionDue, protectionTouches } from './due.js'
export { protectionFacts } from './facts.js'
export { createProtectionDomain, removeProtectionDomain } from './protect.js'
export { protectionRefusals } from './vocabulary.js'

export const protectionRules: Rules<ProtectionCommand['type']> = {
  'create-protection-domain': createProtectionDomain,
  'remove-protection-domain': removeProtectionDomain,
  'protect-vms': protectVms,
  'unprotect-vms': unprotectVms,
  'add-schedule': addSchedule,
  'replace-schedule': replaceSchedule,
  'remove-schedule': removeSchedule,
  'clear-schedules': clearSchedules,
  'set-retention': setRetention,
  'add-one-time-schedule': addOneTimeSchedule,
  'remove-one-time-schedule': removeOneTimeSchedule,
  'remove-snapshot': removeSnapshot,
  'retain-snapshot': retainSnapshot,
  'suspend-schedules': suspendSchedules,
  'set-min-snapshots': setMinSnapshots,
  'change-consistency-group': changeConsistencyGroup,
  'set-sra-state': setSraState,
  'remove-remote-snapshot': removeRemoteSnapshot,
  'retrieve-snapshot': retrieveSnapshot,
  'run-schedule': runSchedule,
  'run-one-time-schedule': runOneTimeSchedule,
  'collect-snapshots': collectSnapshots,
  'finish-removal': finishRemoval
}
