/** Rules and appliers of this room, for decide, apply and the rooms above. */
import type { Rules } from '../core/index.js'
import { changeVolumeDisk, changeVolumeGroup } from './change.js'
import { changeIscsiClient, closeVolumeGroup, openVolumeGroup } from './clients.js'
import { createVolumeGroups } from './seed.js'
import { startVolumeGroupWork } from './work.js'
import type { VolumeGroupCommand } from './vocabulary.js'

export { setGroupsWriting, volumeGroupAppliers } from './apply.js'
export { volumeGroupFacts } from './facts.js'
export {
  alertAttachedClients,
  isRegisteredOnAnother,
  groupsToProtect,
  groupsWithClients,
  recoverVolumeGroups,
  relatedVms,
  unregisterGroups
} from './protection/protection.js'
export { restoreGroupAsClone, refuseAttached, restoreGroupInPlace } from './protection/restore.js'
export { volumeGroupRefusals } from './vocabulary.js'
export { doVolumeGroupWork } from './work.js'

export const volumeGroupRules: Rules<VolumeGroupCommand['type']> = {
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
  'create-volume-groups': createVolumeGroups
}
