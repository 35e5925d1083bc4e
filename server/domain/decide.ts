/** From a command to the facts that follow from it: the table of all rules. */
import type { Command, CommandType, DomainEvent, IdSource, View, World } from './core/index.js'
import { raisedOnce, withoutMuted } from './notices/index.js'
import {
  addOneTimeSchedule,
  addSchedule,
  changeConsistencyGroup,
  clearSchedules,
  collectSnapshots,
  createProtectionDomain,
  domainAlerts,
  finishRemoval,
  protectVms,
  removeOneTimeSchedule,
  removeProtectionDomain,
  removeRemoteSnapshot,
  removeSchedule,
  removeSnapshot,
  replaceSchedule,
  retainSnapshot,
  retrieveSnapshot,
  runOneTimeSchedule,
  runSchedule,
  setMinSnapshots,
  setRetention,
  setSraState,
  suspendSchedules,
  unprotectVms
} from './protection/rules.js'
import {
  breakMetro,
  disableMetro,
  enableMetro,
  finishMetroSync,
  promoteMetro,
  protectVstore,
  regroupVstore,
  setMetroBreakTimeout,
  setMetroFailureHandling,
  unprotectVstore
} from './metro/rules.js'
import { activateProtectionDomain, advanceModeChange, deactivateProtectionDomain } from './activation/rules.js'
import {
  addToConfiguration,
  addUser,
  appointAdministrator,
  changeUser,
  configure,
  removeFromConfiguration,
  removeUser,
  replaceInConfiguration,
  setUserSecret
} from './settings/rules.js'
import { acknowledgeAlerts, acknowledgeEvents, dismissProgressMonitor, resolveAlerts } from './notices/rules.js'
import {
  beginIncident,
  changeLink,
  endIncident,
  noticed,
  planIncident,
  setPack,
  setPower,
  turnIncident,
  withdrawIncident
} from './incidents/rules.js'
import {
  createVms,
  enterMaintenance,
  exitMaintenance,
  setChangeRate,
  setFlashMode,
  setPowerState,
  startVmWork,
  switchGuestTools,
  updateHa,
  writeMark
} from './inventory/rules.js'
import { migrateProtectionDomain } from './migration/rules.js'
import { createNetwork, removeNetwork, reserveAddress, unreserveAddress, updateNetwork } from './networks/rules.js'
import { addRemoteSite, lookAtSites, removeRemoteSite, updateRemoteSite } from './links/rules.js'
import {
  admitReplication,
  controlReplication,
  failStalledReplications,
  finishReplication,
  queueAlerts,
  renewLaneLimit,
  settleStalledLane,
  tellStalledLane,
  tellStalledReplication
} from './replication/rules.js'
import { restoreEntities, rollBackProtectionDomain } from './recovery/rules.js'
import { finishTask } from './finish-task.js'
import {
  changeIscsiClient,
  changeVolumeDisk,
  changeVolumeGroup,
  closeVolumeGroup,
  createVolumeGroups,
  openVolumeGroup,
  startVolumeGroupWork
} from './volume-groups/rules.js'
import {
  changeStorageContainer,
  changeStoragePool,
  createStorageContainer,
  createStoragePool,
  mountDatastore,
  removeDisk,
  removeStorageContainer,
  removeStoragePool,
  unmountDatastore
} from './storage/rules.js'
import { activateFileServer, createFileServer } from './file-servers/rules.js'

type Rules = {
  [K in CommandType]: (world: View<World>, command: Extract<Command, { type: K }>, ids: IdSource) => DomainEvent[]
}

const rules: Rules = {
  'add-remote-site': addRemoteSite,
  'update-remote-site': updateRemoteSite,
  'remove-remote-site': removeRemoteSite,
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
  'enable-metro': enableMetro,
  'disable-metro': disableMetro,
  'promote-metro': promoteMetro,
  'set-metro-failure-handling': setMetroFailureHandling,
  'set-metro-break-timeout': setMetroBreakTimeout,
  'finish-metro-sync': finishMetroSync,
  'break-metro': breakMetro,
  'protect-vstore': protectVstore,
  'unprotect-vstore': unprotectVstore,
  'regroup-vstore': regroupVstore,
  'control-replication': controlReplication,
  'migrate-protection-domain': migrateProtectionDomain,
  'activate-protection-domain': activateProtectionDomain,
  'deactivate-protection-domain': deactivateProtectionDomain,
  'restore-entities': restoreEntities,
  'roll-back-protection-domain': rollBackProtectionDomain,
  'set-power-state': setPowerState,
  'create-network': createNetwork,
  'update-network': updateNetwork,
  'remove-network': removeNetwork,
  'update-ha': updateHa,
  'reserve-address': reserveAddress,
  'unreserve-address': unreserveAddress,
  'create-volume-group': startVolumeGroupWork,
  'clone-volume-group': startVolumeGroupWork,
  'remove-volume-group': startVolumeGroupWork,
  'attach-volume-group': startVolumeGroupWork,
  'detach-volume-group': startVolumeGroupWork,
  'add-volume-disk': startVolumeGroupWork,
  'remove-volume-disk': startVolumeGroupWork,
  'change-volume-group': changeVolumeGroup,
  'change-volume-disk': changeVolumeDisk,
  'open-volume-group': openVolumeGroup,
  'close-volume-group': closeVolumeGroup,
  'change-iscsi-client': changeIscsiClient,
  'activate-file-server': activateFileServer,
  'create-storage-container': createStorageContainer,
  'change-storage-container': changeStorageContainer,
  'remove-storage-container': removeStorageContainer,
  'mount-datastore': mountDatastore,
  'unmount-datastore': unmountDatastore,
  'create-storage-pool': createStoragePool,
  'change-storage-pool': changeStoragePool,
  'remove-storage-pool': removeStoragePool,
  'remove-disk': removeDisk,
  'create-vm': startVmWork,
  'update-vm': startVmWork,
  'clone-vm': startVmWork,
  'delete-vm': startVmWork,
  'attach-disks': startVmWork,
  'detach-disks': startVmWork,
  'update-disks': startVmWork,
  'add-nics': startVmWork,
  'update-nic': startVmWork,
  'remove-nic': startVmWork,
  'manage-guest-tools': startVmWork,
  'restore-vm': startVmWork,
  'snapshot-vms': startVmWork,
  'delete-vm-snapshot': startVmWork,
  'clone-vm-snapshot': startVmWork,
  'create-image': startVmWork,
  'update-image': startVmWork,
  'delete-image': startVmWork,
  'set-flash-mode': setFlashMode,
  'switch-guest-tools': switchGuestTools,
  'acknowledge-alerts': acknowledgeAlerts,
  'resolve-alerts': resolveAlerts,
  'dismiss-progress-monitor': dismissProgressMonitor,
  'add-user': addUser,
  'change-user': changeUser,
  'set-user-secret': setUserSecret,
  'remove-user': removeUser,
  'appoint-administrator': appointAdministrator,
  'acknowledge-events': acknowledgeEvents,
  'add-to-configuration': addToConfiguration,
  'replace-in-configuration': replaceInConfiguration,
  'remove-from-configuration': removeFromConfiguration,
  configure,
  'enter-maintenance': enterMaintenance,
  'exit-maintenance': exitMaintenance,
  'create-vms': createVms,
  'create-volume-groups': createVolumeGroups,
  'create-file-server': createFileServer,
  'write-mark': writeMark,
  'set-change-rate': setChangeRate,
  'set-power': setPower,
  'set-pack': setPack,
  'change-link': changeLink,
  'admit-replication': admitReplication,
  'finish-replication': finishReplication,
  'fail-stalled-replications': failStalledReplications,
  'tell-stalled-lane': tellStalledLane,
  'settle-stalled-lane': settleStalledLane,
  'tell-stalled-replication': tellStalledReplication,
  'renew-lane-limit': renewLaneLimit,
  'look-at-sites': lookAtSites,
  'run-schedule': runSchedule,
  'run-one-time-schedule': runOneTimeSchedule,
  'collect-snapshots': collectSnapshots,
  'advance-mode-change': advanceModeChange,
  'finish-removal': finishRemoval,
  'finish-task': finishTask,
  'plan-incident': planIncident,
  'withdraw-incident': withdrawIncident,
  'begin-incident': beginIncident,
  'end-incident': endIncident,
  'turn-incident': turnIncident
}

/** Decides a command against the world as it is. Throws a `Refusal`, and then nothing has happened. */
export function decide(world: View<World>, command: Command, ids: IdSource): DomainEvent[] {
  const rule = rules[command.type] as (world: View<World>, command: Command, ids: IdSource) => DomainEvent[]
  const events = rule(world, command, ids)
  const alerts = [...queueAlerts(world, events, ids), ...domainAlerts(world, events, ids)]
  const told = withoutMuted(world, raisedOnce(alerts.length === 0 ? events : [...events, ...alerts]))
  const heard = noticed(world, told)
  return heard.length === 0 ? told : [...told, ...heard]
}
