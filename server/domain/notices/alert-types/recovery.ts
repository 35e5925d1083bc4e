/** Catalogue of alerts about changes of mode and restores. */
import type { AlertType } from './alert-type.js'

export const recoveryAlerts = {
  'registrations-failed': {
    uuid: 'A901100',
    title: 'Registration Of One Or More VMs Failed',
    message: 'Failed to register one or more VMs of the protection domain {protection_domain_name}.',
    severity: 'kCritical',
    cause: 'The hypervisor did not take a VM that was recovered.',
    resolvesItself: false
  },
  'vm-registration-failed': {
    uuid: 'A901122',
    title: 'VM registration failed',
    message: 'Registration of virtual machine, {vm_name}, failed because {reason}.',
    severity: 'kWarning',
    cause: 'The hypervisor did not take the VM.',
    resolvesItself: false
  },
  'change-mode-failed': {
    uuid: 'A901126',
    title: 'Protection Domain Activation or Migration Failure',
    message: 'Protection domain {protection_domain_name} activate/deactivate failed with the error : {reason}.',
    severity: 'kCritical',
    cause: 'A step of the activation, deactivation or migration could not be done.',
    resolvesItself: false
  },
  'remote-activation-failed': {
    uuid: 'A901087',
    title: 'Protection Domain Activation Failed',
    message:
      "Unable to make protection domain '{protection_domain_name}' active on remote site '{remote_name}' due to '{reason}'.",
    severity: 'kCritical',
    cause: 'The remote site received everything, and could not take over: activate the domain there.',
    resolvesItself: false
  },
  'activation-conflict': {
    uuid: 'A910014',
    title: 'Protection Domain activation may fail as conflicting files exist.',
    message: 'Files {files} conflict with activation of protection domain {protection_domain_name}.',
    severity: 'kCritical',
    cause: 'Entities were unprotected before the protection domain was made inactive.',
    resolvesItself: true
  },
  'vm-alternate-path': {
    uuid: 'A910017',
    title: 'VM has been Recovered at an Alternate Path',
    message: 'VM {vm_name} has been recovered at an alternate path. {reason}.',
    severity: 'kWarning',
    cause: 'The files of the VM exist on the cluster already.',
    resolvesItself: false
  },
  'restored-unprotected': {
    uuid: 'A901117',
    title: 'Entities Restored But Unprotected',
    message:
      'Entities {entities} of protection domain {protection_domain_name} were restored from snapshot {snapshot_id} and are not protected.',
    severity: 'kWarning',
    cause: 'They are registered on another cluster, or are not in the protection domain any more.',
    resolvesItself: false
  },
  'restore-aborted': {
    uuid: 'A901083',
    title: 'Entity Restore Aborted',
    message:
      'Restore of entities of protection domain {protection_domain_name} from snapshot {snapshot_id} was aborted. {reason}.',
    severity: 'kWarning',
    cause: 'The snapshot or its protection domain was removed in the meantime.',
    resolvesItself: false
  },
  'entity-skipped': {
    uuid: 'A901125',
    title: 'Entities Skipped During Restore',
    message: 'Some entities skipped during restore of {protection_domain_name}. Count: {count}. {reason}.',
    severity: 'kCritical',
    cause: 'Entities of the snapshot exist on the cluster already.',
    resolvesItself: false
  },
  'vm-renamed': {
    uuid: 'A901120',
    title: 'Protected VM Renamed During Clone',
    message: 'VM {vm_name} of protection domain {protection_domain_name} was restored as {new_name}.',
    severity: 'kInfo',
    cause: 'A VM of that name exists on the cluster already.',
    resolvesItself: false
  },
  'volume-group-action-failed': {
    uuid: 'A910120',
    title: 'Volume Group Action Error',
    message: 'Failed to {action} volume group {volume_group_name}. {reason}.',
    severity: 'kCritical',
    cause: 'External iSCSI clients have the volume group attached.',
    resolvesItself: false
  }
} as const satisfies Record<string, AlertType>
