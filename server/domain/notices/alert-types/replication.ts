/** Catalogue of alerts about replication. */
import type { AlertType } from './alert-type.js'

export const replicationAlerts = {
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
  'rpo-missed': {
    uuid: 'A901092',
    title: 'Recovery Point Objective Cannot Be Met',
    message:
      'Protection domain {protection_domain_name} cannot meet its recovery point objective at remote site {remote_name}.',
    severity: 'kWarning',
    cause: 'A snapshot took longer to arrive than its schedule waits for the next one.',
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
  }
} as const satisfies Record<string, AlertType>
