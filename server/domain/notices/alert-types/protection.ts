/** Catalogue of alerts about protected entities and their snapshots. */
import type { AlertType } from './alert-type.js'

export const protectionAlerts = {
  'snapshot-failed': {
    uuid: 'A901080',
    title: 'Protection Domain Snapshot Failure',
    message: "Protection domain {protection_domain_name} snapshot '{snapshot_id}' failed. {reason}.",
    severity: 'kCritical',
    cause: 'The data protection service or the storage could not take the snapshot.',
    resolvesItself: false
  },
  'snapshot-skipped': {
    uuid: 'A901094',
    title: 'Protection Domain Snapshot Operation Skipped',
    message: 'Snapshot operation of protection domain {protection_domain_name} was skipped. {reason}.',
    severity: 'kWarning',
    cause: 'A schedule was due while the protection domain could not take a snapshot.',
    resolvesItself: true
  },
  'snapshot-delayed': {
    uuid: 'A910015',
    title: 'Snapshot Creation Delayed',
    message: 'Snapshot creation for the protection domain {protection_domain_name} has been delayed.',
    severity: 'kWarning',
    cause: 'The protection domain was changing its mode when the snapshot was due.',
    resolvesItself: false
  },
  'no-schedule': {
    uuid: 'A910016',
    title: 'Protection Domain Has No Schedule',
    message: 'Protection domain {protection_domain_name} has no schedule: no snapshots are taken of it.',
    severity: 'kWarning',
    cause: 'The last schedule was deleted, or the domain was activated on a side that has none.',
    resolvesItself: true
  },
  'consistency-group-large': {
    uuid: 'A906247',
    title: 'Maximum Entities in a Consistency Group',
    message:
      'Consistency group {consistency_group_name} of protection domain {protection_domain_name} has {count} entities; at most {limit} are recommended.',
    severity: 'kWarning',
    cause: 'More entities were put into one consistency group than should be.',
    resolvesItself: true
  },
  'guest-tools-missing': {
    uuid: 'A901107',
    title: 'Nutanix Guest Tools Not Installed',
    message:
      'Nutanix Guest Tools are not installed in VM(s) {vm_names} of protection domain {protection_domain_name}: snapshot {snapshot_id} is not application consistent.',
    severity: 'kWarning',
    cause: 'An application consistent snapshot of a running VM needs guest tools.',
    resolvesItself: true
  },
  'vss-failed': {
    uuid: 'A901109',
    title: 'VSS Snapshot Failed',
    message: 'VSS snapshot {snapshot_id} of VM(s) {vm_names} of protection domain {protection_domain_name} failed.',
    severity: 'kWarning',
    cause: 'The guest did not answer: the VM is paused or suspended.',
    resolvesItself: true
  },
  'crash-consistent': {
    uuid: 'A901132',
    title: 'Snapshot Partially Crash Consistent',
    message:
      'VM(s) {vm_names} in snapshot {snapshot_id} of protection domain {protection_domain_name} are crash consistent.',
    severity: 'kWarning',
    cause: 'An application consistent snapshot was asked for, and could not be taken of every VM.',
    resolvesItself: true
  },
  'entities-missing': {
    uuid: 'A110265',
    title: 'Latest snapshot of protection domain is missing entities',
    message: 'Latest snapshot of protection domain {protection_domain_name} is missing entities {entities}.',
    severity: 'kWarning',
    cause: 'A protected VM was deleted without being unprotected first.',
    resolvesItself: true
  },
  'vms-not-found': {
    uuid: 'A901111',
    title: 'Protected VM(s) Not Found',
    message: "Unable to locate VM(s) {vm_names} protected by protection domain '{protection_domain_name}'.",
    severity: 'kWarning',
    cause: 'A protected VM was deleted from the cluster.',
    resolvesItself: true
  },
  'stale-vm': {
    uuid: 'A910545',
    title: 'Stale VM present in DR system',
    message: 'VM {vm_name} is stale in protection domain {protection_domain_name}: {reason}.',
    severity: 'kWarning',
    cause:
      'A protected VM was deleted and made anew, by backup software for instance, or came back by another protection domain.',
    resolvesItself: false
  },
  'vm-name-restricted': {
    uuid: 'A110267',
    title: 'Protected VM Name Too Long or Contains Restricted Characters.',
    message: 'Restore of the protected VM {vm_name} will fail due to its name.',
    severity: 'kWarning',
    cause: 'The name is longer than 80 characters or contains one of [ ] ? * " \' ,',
    resolvesItself: true
  },
  'nearsync-limit': {
    uuid: 'A910013',
    title: 'NearSync Protection Domain Has Too Many VMs',
    message:
      'Protection domain {protection_domain_name} has {count} VMs; with NearSync at most {limit} are recommended.',
    severity: 'kWarning',
    cause: 'More VMs were protected than NearSync is meant for.',
    resolvesItself: false
  },
  'licence-exceeded': {
    uuid: 'A910001',
    title: 'Feature not covered by the licence',
    message: 'Protection domain {protection_domain_name} uses a schedule that pack {pack} does not cover.',
    severity: 'kWarning',
    cause: 'NearSync needs the pack pro or ultimate.',
    resolvesItself: false
  }
} as const satisfies Record<string, AlertType>
