/** Rules by which an administrator acknowledges and resolves alerts, acknowledges events, and dismisses progress monitors. */
import type { Alert, Cluster, CommandOf, DomainEvent, Scene, View } from '../core/index.js'
import { openCluster, required } from '../core/index.js'

function alertsOf(here: View<Cluster>, ids: readonly string[]): View<Alert>[] {
  const alerts = new Map(here.alerts.map(alert => [alert.id, alert]))
  return ids.map(id => required(alerts.get(id), 'alert/not-found', `Alert ${id} does not exist`))
}

/** Acknowledges alerts; those that are acknowledged already stay as they are. */
export function acknowledgeAlerts(scene: Scene, command: CommandOf<'acknowledge-alerts'>): DomainEvent[] {
  const { here } = openCluster(scene, command)
  return alertsOf(here, command.ids)
    .filter(alert => alert.acknowledgedAt === null)
    .map(({ id }) => ({ type: 'alert-acknowledged', cluster: here.name, id, user: command.user }))
}

/** Resolves alerts by hand. */
export function resolveAlerts(scene: Scene, command: CommandOf<'resolve-alerts'>): DomainEvent[] {
  const { here } = openCluster(scene, command)
  return alertsOf(here, command.ids)
    .filter(alert => alert.resolvedAt === null)
    .map(({ id }) => ({ type: 'alert-resolved', cluster: here.name, id, user: command.user }))
}

/** Acknowledges events. */
export function acknowledgeEvents(scene: Scene, command: CommandOf<'acknowledge-events'>): DomainEvent[] {
  const { here } = openCluster(scene, command)
  const audits = new Map(here.audits.map(audit => [String(audit.id), audit]))
  return command.ids
    .map(id => required(audits.get(id), 'event/not-found', `Event ${id} does not exist`))
    .filter(audit => audit.acknowledgedAt === null)
    .map(({ id }) => ({ type: 'audit-acknowledged', cluster: here.name, id, user: command.user }))
}

/** Removes a progress monitor from the list. */
export function dismissProgressMonitor(scene: Scene, command: CommandOf<'dismiss-progress-monitor'>): DomainEvent[] {
  const { here } = openCluster(scene, command)
  const monitor = required(
    here.monitors.find(({ id }) => id === command.id),
    'progress-monitor/not-found',
    `Progress monitor ${command.id} does not exist`
  )
  return [{ type: 'monitor-dismissed', cluster: here.name, id: monitor.id }]
}
