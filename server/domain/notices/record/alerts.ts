/** Alerts as rules raise and resolve them. */
import type { Alert, Cluster, ClusterScene, DomainEvent, DomainScene, View } from '../../core/index.js'
import type { AlertKind } from '../alerts.js'
import { openAlertId } from '../open-alerts.js'
import { aboutDomain } from './subjects.js'
import type { Subject } from './subjects.js'

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

/** Raises an alert about the protection domain of the scene, whose name is its first value. */
export function raiseDomainAlert(
  scene: DomainScene,
  type: AlertKind,
  values: Record<string, string> = {}
): DomainEvent {
  const { name } = scene.domain
  return raiseAlert(scene, type, aboutDomain(name), { protection_domain_name: name, ...values })
}

/** Resolves the open alerts of a type about something, now that what raised them is over. */
export function resolveAlert(
  here: View<Cluster>,
  type: AlertKind,
  entity: Subject,
  values: Record<string, string>
): DomainEvent[] {
  const id = openAlertId(here, { type, entity, values })
  return id === undefined ? [] : [resolveById(here, id)]
}

/** Resolves the open alerts, of one type or of all, about a remote site or a domain that has gone. */
export function resolveAlertsOf(
  here: View<Cluster>,
  what: 'remote_site' | 'protection_domain',
  name: string,
  only?: AlertKind
): DomainEvent[] {
  const matchesAlert = ({ type, entity, values }: View<Alert>): boolean =>
    ((entity.type === what && entity.name === name) || (what === 'remote_site' && values['remote_name'] === name)) &&
    (only === undefined || only === type)
  const open = new Set(Object.values(here.openAlerts).flatMap(ofType => Object.values(ofType)))
  return here.alerts.filter(alert => open.has(alert.id) && matchesAlert(alert)).map(({ id }) => resolveById(here, id))
}

function resolveById(here: View<Cluster>, id: string): DomainEvent {
  return { type: 'alert-resolved', cluster: here.name, id, user: null }
}
