/** From a command to the facts that follow from it: the table of all rules. */
import type { Command, CommandType } from './commands.js'
import type { DomainEvent } from './events.js'
import type { IdSource } from './ids.js'
import { withoutMuted } from './muted.js'
import { raisedOnce } from './open-alerts.js'
import { changeConsistencyGroup, setMinSnapshots, setSraState, suspendSchedules } from './rules/domain-settings.js'
import { disableMetro, enableMetro, promoteMetro } from './rules/metro.js'
import { breakMetro, finishMetroSync, setMetroBreakTimeout, setMetroFailureHandling } from './rules/metro-events.js'
import { protectVstore, regroupVstore, unprotectVstore } from './rules/vstores.js'
import { removeRemoteSnapshot, retrieveSnapshot } from './rules/remote-snapshots.js'
import { activateProtectionDomain, deactivateProtectionDomain } from './rules/activate.js'
import {
  addToConfiguration,
  configure,
  removeFromConfiguration,
  replaceInConfiguration
} from './rules/configuration.js'
import { acknowledgeAlerts, acknowledgeEvents, dismissProgressMonitor, resolveAlerts } from './rules/housekeeping.js'
import { changeLink, nameAddresses, setPack, setPower } from './rules/incidents.js'
import { enterMaintenance, exitMaintenance } from './rules/maintenance.js'
import { migrateProtectionDomain } from './rules/migrate.js'
import { advanceModeChange } from './rules/mode-change.js'
import { updateHa } from './rules/ha.js'
import { createNetwork, removeNetwork, reserveAddress, unreserveAddress, updateNetwork } from './rules/networks.js'
import { addOneTimeSchedule, removeOneTimeSchedule, runOneTimeSchedule } from './rules/one-time-schedules.js'
import {
  createProtectionDomain,
  finishRemoval,
  protectVms,
  removeProtectionDomain,
  unprotectVms
} from './rules/protect.js'
import { domainAlerts } from './rules/domain-alerts.js'
import { addRemoteSite, removeRemoteSite, updateRemoteSite } from './rules/remote-sites.js'
import { controlReplication, failStalledReplications } from './rules/break-off.js'
import { queueAlerts } from './rules/queue-alerts.js'
import { settleStalledLane, tellStalledLane, tellStalledReplication } from './rules/stall.js'
import { admitReplication, finishReplication, renewLaneLimit } from './rules/replicate.js'
import { lookAtSites } from './rules/site-alerts.js'
import { restoreEntities, rollBackProtectionDomain } from './rules/restore.js'
import { addSchedule, clearSchedules, removeSchedule, replaceSchedule, setRetention } from './rules/schedules.js'
import { collectSnapshots, removeSnapshot, retainSnapshot } from './rules/snapshot.js'
import { finishTask } from './rules/finish-task.js'
import { runSchedule } from './rules/run-schedule.js'
import { changeVolumeDisk, changeVolumeGroup } from './rules/volume-groups/change.js'
import { changeIscsiClient, closeVolumeGroup, openVolumeGroup } from './rules/volume-groups/clients.js'
import { createVolumeGroups } from './rules/volume-groups/seed.js'
import { startVolumeGroupWork } from './rules/volume-groups/work.js'
import { mountDatastore, unmountDatastore } from './rules/datastores.js'
import { changeStorageContainer, createStorageContainer, removeStorageContainer } from './rules/storage-containers.js'
import { changeStoragePool, createStoragePool, removeDisk, removeStoragePool } from './rules/storage-pool.js'
import { switchGuestTools } from './rules/guest-tools.js'
import { activateFileServer, createFileServer } from './rules/file-servers.js'
import { setFlashMode } from './rules/flash-mode.js'
import { startVmWork } from './rules/vm-work.js'
import { beginIncident, endIncident, noticed, planIncident, turnIncident, withdrawIncident } from './rules/timeline.js'
import { createVms, setChangeRate, setPowerState, writeMark } from './rules/vms.js'
import { addUser, appointAdministrator, changeUser, removeUser, setUserSecret } from './rules/users.js'
import type { View, World } from './world.js'

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
  'name-addresses': nameAddresses,
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
