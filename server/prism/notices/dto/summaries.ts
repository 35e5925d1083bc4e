/** What a projection adds to a row: its open alerts, and its health, which is the severity of the worst of them. */
import { alertTypeOf } from '../../../domain/notices/index.js'
import type { Severity } from '../../../domain/notices/index.js'
import type { Alert, Cluster, View } from '../../../domain/core/index.js'
import type { Model } from '../../core/index.js'
import type { Projection } from '../../figures/index.js'
import { cerebro } from '../../lists/index.js'
import { alertDto, checkId } from './alert.js'

type Entity = Pick<View<Alert>['entity'], 'type' | 'name'>

const grades = { kCritical: 'Critical', kWarning: 'Warning', kInfo: 'Good' } as const satisfies Record<Severity, string>

/** Health in one word, the worst first. */
export const gradeOrder = ['Critical', 'Warning', 'Good'] as const
export type Grade = (typeof gradeOrder)[number]

/** Of an entity with these open alerts. */
export function worstGrade(alerts: readonly View<Alert>[]): Grade {
  const found = alerts.map(alert => grades[alertTypeOf(alert).severity])
  return gradeOrder.find(grade => found.includes(grade)) ?? 'Good'
}

/** A row with the summaries that the projection asks for; the row itself where it asks for none. */
export function withSummaries<Row extends object>(
  here: View<Cluster>,
  row: Row,
  entity: Entity,
  projection: Projection
): Row {
  if (projection.alerts === 'none' && !projection.health) return row
  return {
    ...row,
    ...(projection.alerts !== 'none' && { alert_summary: alertSummary(here, entity, projection) }),
    ...(projection.health && { health_summary: healthSummary(here, entity, projection) })
  }
}

/** The unresolved alerts of an entity, by severity; null unless the projection asks. */
export function alertSummary(
  here: View<Cluster>,
  entity: Entity,
  { alerts }: Projection
): Model<'AlertSummary'> | null {
  if (alerts === 'none') return null
  const open = openAlertsOf(here, entity)
  const bySeverity: Record<string, Model<'Alert'>[]> = {}
  if (alerts === 'all') {
    for (const alert of [...open].reverse()) {
      ;(bySeverity[alertTypeOf(alert).severity] ??= []).push(alertDto(here, alert, false))
    }
  }
  return {
    alert_summaries: Object.fromEntries(Object.entries(bySeverity).map(([key, rows]) => [key, cerebro(rows)])),
    count: open.length
  }
}

/**
 * Health in one word and the checks that it rests on, by their id, which `health_checks/{id}` takes [C: LPAR2RRD]; null unless the
 * projection asks. EMU: checks that pass are not named.
 */
export function healthSummary(
  here: View<Cluster>,
  entity: Entity,
  { health }: Projection
): Model<'HealthSummary'> | null {
  if (!health) return null
  const open = openAlertsOf(here, entity)
  return {
    health_status: worstGrade(open),
    entity_type_summaries: [],
    health_check_summaries: Object.fromEntries(
      open.map(alert => [checkId(here, alertTypeOf(alert)), { health_status: worstGrade([alert]) }])
    )
  }
}

/** Those of a cluster are all that it raises, as in the list of its alerts. */
function openAlertsOf(here: View<Cluster>, { type, name }: Entity): View<Alert>[] {
  return here.alerts.filter(
    ({ entity, resolvedAt }) =>
      resolvedAt === null && (type === 'cluster' || (entity.type === type && entity.name === name))
  )
}
