/** `projection` adds the alerts of a thing to it, whatever kind it is. */
import t from 'tap'
import type { Alert, World } from '../../server/domain/core/index.js'
import { instant } from '../../server/domain/core/index.js'
import { emulator, START_USECS, V1, V2 } from '../support/emulator.js'

t.test('a projection adds the open alerts of clusters, hosts, disks and containers', async t => {
  const { get, lab } = await emulator(t)
  const world = structuredClone(lab.world) as World
  const { france } = world.clusters
  const [host, container] = [france?.hosts[0], france?.containers[0]]
  const disk = host?.disks[0]
  if (france === undefined || host === undefined || disk === undefined || container === undefined)
    throw new Error('The fixture has no disk')
  const things = {
    hosts: { type: 'host', name: host.name, uuid: host.uuid },
    disks: { type: 'disk', name: disk.serial, uuid: disk.uuid },
    storage_containers: { type: 'storage_container', name: container.name, uuid: container.uuid }
  } as const
  france.alerts.push(...Object.values(things).flatMap(entity => [alert(entity), alert(entity, START_USECS)]))
  lab.engine.replace(world)

  for (const [list, { uuid }] of Object.entries(things)) {
    const summaries = async (query: string): Promise<Summary[]> =>
      (await get(`${V2}/${list}?${query}`)).entities.map((row: Row) => row.alert_summary)
    const all = await summaries('projection=ALERTS')
    t.match(all[0], { count: 1, alert_summaries: { kWarning: { entities: [{ resolved: false }] } } }, list)
    t.same(new Set(all.slice(1).map(each => each?.count)), new Set(all.length === 1 ? [] : [0]), 'the others have none')
    t.same((await summaries('projection=stats,alerts_count'))[0], { count: 1, alert_summaries: {} })
    for (const query of ['', 'projection=basic_info']) t.equal((await summaries(query))[0], null, `${list} ${query}`)
    t.match((await get(`${V2}/${list}/${uuid}?projection=all`)).alert_summary, all[0])
  }

  t.equal((await get(`${V2}/clusters?projection=alerts`)).entities[0].alert_summary.count, 3, 'a cluster has them all')
  t.equal((await get(`${V2}/clusters/${france.uuid}?projection=ALL`)).alert_summary.count, 3)
  t.notOk('alert_summary' in (await get(`${V2}/clusters`)).entities[0])
  t.equal((await get(`${V1}/hosts?projection=alerts`)).entities[0].alertSummary.count, 1)
})

type Summary = { readonly count: number } | null

interface Row {
  readonly alert_summary: Summary
}

let number = 0

/** Of a kind that says nothing of its entity: what counts is what it is about. */
function alert(entity: Alert['entity'], resolvedAt?: number): Alert {
  number += 1
  return {
    id: `a${number}`,
    type: 'replication-failed',
    raisedAt: instant(START_USECS),
    lastAt: instant(START_USECS),
    entity,
    values: {},
    acknowledgedAt: null,
    acknowledgedBy: null,
    resolvedAt: resolvedAt === undefined ? null : instant(resolvedAt),
    resolvedBy: null,
    autoResolved: false
  }
}

t.test('Prism Central adds to its clusters what a cluster adds to itself', async t => {
  const { get, ask } = await emulator(t, { fixture: 'france-canada-protected' })
  const of = async (site: string, path: string) => (await ask(site, 'GET', `/PrismGateway/services/rest${path}`)).body
  const { uuid, name } = await get('/PrismGateway/services/rest/v2.0/cluster')
  const [own] = (await of('france', '/v2.0/clusters?projection=ALL')).entities
  const listed = (await of('central', '/v2.0/clusters?projection=ALL')).entities
  const row = listed.find((cluster: { name: string }) => cluster.name === name)
  for (const cluster of [row, await of('central', `/v2.0/clusters/${uuid}?projection=ALL`)]) {
    t.same(cluster.alert_summary, own.alert_summary)
    t.same(cluster.health_summary, own.health_summary)
  }
  t.notOk('alert_summary' in (await of('central', '/v2.0/clusters')).entities[0])
})
