/** Rules and appliers of this room, for decide, apply and the rooms above. */
export { setGroupsWriting, volumeGroupAppliers } from './apply.js'
export { changeVolumeDisk, changeVolumeGroup } from './change.js'
export { changeIscsiClient, closeVolumeGroup, openVolumeGroup } from './clients.js'
export {
  clientsStandInTheWay,
  groupElsewhere,
  groupsToProtect,
  openToClients,
  recoverVolumeGroups,
  relatedVms,
  unregistered
} from './protection.js'
export { clonedGroup, refuseAttached, replacedGroup } from './restore.js'
export { createVolumeGroups } from './seed.js'
export { doVolumeGroupWork, startVolumeGroupWork } from './work.js'
