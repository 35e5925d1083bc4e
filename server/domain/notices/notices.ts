/** Alerts and audits as facts: what rules add to what they decide. */
import type { AlertKind } from './alerts.js'
import type { AuditKind } from './audits.js'
import { clusterTitle } from '../core/index.js'
import type { Alert, Audit, Cluster, DomainEvent, IdSource, View, World } from '../core/index.js'
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
export function raise(
  world: View<World>,
  cluster: View<Cluster>,
  type: AlertKind,
  entity: Subject,
  values: Record<string, string>,
  ids: IdSource
): DomainEvent {
  const open = openAlertId(cluster, { type, entity, values })
  if (open !== undefined) return { type: 'alert-repeated', cluster: cluster.name, id: open, values }
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
  return { type: 'alert-raised', cluster: cluster.name, alert }
}

/** Resolves the open alerts of a type about something, now that what raised them is over. */
export function settle(
  cluster: View<Cluster>,
  type: AlertKind,
  entity: Subject,
  values: Record<string, string>
): DomainEvent[] {
  const id = openAlertId(cluster, { type, entity, values })
  return id === undefined ? [] : [resolved(cluster, id)]
}

/**
 * Resolves the open alerts, of one type or of all, that nothing can settle any more, since what they are about has gone: a
 * remote site, a domain.
 */
export function settleAbout(
  cluster: View<Cluster>,
  what: 'remote_site' | 'protection_domain',
  name: string,
  only?: AlertKind
): DomainEvent[] {
  const meant = ({ type, entity, values }: View<Alert>): boolean =>
    ((entity.type === what && entity.name === name) || (what === 'remote_site' && values['remote_name'] === name)) &&
    (only === undefined || only === type)
  const open = new Set(Object.values(cluster.openAlerts).flatMap(ofType => Object.values(ofType)))
  return cluster.alerts.filter(alert => open.has(alert.id) && meant(alert)).map(({ id }) => resolved(cluster, id))
}

function resolved(cluster: View<Cluster>, id: string): DomainEvent {
  return { type: 'alert-resolved', cluster: cluster.name, id, user: null }
}

/** The audit of something that was done or that happened; `values` in the order of the type's context. */
export function audit(
  world: View<World>,
  cluster: string,
  type: AuditKind,
  entity: Subject,
  values: readonly string[],
  user: string,
  ids: IdSource
): DomainEvent {
  const record: Audit = {
    id: String(ids.number()),
    type,
    at: world.now,
    values,
    entity,
    user,
    acknowledgedAt: null,
    acknowledgedBy: null
  }
  return { type: 'audit-recorded', cluster, audit: record }
}

/** The audit of a change of mode, on the cluster whose side of the domain changes: to `active`, `inactive`, `migrate to <site>`. */
export function modeAudit(
  world: View<World>,
  cluster: View<Cluster>,
  type: Extract<AuditKind, `change-mode-${string}`>,
  domain: string,
  desired: string,
  user: string,
  ids: IdSource
): DomainEvent {
  return audit(world, cluster.name, type, aboutDomain(domain), [domain, 'change mode', desired], user, ids)
}
