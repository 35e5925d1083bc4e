/** Volume groups: disks for several, their clients and protection. */
export {
  attachedVms,
  captureVolumeGroup,
  iscsiClientOf,
  targetOf,
  usedBytesOfGroup,
  volumeGroupOf,
  volumeGroupsOfVm
} from './volume-groups.js'
export type { VolumeGroupSeed, VolumeGroupChange } from './vocabulary.js'
