/** Health of entities in summaries: the severity of their worst open alert. */
import { alertTypeOf } from '../../../domain/notices/index.js'
import { clusterTitle } from '../../../domain/core/index.js'
import type { Alert, Cluster, View } from '../../../domain/core/index.js'
import { hostDto, listedVmDto, storedOnHosts } from '../../inventory/index.js'
import { asAttributes, select, withEntityNames } from '../../lists/index.js'
import type { Model, Prism } from '../../core/index.js'
import { checkId, gradeOrder, worstGrade } from '../../notices/index.js'
import type { Grade } from '../../notices/index.js'
import { listedProtectionDomainDto } from './protection-domain.js'
import { remoteSiteDto } from './remote-site.js'

interface HealthQuery {
  filter_criteria?: string | undefined
  detailed_summary?: boolean | undefined
}

/** As a list shows them where nobody asks for more. */
const LISTED = { alerts: 'none', health: false, fullDetails: false } as const

type ReadWorld = Pick<Prism, 'world' | 'cluster'>

export function domainHealth({ world, cluster }: ReadWorld, query: HealthQuery): Model<'EntityHealthSummary'> {
  const rows = Object.values(cluster.protectionDomains).filter(({ removedAt }) => removedAt === null)
  const named = withEntityNames('dr.ProtectionDomainDTO')
  const names = namesOf(rows, query, row => named(listedProtectionDomainDto(world, cluster, row, LISTED)))
  return summaryOf(cluster, 'PROTECTION_DOMAIN', 'protection_domain', names, query)
}

export function remoteSiteHealth({ world, cluster }: ReadWorld, query: HealthQuery): Model<'EntityHealthSummary'> {
  const rows = Object.values(cluster.remoteSites)
  const named = withEntityNames('dr.RemoteSiteDTO')
  const names = namesOf(rows, query, row => named(remoteSiteDto(world, cluster, row, LISTED)))
  return summaryOf(cluster, 'REMOTE_SITE', 'remote_site', names, query)
}

export function hostHealth({ world, cluster }: ReadWorld, query: HealthQuery): Model<'EntityHealthSummary'> {
  let stored: ReturnType<typeof storedOnHosts> | undefined
  const named = withEntityNames('appliance.configuration.NodeDTO')
  const names = namesOf(cluster.hosts, query, row =>
    named(hostDto(cluster, row, (stored ??= storedOnHosts(world, cluster))))
  )
  return summaryOf(cluster, 'HOST', 'host', names, query)
}

export function vmHealth({ cluster }: ReadWorld, query: HealthQuery): Model<'EntityHealthSummary'> {
  const names = namesOf(Object.values(cluster.vms), query, row => listedVmDto(cluster, row))
  return summaryOf(cluster, 'VM', 'vm', names, query)
}

/** Of every kind of entity that alerts are about, one summary each, with its checks. */
export function healthOfAll(prism: ReadWorld): Model<'EntityHealthSummary'>[] {
  const { cluster } = prism
  const query = { detailed_summary: true }
  const disks = cluster.hosts.flatMap(host => host.disks.map(({ serial }) => serial))
  const containers = cluster.containers.map(({ name }) => name)
  return [
    summaryOf(cluster, 'CLUSTER', 'cluster', [clusterTitle(cluster)], query),
    hostHealth(prism, query),
    vmHealth(prism, query),
    summaryOf(cluster, 'DISK', 'disk', disks, query),
    summaryOf(cluster, 'STORAGE_POOL', 'storage_pool', [cluster.storagePool.name], query),
    summaryOf(cluster, 'CONTAINER', 'storage_container', containers, query),
    domainHealth(prism, query),
    remoteSiteHealth(prism, query)
  ]
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
