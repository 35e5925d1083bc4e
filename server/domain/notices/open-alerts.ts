/** The index of open alerts that resolve themselves, by subject: a cluster keeps thousands that are over. */
import { alertTypes } from './alerts.js'
import type { AlertKind, AlertType } from './alerts.js'
import type { Alert, Cluster, DomainEvent, Draft, OpenAlerts, View, Writable } from '../core/index.js'
import { getOwn } from '../core/index.js'

type AlertScope = Pick<View<Alert>, 'type' | 'values'> & {
  readonly entity: Pick<View<Alert>['entity'], 'type' | 'name'>
}

/** One of a type is open for one thing, one remote site and one consistency group at a time: those that come after repeat it. */
function subjectOf({ entity, values }: AlertScope): string {
  return JSON.stringify([
    entity.type,
    entity.name,
    values['remote_name'] ?? null,
    values['consistency_group_name'] ?? null
  ])
}

/** The id of the open alert about a subject; undefined where none is. Costs nothing where none of its type ever was. */
export function openAlertId(
  { openAlerts }: { readonly openAlerts: View<OpenAlerts> },
  scope: AlertScope
): string | undefined {
  const ofType = getOwn(openAlerts, scope.type)
  return ofType === undefined ? undefined : getOwn(ofType, subjectOf(scope))
}

/** Whether an alert of a type was ever open on a cluster: where none was, nothing has to be resolved. */
export function everOpen({ openAlerts }: { readonly openAlerts: View<OpenAlerts> }, type: AlertKind): boolean {
  return getOwn(openAlerts, type) !== undefined
}

/** Adds an alert that has been raised to the index. */
export function indexOpenAlert(draft: Draft, here: Writable<Cluster>, alert: View<Alert>): void {
  if (!resolvesItself(alert.type)) return
  const open = draft.table(here, 'openAlerts')
  if (getOwn(open, alert.type) === undefined) open[alert.type] = {}
  draft.table(open, alert.type)[subjectOf(alert)] = alert.id
}

/** Removes an alert that is over from the index; another may be open about the same meanwhile, where the limit has dropped this one. */
export function unindexAlert(draft: Draft, here: Writable<Cluster>, alert: View<Alert>): void {
  if (openAlertId(here, alert) === alert.id)
    delete draft.table(draft.table(here, 'openAlerts'), alert.type)[subjectOf(alert)]
}

function resolvesItself(type: string): boolean {
  return getOwn<AlertType>(alertTypes, type)?.resolvesItself === true
}

/** Turns the second alert that one command raises about one subject into a repetition of the first. */
export function deduplicateAlerts(events: readonly DomainEvent[]): readonly DomainEvent[] {
  const raised = events.filter(({ type }) => type === 'alert-raised').length
  if (raised < 2) return events
  const first = new Map<string, string>()
  return events.map(event => {
    if (event.type !== 'alert-raised') return event
    const { cluster, alert } = event
    if (!resolvesItself(alert.type)) return event
    const subject = JSON.stringify([cluster, alert.type, subjectOf(alert)])
    const id = first.get(subject)
    if (id === undefined) first.set(subject, alert.id)
    return id === undefined ? event : { type: 'alert-repeated', cluster, id, values: alert.values }
  })
}

/** The index that the alerts of a cluster must have. */
export function indexOfOpenAlerts(alerts: readonly View<Alert>[]): OpenAlerts {
  const open: OpenAlerts = {}
  for (const alert of alerts) {
    if (alert.resolvedAt === null && resolvesItself(alert.type)) (open[alert.type] ??= {})[subjectOf(alert)] = alert.id
  }
  return open
}
