/** The answers of clusters, from a recording of them. */
import { rowsIn } from '../reading/index.js'
import type { Exchange, Row } from '../reading/index.js'
import { sources } from './answers.js'
import type { ClusterAnswers, SourceName } from './answers.js'

const BASE = '/PrismGateway/services/rest/'

/** By number of the cluster; undefined where one of them does not say what it is, or none which VMs it has. */
export function clustersIn(exchanges: readonly Exchange[]): ClusterAnswers[] | undefined {
  const count = Math.max(0, ...exchanges.map(({ cluster }) => cluster + 1))
  const clusters = Array.from({ length: count }, (_, number) => clusterIn(exchanges, number))
  const known = clusters.every(({ rows }) => rows.cluster !== undefined)
  const some = clusters.some(({ rows }) => (rows.vms ?? rows.configurations) !== undefined)
  return known && some ? clusters : undefined
}

function clusterIn(exchanges: readonly Exchange[], number: number): ClusterAnswers {
  const rows: Partial<Record<SourceName, readonly Row[]>> = {}
  const answered = exchanges.filter(({ cluster, status }) => cluster === number && status === 200)
  for (const [name, { path, style }] of Object.entries(sources) as [SourceName, (typeof sources)[SourceName]][]) {
    const place = BASE + path.replace(/\?.*/, '')
    const pages = answered.filter(exchange => exchange.path.replace(/\?.*/, '') === place)
    const read = pages.flatMap(({ body }) => (style === 'object' ? [body as Row] : (rowsIn(body) ?? [])))
    if (pages.length > 0) rows[name] = merged(read)
  }
  return { rows, unread: {} }
}

/** One row for each thing, with all that several answers say of it. */
function merged(rows: readonly Row[]): Row[] {
  const found = new Map<string, Row>()
  for (const [index, row] of rows.entries()) {
    const identifier = row['uuid'] ?? row['storage_container_uuid'] ?? row['snapshot_uuid'] ?? row['name']
    const key = typeof identifier === 'string' ? identifier : `#${index}`
    found.set(key, { ...found.get(key), ...row })
  }
  return [...found.values()]
}
