/**
 * Published fields of v1 and v0.8 that nothing in pesim reads and v2.0 does not have, or reads, each with the reason why it may be
 * sent for nothing. The lists only shrink, as that of v2.0.
 */
import type { UnreadReason } from './unread-fields.js'

const computed = 'The product computes it, or says it itself: a client sends it back as it read it'
const pathSays = 'The path says what is meant'
const otherNames = 'A disk goes by its UUID, its file or its place: the other ways to name it are not looked at'

const recorded = 'It is known from recorded answers alone: a client sends it back as it read it'

const v1: readonly UnreadReason[] = [
  { reason: recorded, fields: { createVM: 'bootConfig.diskAddress.deviceUuid' } },
  {
    reason: computed,
    fields: {
      editClusterParams: 'isSspEnabled',
      patchClusterParams: 'genericDTO.isSspEnabled',
      updateHealthCheck: 'categoryTypes impacts subCategoryTypes',
      patchHealthCheck: 'genericDTO.categoryTypes genericDTO.impacts genericDTO.subCategoryTypes',
      'editContainer addContainer': 'storagePoolId storagePoolUuid',
      patchContainer: 'genericDTO.storagePoolId genericDTO.storagePoolUuid',
      editStoragePool:
        'clusterUuid disks diskUuids capacity tierwiseFreeCapacityMap markedForRemoval stats usageStats alertSummary healthSummary',
      patchStoragePool:
        'genericDTO.clusterUuid genericDTO.disks genericDTO.diskUuids genericDTO.capacity genericDTO.tierwiseFreeCapacityMap ' +
        'genericDTO.markedForRemoval genericDTO.stats genericDTO.usageStats genericDTO.alertSummary genericDTO.healthSummary',
      'updateNutanixGuestTools createNutanixGuestTools':
        'vmId vmUuid vmName installedVersion clusterVersion toolsMounted communicationLinkActive toRemove applications',
      patchNutanixGuestTools:
        'genericDTO.vmId genericDTO.vmUuid genericDTO.vmName genericDTO.installedVersion genericDTO.clusterVersion ' +
        'genericDTO.toolsMounted genericDTO.communicationLinkActive genericDTO.toRemove genericDTO.applications',
      updatePulse: 'nosVersion',
      addCronSchedules: '[].id [].durationInUsecs',
      'updateLocalUser addLocalUser': 'creationTimeUsecs lastAccessTimeUsecs lastUpdatedByUser loginSessionInfo'
    }
  },
  {
    reason: 'A PATCH changes what genericDTO says, at the cluster that is asked',
    fields: { 'patchStoragePool patchNutanixGuestTools': 'operation clusterUuid' }
  },
  {
    reason: pathSays,
    fields: {
      addCronSchedules: '[].pdName',
      'addEntities removeEntities': 'protectionDomainName',
      addRoleMapping: 'directoryName',
      updateUserProfile: 'username'
    }
  },
  {
    reason: 'A password is not kept, and nothing logs in with it',
    fields: { updateAuthConfig: 'directoryList[].serviceAccountPassword' }
  },
  {
    reason:
      'Nothing of the kind is there to choose among, to leave out or to sum up: the list is empty, or the answer the same',
    fields: {
      getRecentCertificateTestResults: 'hostIds',
      listFileGroups: 'fileGroupUuid',
      getLicenseEvents: 'startTimeInUsecs endTimeInUsecs acknowledged',
      getAllVDisks: 'includedeleted projection',
      'getVDisk getFileServers getVirtualDisksInVm': 'projection',
      'getVDiskAlerts getAlertsForVDisk':
        'startTimeInUsecs endTimeInUsecs resolved acknowledged severity alertTypeUuid',
      'getVDiskEvents getEventsForVDisk': 'startTimeInUsecs endTimeInUsecs acknowledged',
      editStoragePool: 'force',
      patchStoragePool: 'force',
      listNutanixGuestTools: 'applicationNames'
    }
  },
  {
    reason: 'Nothing public says what is in the answer with it and without (docs/fidelity.md)',
    fields: {
      getProgressMonitors: 'verbose hasSubTaskDetail',
      getEvents: 'typeIds',
      getRemoteSite: 'fullDetails remoteContainers',
      getAllRemoteSites: 'remoteContainers'
    }
  },
  {
    reason: otherNames,
    fields: {
      createVM:
        'bootConfig.diskAddress.ndfsFilepath bootConfig.diskAddress.vmdiskUuid bootConfig.diskAddress.volumeGroupUuid'
    }
  },
  {
    reason: 'Not emulated: what it asks for is not done (docs/fidelity.md)',
    fields: {
      updateAlertConfig: 'emailConfigRules[].categories',
      patchAlertConfig: 'genericDTO.emailConfigRules[].categories',
      createVM: 'hostId hypervisorType bootConfig.secureBoot',
      updatePulse: 'isPulsePromptNeeded emailContactList defaultNutanixEmail',
      'addEntities removeEntities': 'filePaths ctrId hostId vmAddRemoveType force',
      removeEntities: 'consistencyGroupName appConsistentSnapshots ignoreDupOrMissingVms protectRelatedEntities',
      addCronSchedules: '[].rollupScheduleUuid',
      'updateLocalUser addLocalUser': 'profile.ldapLoginName profile.locale profile.region',
      addLocalUser: 'enabled',
      updateUserProfile: 'ldapLoginName locale region'
    }
  }
]

const v08: readonly UnreadReason[] = [
  {
    reason: recorded,
    fields: {
      createVM: 'bootConfig.diskAddress.deviceUuid vmDisks[].vmDiskClone.diskAddress.deviceUuid',
      createDisk: 'disks[].diskAddress.deviceUuid',
      updateDisk: 'updateSpec.vmDiskClone.diskAddress.deviceUuid',
      'createImage updateImage': 'vmDiskClone.diskAddress.deviceUuid',
      createVolumeGroup: 'diskList[].cloneSpec.diskAddress.deviceUuid',
      createVolumeDisk: 'cloneSpec.diskAddress.deviceUuid'
    }
  },
  { reason: pathSays, fields: { createDisk: 'uuid', updateDisk: 'uuid diskId diskUuid', setPowerState: 'vmid' } },
  {
    reason: otherNames,
    fields: {
      createVM:
        'bootConfig.diskAddress.diskLabel bootConfig.diskAddress.isCdrom bootConfig.diskAddress.ndfsFilepath ' +
        'bootConfig.diskAddress.vmdiskUuid bootConfig.diskAddress.volumeGroupUuid ' +
        'vmDisks[].vmDiskClone.diskAddress.deviceBus vmDisks[].vmDiskClone.diskAddress.deviceIndex ' +
        'vmDisks[].vmDiskClone.diskAddress.diskLabel vmDisks[].vmDiskClone.diskAddress.isCdrom ' +
        'vmDisks[].vmDiskClone.diskAddress.volumeGroupUuid',
      createDisk: 'disks[].diskAddress.volumeGroupUuid',
      createVolumeGroup:
        'diskList[].cloneSpec.diskAddress.deviceBus diskList[].cloneSpec.diskAddress.deviceIndex ' +
        'diskList[].cloneSpec.diskAddress.diskLabel diskList[].cloneSpec.diskAddress.isCdrom ' +
        'diskList[].cloneSpec.diskAddress.volumeGroupUuid diskList[].cloneSpec.snapshotGroupUuid ' +
        'diskList[].cloneSpec.snapshotGroupId',
      createVolumeDisk:
        'cloneSpec.diskAddress.deviceBus cloneSpec.diskAddress.deviceIndex cloneSpec.diskAddress.diskLabel ' +
        'cloneSpec.diskAddress.isCdrom cloneSpec.diskAddress.volumeGroupUuid ' +
        'cloneSpec.snapshotGroupUuid cloneSpec.snapshotGroupId',
      'createImage updateImage':
        'vmDiskClone.diskAddress.deviceBus vmDiskClone.diskAddress.deviceIndex vmDiskClone.diskAddress.diskLabel ' +
        'vmDiskClone.diskAddress.isCdrom vmDiskClone.diskAddress.volumeGroupUuid vmDiskClone.snapshotGroupUuid ' +
        'vmDiskClone.snapshotGroupId',
      updateDisk:
        'updateSpec.vmDiskClone.diskAddress.deviceBus updateSpec.vmDiskClone.diskAddress.deviceIndex ' +
        'updateSpec.vmDiskClone.diskAddress.diskLabel updateSpec.vmDiskClone.diskAddress.isCdrom ' +
        'updateSpec.vmDiskClone.diskAddress.volumeGroupUuid updateSpec.vmDiskClone.snapshotGroupUuid ' +
        'updateSpec.vmDiskClone.snapshotGroupId'
    }
  },
  {
    reason: 'That of disks and of power changes is not checked (docs/fidelity.md)',
    fields: { 'createDisk updateDisk deleteDisk': 'vmLogicalTimestamp', 'powerOn powerOff': 'logicalTimestamp' }
  },
  {
    reason: 'Not emulated: what it asks for is not done (docs/fidelity.md)',
    fields: { createVM: 'hostId hypervisorType bootConfig.secureBoot' }
  },
  {
    reason: 'The emulated disks and groups have nothing of the kind',
    fields: {
      createDisk: 'disks[].isScsiPassThrough disks[].isThinProvisioned',
      createVolumeGroup: 'diskList[].volumeGroupUuid attachedClients[].enabledAuthentications iscsiInitiatorNameList',
      updateVolumeGroup: 'attachedClients[].enabledAuthentications iscsiInitiatorNameList'
    }
  }
]

export const olderUnreadFields = { v1, 'v0.8': v08 } as const
