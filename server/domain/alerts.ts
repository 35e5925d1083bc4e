/** The alerts that this product raises about data protection: titles, message templates, severities, causes. */
import type { Alert, View } from './world.js'

export type Severity = 'kCritical' | 'kWarning' | 'kInfo'

export interface AlertType {
  /**
   * What clients see as `alert_type_uuid`. Only A110265 and A110267 are known numbers; the others are pesim's own,
   * above 900000 (docs/fidelity.md).
   */
  uuid: string
  title: string
  /** With {placeholders}, which the alert's values fill. */
  message: string
  severity: Severity
  cause: string
  /** Resolves by itself once what raised it is over. */
  resolvesItself: boolean
}

/** [C: the alert catalogue of a cluster, December 2021; see semantics.md 8.1]; causes in our own words. */
export const alertTypes = {
  'snapshot-failed': {
    uuid: 'A901080',
    title: 'Protection Domain Snapshot Failure',
    message: "Protection domain {protection_domain_name} snapshot '{snapshot_id}' failed. {reason}.",
    severity: 'kCritical',
    cause: 'The data protection service or the storage could not take the snapshot.',
    resolvesItself: false
  },
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
  'replication-failed': {
    uuid: 'A901079',
    title: 'Protection Domain Replication Failure',
    message: 'Protection domain {protection_domain_name} replication to remote site {remote_name} failed. {reason}.',
    severity: 'kWarning',
    cause: 'The remote site could not be reached, or did not accept the snapshot.',
    resolvesItself: true
  },
  'replication-expired': {
    uuid: 'A901123',
    title: 'Protection Domain Replication Expired',
    message:
      'Protection domain {protection_domain_name} replication to the remote site {remote_name} has expired before it is started.',
    severity: 'kWarning',
    cause: 'The snapshot expired while others were being replicated.',
    resolvesItself: false
  },
  'replication-skipped': {
    uuid: 'A901095',
    title: 'Skipped Replication Of Snapshot For Protection Domain',
    message:
      'Replication was skipped for protection domain {protection_domain_name} of the latest snapshot {snapshot_id} to remote site {remote_name}. {reason}.',
    severity: 'kWarning',
    cause: 'A newer snapshot was replicated first.',
    resolvesItself: false
  },
  'replication-queued': {
    uuid: 'A901142',
    title: 'Snapshot queued for replications to remote site',
    message:
      'Protection domain {protection_domain_name} has one or more snapshots queued for replication to remote site {remote_name}.',
    severity: 'kWarning',
    cause: 'A snapshot was taken while an earlier one was still being replicated.',
    resolvesItself: true
  },
  'replication-stalled': {
    uuid: 'A910010',
    title: 'Replication of protection domain has not progressed.',
    message:
      'Replication of protection domain {protection_domain_name} to remote site {remote_name} for the snapshot {snapshot_id} has not made any progress in last one hour.',
    severity: 'kWarning',
    cause: 'The link is down, or the replication is paused.',
    resolvesItself: true
  },
  'nearsync-stalled': {
    uuid: 'A110264',
    title: 'NearSync Replication of protection domain has not progressed.',
    message:
      'NearSync replication of protection domain {protection_domain_name} to remote site {remote_name} for the snapshot {snapshot_id} has not progressed.',
    severity: 'kWarning',
    cause: 'The link is down, or the replication is paused.',
    resolvesItself: true
  },
  'nearsync-seeding': {
    uuid: 'A910012',
    title: 'Protection Domain Seeding Process Pending to the Remote Site',
    message:
      'Protection Domain {protection_domain_name} Seeding Process Pending to the Remote Site {remote_name}. It keeps an RPO of one hour until then.',
    severity: 'kWarning',
    cause: 'The first full snapshot of a NearSync schedule has not arrived at the remote site yet.',
    resolvesItself: true
  },
  'nearsync-lagging': {
    uuid: 'A910011',
    title: 'Nearsync Replication is lagging',
    message:
      'Nearsync Replication of protection domain {protection_domain_name} to remote site {remote_name} is lagging.',
    severity: 'kWarning',
    cause: 'A light-weight snapshot had not arrived when the next one was due.',
    resolvesItself: true
  },
  'nearsync-fallen-back': {
    uuid: 'A901141',
    title: 'Protection Domain falling back to lower frequency replications to remote.',
    message:
      'Protection domain {protection_domain_name} is falling back to lower frequency replications to remote {remote_name}: {reason}.',
    severity: 'kWarning',
    cause: 'Recovery points were missed again and again, or the reserve for light-weight snapshots is full.',
    resolvesItself: true
  },
  'snapshot-reserve-full': {
    uuid: 'A901136',
    title: 'Failed to allocate snapshot reserve',
    message: 'Failed to allocate snapshot reserve for protection domain {protection_domain_name}.',
    severity: 'kWarning',
    cause: 'The light-weight snapshots of the cluster take all of the space that is reserved for them.',
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
  'replication-full': {
    uuid: 'A901118',
    title: 'Protection Domain Full Replication',
    message:
      'The replication for protection domain {protection_domain_name} to remote site {remote_name} was a full replication.',
    severity: 'kInfo',
    cause: 'The sites had no snapshot in common.',
    resolvesItself: false
  },
  'receive-failed': {
    uuid: 'A901084',
    title: 'Failed to Receive Snapshot for the Protection Domain',
    message:
      "Failed to receive snapshot for the protection domain '{protection_domain_name}' from the remote site {remote_name}. {reason}.",
    severity: 'kWarning',
    cause: 'The site is configured incorrectly, or the network failed.',
    resolvesItself: true
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
    resolvesItself: false
  },
  'entities-missing': {
    uuid: 'A110265',
    title: 'Latest snapshot of protection domain is missing entities',
    message: 'Latest snapshot of protection domain {protection_domain_name} is missing entities {entities}.',
    severity: 'kWarning',
    cause: 'A protected VM was deleted without being unprotected first.',
    resolvesItself: false
  },
  'vms-not-found': {
    uuid: 'A901111',
    title: 'Protected VM(s) Not Found',
    message: "Unable to locate VM(s) {vm_names} protected by protection domain '{protection_domain_name}'.",
    severity: 'kWarning',
    cause: 'A protected VM was deleted from the cluster.',
    resolvesItself: false
  },
  'vm-name-restricted': {
    uuid: 'A110267',
    title: 'Protected VM Name Too Long or Contains Restricted Characters.',
    message: 'Restore of the protected VM {vm_name} will fail due to its name.',
    severity: 'kWarning',
    cause: 'The name is longer than 80 characters or contains one of [ ] ? * " \' ,',
    resolvesItself: false
  },
  'network-mapping-invalid': {
    uuid: 'A901108',
    title: 'Remote Site Network Mapping Invalid',
    message: 'Invalid network mapping specified for remote site {remote_name}: {reason}.',
    severity: 'kWarning',
    cause: 'A VM was recovered without a network adapter, since its network has no counterpart here.',
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
  'duplicate-remote-cluster': {
    uuid: 'A901088',
    title: 'Duplicate Remote Cluster ID',
    message: "Remote site already exists with the name '{remote_name}'.",
    severity: 'kWarning',
    cause: 'Two remote sites lead to one cluster.',
    resolvesItself: true
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
  },
  'metro-broken': {
    uuid: 'A110269',
    title: 'Metro Availability Is Disabled',
    message:
      'Metro availability of protection domain {protection_domain_name} with remote site {remote_name} was disabled after a timeout.',
    severity: 'kCritical',
    cause: 'The remote site was out of reach for longer than the break replication timeout.',
    resolvesItself: true
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

export type AlertKind = keyof typeof alertTypes

export function alertTypeOf(alert: View<Alert>): AlertType {
  const type = (alertTypes as Record<string, AlertType>)[alert.type]
  if (type === undefined) throw new Error(`No alert type ${alert.type}`)
  return type
}

/** The alert's message with its values in place of the placeholders. */
export function alertText(alert: View<Alert>): string {
  return alertTypeOf(alert).message.replace(/\{(\w+)\}/g, (whole, key: string) => alert.values[key] ?? whole)
}
