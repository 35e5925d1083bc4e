/** Alerts and audits as facts: what rules add to what they decide. */
import { alertTypes } from '../alerts.js'
import type { AlertKind } from '../alerts.js'
import type { AuditKind } from '../audits.js'
import { clusterTitle } from '../lookup.js'
import type { DomainEvent } from '../events.js'
import type { IdSource } from '../ids.js'
import type { Alert, Audit, Cluster, View, World } from '../world.js'

export type Subject = Alert['entity']

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
  if (alertTypes[type].resolvesItself) {
    const open = cluster.alerts.findLast(
      alert => alert.type === type && alert.resolvedAt === null && sameSubject(alert, entity, values)
    )
    if (open !== undefined) return { type: 'alert-repeated', cluster: cluster.name, id: open.id, values }
  }
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
  return settleThose(cluster, alert => alert.type === type && sameSubject(alert, entity, values))
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
  return settleThose(cluster, ({ type, entity, values }) => {
    const about =
      (entity.type === what && entity.name === name) || (what === 'remote_site' && values['remote_name'] === name)
    return about && (only === undefined || only === type) && alertTypes[type as AlertKind].resolvesItself
  })
}

function settleThose(cluster: View<Cluster>, meant: (alert: View<Alert>) => boolean): DomainEvent[] {
  return cluster.alerts
    .filter(alert => alert.resolvedAt === null && meant(alert))
    .map(alert => ({ type: 'alert-resolved', cluster: cluster.name, id: alert.id, user: null }))
}

function sameSubject(alert: View<Alert>, entity: Subject, values: Record<string, string>): boolean {
  return (
    alert.entity.type === entity.type &&
    alert.entity.name === entity.name &&
    alert.values['remote_name'] === values['remote_name']
  )
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
