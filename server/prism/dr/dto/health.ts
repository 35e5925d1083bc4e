/** Health of entities in summaries: the severity of their worst open alert. */
import { alertTypeOf } from '../../../domain/notices/index.js'
import { clusterTitle } from '../../../domain/core/index.js'
import type { Alert, Cluster, View } from '../../../domain/core/index.js'
import { select } from '../../lists/index.js'
import type { Model } from '../../core/index.js'
import { checkId, gradeOrder, worstGrade } from '../../notices/index.js'
import type { Grade } from '../../notices/index.js'

interface HealthQuery {
  filter_criteria?: string | undefined
  detailed_summary?: boolean | undefined
}

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

/** Of every kind of entity that alerts are about, one summary each, with its checks. */
export function healthOfAll(here: View<Cluster>): Model<'EntityHealthSummary'>[] {
  const query = { detailed_summary: true }
  const disks = here.hosts.flatMap(host => host.disks.map(({ serial }) => serial))
  return [
    summaryOf(here, 'CLUSTER', 'cluster', [clusterTitle(here)], query),
    hostHealth(here, query),
    vmHealth(here, query),
    summaryOf(here, 'DISK', 'disk', disks, query),
    summaryOf(here, 'STORAGE_POOL', 'storage_pool', [here.storagePool.name], query),
    summaryOf(here, 'CONTAINER', 'storage_container', namesOf(here.containers, {}), query),
    domainHealth(here, query),
    remoteSiteHealth(here, query)
  ]
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
    detailed_check_summary: query.detailed_summary === true ? byCheck(here, open, names) : null
  }
}

/** By the id of the check, which `health_checks/{id}` takes [C: LPAR2RRD]. EMU: a kind of alert is one; other entities pass it. */
function byCheck(
  here: View<Cluster>,
  open: readonly View<Alert>[],
  names: readonly string[]
): Record<string, Record<string, number>> {
  const checks = new Map(open.map(alert => [checkId(here, alertTypeOf(alert)), alert.type]))
  return Object.fromEntries(
    [...checks].map(([id, type]) => {
      const failing = open.filter(alert => alert.type === type)
      return [id, countGrades(names.map(name => worstGrade(failing.filter(({ entity }) => entity.name === name))))]
    })
  )
}

function countGrades(health: readonly Grade[]): Record<string, number> {
  const known = gradeOrder.map(grade => [grade, health.filter(each => each === grade).length] as const)
  return { ...Object.fromEntries(known), Error: 0, Unknown: 0 } // clients add them up [C: clients]
}
