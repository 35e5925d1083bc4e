/** Rules and appliers of this room, for decide, apply and the rooms above. */
export { recordAppliers } from './apply.js'
export { acknowledgeAlerts, acknowledgeEvents, dismissProgressMonitor, resolveAlerts } from './housekeeping.js'
export {
  aboutCluster,
  aboutContainer,
  aboutDisk,
  aboutDomain,
  aboutHost,
  aboutPool,
  aboutSite,
  aboutVm,
  aboutVolumeGroup,
  audit,
  modeAudit,
  raise,
  settle,
  settleAbout
} from './notices.js'
