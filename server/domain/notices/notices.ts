/** Alerts and audits as facts: what rules add to what they decide. */
import type { AlertKind } from './alerts.js'
import type { AuditKind } from './audits.js'
import { clusterTitle } from '../core/index.js'
import type { Alert, Audit, Cluster, ClusterScene, DomainEvent, ProgressMonitor, View } from '../core/index.js'
import { openAlertId } from './open-alerts.js'

type Subject = Alert['entity']

export function aboutDomain(name: string): Subject {
  return { type: 'protection_domain', name, uuid: null }
}

export function aboutSite(site: { readonly name: string; readonly uuid: string | null }): Subject {
  return { type: 'remote_site', name: site.name, uuid: site.uuid }
}

export function aboutVm(vm: { readonly name: string; readonly uuid: string }): Subject {
  return { type: 'vm', name: vm.name, uuid: vm.uuid }
}

export function aboutHost(host: { readonly name: string; readonly uuid: string }): Subject {
  return { type: 'host', name: host.name, uuid: host.uuid }
}

export function aboutCluster(cluster: View<Cluster>): Subject {
  return { type: 'cluster', name: clusterTitle(cluster), uuid: cluster.uuid }
}

export function aboutVolumeGroup(group: { readonly name: string; readonly uuid: string }): Subject {
  return { type: 'volume_group', name: group.name, uuid: group.uuid }
}

export function aboutContainer(container: { readonly name: string; readonly uuid: string }): Subject {
  return { type: 'storage_container', name: container.name, uuid: container.uuid }
}

export function aboutPool({ storagePool: { name } }: View<Cluster>): Subject {
  return { type: 'storage_pool', name, uuid: null }
}

export function aboutDisk(disk: { readonly serial: string; readonly uuid: string }): Subject {
  return { type: 'disk', name: disk.serial, uuid: disk.uuid }
}

/** Raises an alert; where one that resolves itself is still open for the same thing, that one is repeated, with today's reason. */
export function raiseAlert(
  { world, here, ids }: ClusterScene,
  type: AlertKind,
  entity: Subject,
  values: Record<string, string>
): DomainEvent {
  const open = openAlertId(here, { type, entity, values })
  if (open !== undefined) return { type: 'alert-repeated', cluster: here.name, id: open, values }
  const alert: Alert = {
    id: ids.uuid(),
    type,
    raisedAt: world.now,
    lastAt: world.now,
    values,
    entity,
    acknowledgedAt: null,
    acknowledgedBy: null,
    resolvedAt: null,
    resolvedBy: null,
    autoResolved: false
  }
  return { type: 'alert-raised', cluster: here.name, alert }
}

/** Resolves the open alerts of a type about something, now that what raised them is over. */
export function resolveAlert(
  here: View<Cluster>,
  type: AlertKind,
  entity: Subject,
  values: Record<string, string>
): DomainEvent[] {
  const id = openAlertId(here, { type, entity, values })
  return id === undefined ? [] : [resolved(here, id)]
}

/**
 * Resolves the open alerts, of one type or of all, that nothing can resolve any more, since what they are about has gone: a
 * remote site, a domain.
 */
export function resolveAlertsOf(
  here: View<Cluster>,
  what: 'remote_site' | 'protection_domain',
  name: string,
  only?: AlertKind
): DomainEvent[] {
  const meant = ({ type, entity, values }: View<Alert>): boolean =>
    ((entity.type === what && entity.name === name) || (what === 'remote_site' && values['remote_name'] === name)) &&
    (only === undefined || only === type)
  const open = new Set(Object.values(here.openAlerts).flatMap(ofType => Object.values(ofType)))
  return here.alerts.filter(alert => open.has(alert.id) && meant(alert)).map(({ id }) => resolved(here, id))
}

function resolved(here: View<Cluster>, id: string): DomainEvent {
  return { type: 'alert-resolved', cluster: here.name, id, user: null }
}

interface AuditEntry {
  readonly type: AuditKind
  readonly entity: Subject
  /** In the order of the type's context. */
  readonly values: readonly string[]
  readonly user: string
}

/** The audit of something that was done or that happened. */
export function recordAudit(
  { world, here, ids }: ClusterScene,
  { type, entity, values, user }: AuditEntry
): DomainEvent {
  const audit: Audit = {
    id: String(ids.number()),
    type,
    at: world.now,
    values,
    entity,
    user,
    acknowledgedAt: null,
    acknowledgedBy: null
  }
  return { type: 'audit-recorded', cluster: here.name, audit }
}

interface ModeChangeEntry {
  readonly type: Extract<AuditKind, `change-mode-${string}`>
  /** Name of the protection domain. */
  readonly domain: string
  /** `active`, `inactive` or `migrate to <site>`. */
  readonly desired: string
  readonly user: string
}

/** The audit of a change of mode, on the cluster whose side of the domain changes. */
export function auditModeChange(scene: ClusterScene, { type, domain, desired, user }: ModeChangeEntry): DomainEvent {
  return recordAudit(scene, { type, entity: aboutDomain(domain), values: [domain, 'change mode', desired], user })
}

/** The beginning of a progress monitor, of a change of mode that ends at an instant or when its bytes are across (null). */
export function startMonitor(
  { world, here }: Pick<ClusterScene, 'world' | 'here'>,
  { id, operation, domain, expectedEnd }: Pick<ProgressMonitor, 'id' | 'operation' | 'domain' | 'expectedEnd'>
): DomainEvent {
  const monitor: ProgressMonitor = {
    id,
    operation,
    domain,
    startedAt: world.now,
    endedAt: null,
    status: 'running',
    errorCode: 0,
    expectedEnd
  }
  return { type: 'monitor-started', cluster: here.name, monitor }
}
