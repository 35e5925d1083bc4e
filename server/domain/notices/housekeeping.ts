/** What an administrator does to alerts, to events and to the list of progress. */
import type { Alert, Cluster, CommandOf, DomainEvent, View, World } from '../core/index.js'
import { clusterOf, required } from '../core/index.js'

function alertsOf(here: View<Cluster>, ids: readonly string[]): View<Alert>[] {
  const alerts = new Map(here.alerts.map(alert => [alert.id, alert]))
  return ids.map(id => required(alerts.get(id), 'alert/not-found', `Alert ${id} does not exist`))
}

export function acknowledgeAlerts(world: View<World>, command: CommandOf<'acknowledge-alerts'>): DomainEvent[] {
  const here = clusterOf(world, command.cluster)
  return alertsOf(here, command.ids)
    .filter(alert => alert.acknowledgedAt === null)
    .map(({ id }) => ({ type: 'alert-acknowledged', cluster: here.name, id, user: command.user }))
}

export function resolveAlerts(world: View<World>, command: CommandOf<'resolve-alerts'>): DomainEvent[] {
  const here = clusterOf(world, command.cluster)
  return alertsOf(here, command.ids)
    .filter(alert => alert.resolvedAt === null)
    .map(({ id }) => ({ type: 'alert-resolved', cluster: here.name, id, user: command.user }))
}

export function acknowledgeEvents(world: View<World>, command: CommandOf<'acknowledge-events'>): DomainEvent[] {
  const here = clusterOf(world, command.cluster)
  const audits = new Map(here.audits.map(audit => [audit.id, audit]))
  return command.ids
    .map(id => required(audits.get(id), 'event/not-found', `Event ${id} does not exist`))
    .filter(audit => audit.acknowledgedAt === null)
    .map(({ id }) => ({ type: 'audit-acknowledged', cluster: here.name, id, user: command.user }))
}

export function dismissProgressMonitor(
  world: View<World>,
  command: CommandOf<'dismiss-progress-monitor'>
): DomainEvent[] {
  const here = clusterOf(world, command.cluster)
  const monitor = required(
    here.monitors.find(({ id }) => id === command.id),
    'progress-monitor/not-found',
    `Progress monitor ${command.id} does not exist`
  )
  return [{ type: 'monitor-dismissed', cluster: here.name, id: monitor.id }]
}
