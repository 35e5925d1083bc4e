/** Health of entities in summaries: the severity of their worst open alert. */
import { alertTypeOf } from '../../../domain/notices/index.js'
import type { Severity } from '../../../domain/notices/index.js'
import type { Alert, Cluster, View } from '../../../domain/core/index.js'
import { select } from '../../lists/index.js'
import type { Model } from '../../core/index.js'

interface HealthQuery {
  filter_criteria?: string | undefined
  detailed_summary?: boolean | undefined
}

const grades = { kCritical: 'Critical', kWarning: 'Warning', kInfo: 'Good' } as const satisfies Record<Severity, string>
const order = ['Critical', 'Warning', 'Good'] as const
type Grade = (typeof order)[number]

export function domainHealth(here: View<Cluster>, query: HealthQuery): Model<'EntityHealthSummary'> {
  const rows = Object.values(here.protectionDomains).filter(({ removedAt }) => removedAt === null)
  return summaryOf(here, 'PROTECTION_DOMAIN', 'protection_domain', namesOf(rows, query), query)
}

export function remoteSiteHealth(here: View<Cluster>, query: HealthQuery): Model<'EntityHealthSummary'> {
  return summaryOf(here, 'REMOTE_SITE', 'remote_site', namesOf(Object.values(here.remoteSites), query), query)
}

export function hostHealth(here: View<Cluster>, query: HealthQuery): Model<'EntityHealthSummary'> {
  return summaryOf(here, 'HOST', 'host', namesOf(here.hosts, query), query)
}

export function vmHealth(here: View<Cluster>, query: HealthQuery): Model<'EntityHealthSummary'> {
  return summaryOf(here, 'VM', 'vm', namesOf(Object.values(here.vms), query), query)
}

function namesOf(rows: readonly { readonly name: string }[], query: HealthQuery): string[] {
  const named = rows.map(({ name }) => ({ name }))
  return select(named, { filter_criteria: query.filter_criteria }).map(({ name }) => name)
}

function summaryOf(
  here: View<Cluster>,
  entityType: string,
  kind: Alert['entity']['type'],
  names: readonly string[],
  query: HealthQuery
): Model<'EntityHealthSummary'> {
  const open = here.alerts.filter(
    ({ entity, resolvedAt }) => resolvedAt === null && entity.type === kind && names.includes(entity.name)
  )
  const health = names.map(name => worstGrade(open.filter(({ entity }) => entity.name === name)))
  return {
    entity_type: entityType,
    health_summary: countGrades(health),
    checks_in_error: {},
    detailed_check_summary: query.detailed_summary === true ? byCheck(open, names) : null
  }
}

function worstGrade(alerts: readonly View<Alert>[]): Grade {
  const found = alerts.map(alert => grades[alertTypeOf(alert).severity])
  return order.find(grade => found.includes(grade)) ?? 'Good'
}

/** EMU: a kind of alert is a check; all the other entities pass it. */
function byCheck(open: readonly View<Alert>[], names: readonly string[]): Record<string, Record<string, number>> {
  const checks = new Map(open.map(alert => [alertTypeOf(alert).title, alert.type]))
  return Object.fromEntries(
    [...checks].map(([title, type]) => {
      const failing = open.filter(alert => alert.type === type)
      return [title, countGrades(names.map(name => worstGrade(failing.filter(({ entity }) => entity.name === name))))]
    })
  )
}

function countGrades(health: readonly Grade[]): Record<string, number> {
  const known = order.map(grade => [grade, health.filter(each => each === grade).length] as const)
  return { ...Object.fromEntries(known), Error: 0, Unknown: 0 } // clients add them up [C: clients]
}
