/** Health of entities in summaries: the severity of their worst open alert. */
import { alertTypeOf } from '../../../domain/notices/index.js'
import type { Severity } from '../../../domain/notices/index.js'
import type { Alert, Cluster, View } from '../../../domain/core/index.js'
import { hostDto, listedVmDto, storedOnHosts } from '../../inventory/index.js'
import { asAttributes, select } from '../../lists/index.js'
import type { Model, Prism } from '../../core/index.js'
import { listedProtectionDomainDto } from './protection-domain.js'
import { remoteSiteDto } from './remote-site.js'

interface HealthQuery {
  filter_criteria?: string | undefined
  detailed_summary?: boolean | undefined
}

const grades = { kCritical: 'Critical', kWarning: 'Warning', kInfo: 'Good' } as const satisfies Record<Severity, string>
const order = ['Critical', 'Warning', 'Good'] as const
type Grade = (typeof order)[number]

/** As a list shows them where nobody asks for more. */
const LISTED = { alerts: 'none', fullDetails: false } as const

type ReadWorld = Pick<Prism, 'world' | 'cluster'>

export function domainHealth({ world, cluster }: ReadWorld, query: HealthQuery): Model<'EntityHealthSummary'> {
  const rows = Object.values(cluster.protectionDomains).filter(({ removedAt }) => removedAt === null)
  const names = namesOf(rows, query, row => listedProtectionDomainDto(world, cluster, row, LISTED))
  return summaryOf(cluster, 'PROTECTION_DOMAIN', 'protection_domain', names, query)
}

export function remoteSiteHealth({ world, cluster }: ReadWorld, query: HealthQuery): Model<'EntityHealthSummary'> {
  const rows = Object.values(cluster.remoteSites)
  const names = namesOf(rows, query, row => remoteSiteDto(world, cluster, row, LISTED))
  return summaryOf(cluster, 'REMOTE_SITE', 'remote_site', names, query)
}

export function hostHealth({ world, cluster }: ReadWorld, query: HealthQuery): Model<'EntityHealthSummary'> {
  let stored: ReturnType<typeof storedOnHosts> | undefined
  const names = namesOf(cluster.hosts, query, row => hostDto(cluster, row, (stored ??= storedOnHosts(world, cluster))))
  return summaryOf(cluster, 'HOST', 'host', names, query)
}

export function vmHealth({ cluster }: ReadWorld, query: HealthQuery): Model<'EntityHealthSummary'> {
  const names = namesOf(Object.values(cluster.vms), query, row => listedVmDto(cluster, row))
  return summaryOf(cluster, 'VM', 'vm', names, query)
}

/** EMU: of the rows that the list of the same entities would have under this filter. */
function namesOf<Row extends { readonly name: string }>(
  rows: readonly Row[],
  { filter_criteria }: HealthQuery,
  dtoOf: (row: Row) => object
): string[] {
  return select(rows, { filter_criteria }, row => asAttributes(dtoOf(row))).map(({ name }) => name)
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
