/** The catalogue of audits: the context values of each kind, their order, and its text. */
import type { Audit, View } from '../core/index.js'

export interface AuditType {
  /** What clients see as `alert_type_uuid`. */
  uuid: string
  /** Names of the context values, in order [C: event viewers; solutions-euc, values 1 and 2]. */
  contextTypes: readonly string[]
  /** Where among them clients find the template of the text: behind all of them, unless it says otherwise. */
  textAt?: number
  /** With {placeholders}. Only the replication's wording is literal [C: web console]; the others are in the product's manner. */
  message: string
}

export const auditTypes = {
  'remote-site-added': remoteSite('Remote site {remote_name} was added.'),
  'remote-site-changed': remoteSite('Remote site {remote_name} was updated.'),
  'remote-site-removed': remoteSite('Remote site {remote_name} was removed.'),
  'protection-domain-created': protectionDomain('Protection domain {protection_domain_name} was created.'),
  'protection-domain-removed': protectionDomain('Protection domain {protection_domain_name} was marked for removal.'),
  'entities-protected': entities('Entities {entities} were added to protection domain {protection_domain_name}.'),
  'entities-unprotected': entities('Entities {entities} were removed from protection domain {protection_domain_name}.'),
  'schedule-added': schedule(
    'Schedules {cron_schedule_id_list} were added to protection domain {protection_domain_name}.'
  ),
  'schedule-changed': schedule(
    'Schedules {cron_schedule_id_list} of protection domain {protection_domain_name} were updated.'
  ),
  'schedule-removed': schedule(
    'Schedules {cron_schedule_id_list} were removed from protection domain {protection_domain_name}.'
  ),
  'schedules-suspended': protectionDomain('Schedules of protection domain {protection_domain_name} were suspended.'),
  'schedules-resumed': protectionDomain('Schedules of protection domain {protection_domain_name} were resumed.'),
  'metro-enabled': protectionDomain('Metro availability of protection domain {protection_domain_name} was enabled.'),
  'metro-disabled': protectionDomain('Metro availability of protection domain {protection_domain_name} was disabled.'),
  'metro-promoted': protectionDomain('Protection domain {protection_domain_name} was promoted.'),
  'one-time-schedule-added': {
    uuid: 'PdOOBScheduleAudit',
    textAt: 0,
    contextTypes: ['protection_domain_name', 'schedule_id'],
    message: 'Out of band schedule {schedule_id} was added to protection domain {protection_domain_name}.'
  },
  'snapshot-ready': {
    uuid: 'SnapshotReadyAudit',
    contextTypes: ['protection_domain_name', 'snapshot_id'],
    message: 'Snapshot {snapshot_id} created for protection domain {protection_domain_name} is ready.'
  },
  'snapshot-removed': snapshot('Snapshot {snapshot_id} of protection domain {protection_domain_name} was removed.'),
  'snapshot-retained': snapshot(
    'The expiry of snapshot {snapshot_id} of protection domain {protection_domain_name} was changed.'
  ),
  'replication-completed': replication(
    'Replication completed for Protection Domain {protection_domain_name} to remote {remote_name} using snapshot {snapshot_id} and at time {start_time}.'
  ),
  'replication-aborted': replication(
    'Replication aborted for Protection Domain {protection_domain_name} to remote {remote_name} using snapshot {snapshot_id} and at time {start_time}.'
  ),
  'change-mode-requested': changeMode(
    'Protection domain {protection_domain_name}: change to {desired_mode} was requested.'
  ),
  'change-mode-completed': changeMode(
    'Protection domain {protection_domain_name}: change to {desired_mode} has completed.'
  ),
  'change-mode-failed': changeMode('Protection domain {protection_domain_name}: change to {desired_mode} has failed.'),
  'entities-restored': {
    uuid: 'RestoreProtectionDomainVMsAudit',
    contextTypes: ['protection_domain_name', 'snapshot_id', 'entities'],
    message:
      'Entities {entities} of protection domain {protection_domain_name} were restored from snapshot {snapshot_id}.'
  },
  'cluster-changed': {
    uuid: 'ClusterParamsAudit',
    contextTypes: ['cluster_name', 'parameters'],
    message: 'Parameters {parameters} of cluster {cluster_name} were changed.'
  },
  'host-maintenance-entered': hostMaintenance('Host {host_name} has entered maintenance mode.'),
  'host-maintenance-left': hostMaintenance('Host {host_name} has left maintenance mode.'),
  'volume-group-created': volumeGroup('Volume group {volume_group_name} was created.'),
  'volume-group-removed': volumeGroup('Volume group {volume_group_name} was deleted.'),
  'storage-container-created': storage('container_name', 'Storage container {container_name} was created.'),
  'storage-container-changed': storage('container_name', 'Storage container {container_name} was updated.'),
  'storage-container-removed': storage('container_name', 'Storage container {container_name} was deleted.'),
  'storage-pool-changed': storage('storage_pool_name', 'Storage pool {storage_pool_name} was updated.'),
  'disk-removal-started': {
    uuid: 'DiskRemovalAudit',
    contextTypes: ['disk_serial', 'host_name'],
    message: 'Disk {disk_serial} of host {host_name} was marked for removal.'
  },
  'vm-registered': {
    uuid: 'RegisterVmAudit',
    contextTypes: ['vm_name'],
    message: 'VM {vm_name} was registered.'
  },
  'vm-created': { uuid: 'VmCreateAudit', contextTypes: ['vm_name'], message: 'Created VM {vm_name}.' },
  'vm-deleted': { uuid: 'VmDeleteAudit', contextTypes: ['vm_name'], message: 'Deleted VM {vm_name}.' }
} as const satisfies Record<string, AuditType>

export type AuditKind = keyof typeof auditTypes

function remoteSite(message: string): AuditType {
  return { uuid: 'RemoteSiteAudit', contextTypes: ['remote_name'], message }
}

function hostMaintenance(message: string): AuditType {
  return { uuid: 'HostMaintenanceModeAudit', contextTypes: ['host_name'], message }
}

function protectionDomain(message: string): AuditType {
  return { uuid: 'ProtectionDomainAudit', contextTypes: ['protection_domain_name'], textAt: 2, message }
}

function entities(message: string): AuditType {
  return {
    uuid: 'ProtectionDomainEntitiesAudit',
    contextTypes: ['protection_domain_name', 'entities'],
    textAt: 1,
    message
  }
}

function schedule(message: string): AuditType {
  return { uuid: 'PdCronScheduleAudit', contextTypes: ['protection_domain_name', 'cron_schedule_id_list'], message }
}

function volumeGroup(message: string): AuditType {
  return { uuid: 'VolumeGroupAudit', contextTypes: ['volume_group_name'], message }
}

function storage(value: 'container_name' | 'storage_pool_name', message: string): AuditType {
  return { uuid: value === 'container_name' ? 'ContainerAudit' : 'StoragePoolAudit', contextTypes: [value], message }
}

function snapshot(message: string): AuditType {
  return {
    uuid: 'ModifyProtectionDomainSnapshotAudit',
    contextTypes: ['protection_domain_name', 'snapshot_id'],
    message
  }
}

function replication(message: string): AuditType {
  return {
    uuid: 'ReplicationSystemStateAudit',
    contextTypes: ['protection_domain_name', 'remote_name', 'snapshot_id', 'start_time'],
    message
  }
}

function changeMode(message: string): AuditType {
  return {
    uuid: 'ProtectionDomainChangeModeAudit',
    contextTypes: ['protection_domain_name', 'mode_change', 'desired_mode'],
    message
  }
}

export function auditTypeOf(audit: View<Audit>): AuditType {
  const type = (auditTypes as Record<string, AuditType>)[audit.type]
  if (type === undefined) throw new Error(`No audit type ${audit.type}`)
  return type
}

/** The audit's text with its values in place of the placeholders. */
export function auditText(audit: View<Audit>): string {
  const { contextTypes, message } = auditTypeOf(audit)
  return message.replace(/\{(\w+)\}/g, (whole, key: string) => String(audit.values[contextTypes.indexOf(key)] ?? whole))
}

/**
 * What clients decode an audit by: its values with the template of the text among them, and last the person who did it
 * [C: event viewers]. Where the place before the template is not known to hold anything it is empty.
 */
export function auditContext(audit: View<Audit>): { types: string[]; values: string[] } {
  const { contextTypes, message, textAt = contextTypes.length } = auditTypeOf(audit)
  const context: [type: string, value: string][] = contextTypes.map((type, i) => [type, String(audit.values[i] ?? '')])
  while (context.length < textAt) context.push(['', ''])
  context.splice(textAt, 0, ['audit_message', message])
  if (audit.user !== 'system') context.push(['user_name', audit.user])
  return { types: context.map(([type]) => type), values: context.map(([, value]) => value) }
}
