/**
 * What tasks are called on the wire: one row for each kind of task, with the grade and source of its names (docs/evidence.md).
 * v2.0 and v1 tell the task of Uhura, the VM service; v0.8 tells Acropolis's own, whose name is the row's key.
 */

interface TaskNames {
  /** `operation_type` and `meta_request.method_name` of v2.0, `operation` of v1. */
  readonly operation: string
  /** `display_name` of v2.0, `taskDisplayName` of v1. */
  readonly display: string
  /** The task of Acropolis that does the work, where one is known to stand beside it. */
  readonly subtask?: string
}

/** [C: recorded, power changes of 2018, 2021 and 2026; EMU: the display text of another change than off, by its pattern.] */
const powerChange = (display: string): TaskNames => ({
  operation: 'VmChangePowerState',
  display,
  subtask: 'kVmSetPowerState'
})

/** [C: recorded, the method of a VmCreate of Acropolis has no k; EMU: the other rows, by the pattern.] */
const named = (operation: string, display: string): TaskNames => ({ operation, display })

const names: Readonly<Record<string, TaskNames>> = {
  kVmPowerOn: powerChange('Power on the VM'),
  kVmPowerOff: powerChange('Power off the VM'),
  kVmPowerCycle: powerChange('Power cycle the VM'),
  kVmReset: powerChange('Reset the VM'),
  kVmPause: powerChange('Pause the VM'),
  kVmSuspend: powerChange('Suspend the VM'),
  kVmResume: powerChange('Resume the VM'),
  kVmAcpiShutdown: powerChange('Guest shutdown of the VM'),
  kVmAcpiReboot: powerChange('Guest reboot of the VM'),
  kVmCreate: named('VmCreate', 'Create the VM'),
  kVmClone: named('VmClone', 'Clone the VM'),
  kVmDelete: named('VmDelete', 'Delete the VM'),
  kVmUpdate: named('VmUpdate', 'Update the VM'),
  kVmRestore: named('VmRestore', 'Restore the VM'),
  kVmDiskCreate: named('VmDiskCreate', 'Create disks of the VM'),
  kVmDiskDelete: named('VmDiskDelete', 'Delete disks of the VM'),
  kVmDiskUpdate: named('VmDiskUpdate', 'Update disks of the VM'),
  kVmNicCreate: named('VmNicCreate', 'Create network adapters of the VM'),
  kVmNicDelete: named('VmNicDelete', 'Delete a network adapter of the VM'),
  kVmNicUpdate: named('VmNicUpdate', 'Update a network adapter of the VM'),
  kVmGuestToolsUpdate: named('VmGuestToolsUpdate', 'Update guest tools of the VM'),
  kSnapshotCreate: named('SnapshotCreate', 'Create a snapshot'),
  kSnapshotDelete: named('SnapshotDelete', 'Delete a snapshot'),
  kImageCreate: named('ImageCreate', 'Create an image'),
  kImageUpdate: named('ImageUpdate', 'Update an image'),
  kImageDelete: named('ImageDelete', 'Delete an image'),
  kVolumeGroupCreate: named('VolumeGroupCreate', 'Create a volume group'),
  kVolumeGroupClone: named('VolumeGroupClone', 'Clone a volume group'),
  kVolumeGroupDelete: named('VolumeGroupDelete', 'Delete a volume group'),
  kVolumeGroupAttach: named('VolumeGroupAttach', 'Attach a volume group'),
  kVolumeGroupDetach: named('VolumeGroupDetach', 'Detach a volume group'),
  kVolumeGroupAddDisk: named('VolumeGroupAddDisk', 'Add a disk to a volume group'),
  kVolumeGroupRemoveDisk: named('VolumeGroupRemoveDisk', 'Remove a disk of a volume group'),
  kHaUpdate: named('HaUpdate', 'Update high availability'),
  kEnterMaintenanceMode: named('EnterMaintenanceMode', 'Enter maintenance mode'),
  kRemoveDisk: named('RemoveDisk', 'Remove a disk'),
  FileServerActivate: named('FileServerActivate', 'Activate a file server'),
  kProtectionDomainRestoreEntities: named('ProtectionDomainRestoreEntities', 'Restore entities of a protection domain')
}

/** The names of a task by what Acropolis calls it; one that no row has would be a bug of the table, and a test looks. */
export function taskNames(operation: string): TaskNames {
  return names[operation] ?? named(operation.replace(/^k/, ''), operation)
}

/** Every kind of task that has names here, as Acropolis calls it. */
export const namedTasks: readonly string[] = Object.keys(names)
