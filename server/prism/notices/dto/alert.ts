/** Maps alerts and events to the wire: message templates with context values. */
import { NCC_VERSION } from '../../core/index.js'
import { alertText, alertTypeOf, auditContext, auditText, auditTypeOf } from '../../../domain/notices/index.js'
import type { AlertType } from '../../../domain/notices/index.js'
import type { Alert, Audit, Cluster, View } from '../../../domain/core/index.js'
import type { Model } from '../../core/index.js'

type Entity = View<Alert>['entity']

const displayNames: Record<Entity['type'], string> = {
  protection_domain: 'Protection Domain',
  remote_site: 'Remote Site',
  vm: 'VM',
  cluster: 'Cluster',
  host: 'Host',
  storage_container: 'Storage Container',
  storage_pool: 'Storage Pool',
  disk: 'Disk',
  volume_group: 'Volume Group',
  file_server: 'File Server'
}

export function alertDto(here: View<Cluster>, alert: View<Alert>, withCauses: boolean): Model<'Alert'> {
  const type = alertTypeOf(alert)
  const checked = healthCheckContext(here, alert)
  const context = { ...alert.values, ...checked }
  return {
    ...common(here, alert.id, type.uuid, alert.entity),
    check_id: checkId(here, type),
    alert_title: type.title,
    message: type.message,
    detailed_message: checked === undefined ? alertText(alert) : '',
    severity: type.severity,
    classifications: ['DR'],
    impact_types: ['SystemIndicator'],
    context_types: Object.keys(context),
    context_values: Object.values(context),
    possible_causes: withCauses ? [cause(type)] : [],
    created_time_stamp_in_usecs: alert.raisedAt,
    last_occurrence_time_stamp_in_usecs: alert.lastAt,
    acknowledged: alert.acknowledgedAt !== null,
    acknowledged_by_username: alert.acknowledgedBy ?? '',
    acknowledged_time_stamp_in_usecs: alert.acknowledgedAt ?? 0,
    resolved: alert.resolvedAt !== null,
    resolved_by_username: alert.resolvedBy ?? '',
    resolved_time_stamp_in_usecs: alert.resolvedAt ?? 0,
    auto_resolved: alert.autoResolved
  }
}

/**
 * What alerts of health checks say besides, in the order that was recorded for clusters and VMs [C: recorded, alerts]; of
 * domains and sites only what both have, under an identifier of the emulator's own. Undefined for those of the replication
 * service, of which no answer is public.
 */
function healthCheckContext(here: View<Cluster>, alert: View<Alert>): Record<string, string> | undefined {
  const { entity } = alert
  if (entity.type !== 'cluster' && !isHealthCheck(alertTypeOf(alert))) return undefined
  const versions = { ncc_version: NCC_VERSION.replace('ncc-', ''), nos_version: here.version }
  if (entity.type === 'cluster') {
    return { arithmos_id: String(here.id), ...versions, cluster_id: String(here.id), cluster_uuid: here.uuid }
  }
  const id = entity.uuid ?? entity.name
  if (entity.type !== 'vm') return { arithmos_id: id, ...versions }
  return { vm_name: entity.name, vm_id: id, arithmos_id: id, ...versions, vm_uuid: id }
}

/** Those with a number that `ncli health-check ls` prints: the emulator's own begin with A9 [C: alert A110264]. */
function isHealthCheck({ uuid }: AlertType): boolean {
  return /^A1\d{5}$/.test(uuid)
}

/** Every published key, with an action, which a check runs through without asking whether it is there [C: clients]. */
function cause(type: AlertType): Model<'AlertCause'> {
  return {
    id: `${type.uuid}-1`,
    parent_cause_id: null,
    title: type.title,
    cause: type.cause,
    details: null,
    actions: 'Check the state of the entity that the alert names. If the alert does not go away, contact support.',
    troubleshooting_steps: null,
    additional_links: null,
    alert_namespace: null,
    has_global_details: false,
    num_resolved_count: 0,
    chart_queries: null
  }
}

/** An event: an alert of severity `kAudit`. */
export function eventDto(here: View<Cluster>, audit: View<Audit>): Model<'Alert'> {
  const type = auditTypeOf(audit)
  const context = auditContext(audit)
  return {
    ...common(here, String(audit.id), type.uuid, audit.entity),
    check_id: null,
    alert_title: null,
    message: type.message,
    detailed_message: auditText(audit),
    severity: 'kAudit',
    classifications: [],
    impact_types: [],
    context_types: context.types,
    context_values: context.values,
    possible_causes: [],
    created_time_stamp_in_usecs: audit.at,
    last_occurrence_time_stamp_in_usecs: audit.at,
    acknowledged: audit.acknowledgedAt !== null,
    acknowledged_by_username: audit.acknowledgedBy ?? '',
    acknowledged_time_stamp_in_usecs: audit.acknowledgedAt ?? 0,
    resolved: false,
    resolved_by_username: '',
    resolved_time_stamp_in_usecs: 0,
    auto_resolved: false
  }
}

/** Of the health check that a kind of alert is. */
export function checkId(here: View<Cluster>, { uuid }: AlertType): string {
  return `${here.uuid}::${uuid.replace(/\D/g, '')}`
}

function common(here: View<Cluster>, id: string, typeUuid: string, entity: Entity) {
  return {
    id,
    alert_type_uuid: typeUuid,
    affected_entities: [
      {
        entity_type: entity.type,
        entity_type_display_name: displayNames[entity.type],
        entity_name: entity.name,
        id: entity.uuid ?? entity.name,
        uuid: entity.uuid
      }
    ],
    alert_details: null,
    cluster_uuid: here.uuid,
    originating_cluster_uuid: here.uuid,
    // A text always: a template splits it at its hyphens [C: Zabbix template].
    node_uuid: entity.type === 'host' ? (entity.uuid ?? '') : '',
    service_vmid: `${here.uuid}::${here.hosts[0]?.number ?? 0}`,
    operation_type: 'kCreate',
    user_defined: false
  }
}
