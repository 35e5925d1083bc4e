/** Prism Central: who is registered with it, what it hands on to whom, and what it answers where no cluster is named. */
import t from 'tap'
import { emulator } from '../support/emulator.js'
import type { Emulator, Method } from '../support/emulator.js'

const V1 = '/PrismGateway/services/rest/v1'
const V2 = '/PrismGateway/services/rest/v2.0'
const V08 = '/api/nutanix/v0.8'
const LIST = '/api/nutanix/v3/clusters/list'

interface Intent {
  status: { name: string; resources: { config: { service_list: string[]; is_available: boolean } } }
  metadata: { uuid: string }
}

async function uuidsOf({ ask }: Emulator): Promise<Record<string, string>> {
  const { body } = await ask('prism-central', 'POST', LIST, { kind: 'cluster' })
  return Object.fromEntries((body.entities as Intent[]).map(({ status, metadata }) => [status.name, metadata.uuid]))
}

const by = (url: string, uuid: string | undefined): string => `${url}?proxyClusterUuid=${uuid}`

t.test('v3 lists the clusters and Prism Central, or the one cluster that is asked', async t => {
  const { ask } = await emulator(t)
  const all = await ask('prism-central', 'POST', LIST, { kind: 'cluster', length: 500, offset: 0 })
  t.match(all, { status: 200, headers: { 'x-ntnx-env': 'PC' } })
  t.match(all.body, {
    metadata: { total_matches: 3, kind: 'cluster', length: 3, offset: 0 },
    entities: [
      {
        status: {
          state: 'COMPLETE',
          name: 'france',
          resources: {
            nodes: { hypervisor_server_list: [{ type: 'AHV' }, {}, {}, { ip: '127.0.0.1' }] },
            config: { service_list: ['AOS'], build: { version: '6.5.5.7' }, is_available: true },
            network: { external_ip: '192.168.0.100', external_subnet: '192.168.0.0/255.255.255.0' }
          }
        },
        metadata: { kind: 'cluster', uuid: /^[0-9a-f-]{36}$/ }
      },
      { status: { name: 'canada' } },
      { status: { name: 'prism-central', resources: { config: { service_list: ['PRISM_CENTRAL'] } } } }
    ]
  })
  const names = async (site: string, query?: object) =>
    ((await ask(site, 'POST', LIST, query)).body.entities as Intent[]).map(({ status }) => status.name)
  t.same(await names('central'), ['france', 'canada', 'prism-central'], 'without a body, by the other Host name')
  t.same(await names('central', {}), ['france', 'canada', 'prism-central'])
  t.same(await names('central', { length: 1, offset: 1 }), ['canada'])
  t.same(await names('central', { filter: 'name==canada' }), ['canada'])
  t.same(await names('central', { sort_attribute: 'name' }), ['canada', 'france', 'prism-central'])
  t.same(await names('central', { sort_attribute: 'name', sort_order: 'DESCENDING', length: 1 }), ['prism-central'])
  t.same(await names('france', { kind: 'cluster' }), ['france'], 'a cluster lists itself alone')

  const uuid = all.body.entities[1].metadata.uuid
  t.match(await ask('central', 'GET', `/api/nutanix/v3/clusters/${uuid}`), { body: { status: { name: 'canada' } } })
  const refusals: [Method, string, unknown, number][] = [
    ['GET', '/api/nutanix/v3/clusters/none', undefined, 404],
    ['POST', LIST, { kind: 'vm' }, 400],
    ['POST', LIST, { length: -1 }, 400],
    ['POST', LIST, { filter: '((' }, 400],
    ['POST', '/api/nutanix/v3/images/list', {}, 404],
    ['PUT', LIST, {}, 405]
  ]
  for (const [method, url, body, status] of refusals) {
    t.match(
      await ask('central', method, url, body),
      {
        status,
        headers: { 'x-ntnx-env': 'PC' },
        body: { state: 'ERROR', code: status, message_list: [{ message: /./ }] }
      },
      `${method} ${url}`
    )
  }
})

t.test('a call that names a cluster is handed on to it, in every version', async t => {
  const central = await emulator(t, { fixture: 'france-canada-protected' })
  const { ask, advance } = central
  const { france, canada } = await uuidsOf(central)
  const reads = [`${V2}/cluster`, `${V1}/cluster`, `${V2}/protection_domains`, `${V1}/vms`, `${V08}/tasks`, `${V08}/ha`]
  for (const url of reads) {
    for (const [name, uuid] of [
      ['france', france],
      ['canada', canada]
    ] as const) {
      const [handed, direct] = [await ask('prism-central', 'GET', by(url, uuid)), await ask(name, 'GET', url)]
      t.match([handed.status, handed.headers['x-ntnx-env'], direct.headers['x-ntnx-env']], [200, 'PC', 'PE'], url)
      t.same(handed.body, direct.body, `${url} of ${name}`)
    }
  }
  const made = await ask('central', 'POST', by(`${V2}/protection_domains`, canada), { value: 'by-central' })
  t.match(made, { status: 201, body: { name: 'by-central' } })
  t.match(await ask('canada', 'GET', `${V2}/protection_domains/by-central`), { status: 200 })
  t.match(await ask('france', 'GET', `${V2}/protection_domains/by-central`), { status: 500 }, 'and to no other')
  t.match(await ask('central', 'POST', by(`${V1}/protection_domains/gold/oob_schedules`, france), {}), { status: 200 })
  t.match(await ask('central', 'POST', by(`${V08}/networks`, france), { name: 'x' }), { status: 201 })
  await advance(5)
  const refused = await ask('central', 'GET', by(`${V1}/protection_domains/none`, france))
  t.match(refused, { status: 500, headers: { 'x-ntnx-env': 'PC' }, body: { errorCode: { code: Number } } })

  t.match(
    (await ask('france', 'GET', by(`${V2}/cluster`, canada))).body,
    { name: 'france' },
    'a cluster ignores whose UUID a client names'
  )
  t.match((await ask('france', 'GET', by(`${V2}/cluster`, 'none'))).body, { name: 'france' })
})

t.test('a cluster that does not answer, or is none, is refused in the form of the version', async t => {
  const central = await emulator(t)
  const { ask } = central
  const { france, canada } = await uuidsOf(central)
  await ask('france', 'PUT', '/emulator/v1/clusters/canada', { power: 'lost' })
  for (const [url, form] of [
    [`${V2}/protection_domains`, 'error_code'],
    [`${V1}/protection_domains`, 'errorCode'],
    [`${V08}/tasks`, 'errorCode']
  ] as const) {
    const dark = await ask('central', 'GET', by(url, canada))
    t.match(dark, { status: 502, headers: { 'x-ntnx-env': 'PC' }, body: { message: /canada/, [form]: { code: 502 } } })
    const none = await ask('central', 'GET', by(url, 'all_clusters'))
    t.match(none, { status: 500, body: { message: /all_clusters is not registered/, [form]: { code: Number } } })
    t.match(await ask('central', 'GET', by(url, france)), { status: 200 })
  }
  const { body } = await ask('central', 'POST', LIST, { filter: 'name==canada' })
  t.equal((body.entities[0] as Intent).status.resources.config.is_available, false)
  await ask('france', 'PUT', '/emulator/v1/clusters/canada', { power: 'on' })
  t.match(await ask('central', 'GET', by(`${V2}/protection_domains`, canada)), { status: 200 })
})

t.test('without a cluster, Prism Central answers what is its own', async t => {
  const { ask } = await emulator(t)
  for (const [base, multicluster] of [
    [V1, 'multicluster'],
    [V2, 'multicluster']
  ] as const) {
    t.match((await ask('central', 'GET', `${base}/cluster`)).body, { name: 'prism-central', [multicluster]: true })
    const listed = await ask('central', 'GET', `${base}/clusters`)
    t.match(listed.body.entities, [{ name: 'france' }, { name: 'canada' }])
    const one = `${base}/clusters/${listed.body.entities[1].uuid}`
    t.match((await ask('central', 'GET', one)).body, { name: 'canada' })
    t.match(await ask('central', 'GET', `${base}/clusters/none`), {
      status: 500,
      body: { message: /does not exist/ }
    })
  }
  t.match((await ask('central', 'GET', `${V1}/users/session_info`)).body, {
    userDTO: { profile: { username: 'admin' } },
    multicluster: true
  })
  t.match((await ask('central', 'GET', `${V1}/multicluster/cluster_external_state`)).body, [
    { clusterDetails: { clusterName: 'france', ipAddresses: ['192.168.0.100'], multicluster: false } },
    { clusterDetails: { clusterName: 'canada' } }
  ])
})

t.test('Prism Central has users of its own', async t => {
  const { ask, as } = await emulator(t)
  const profile = { username: 'viewer', password: 'viewer/Secret' }
  await ask('france', 'POST', `${V1}/users`, { profile, roles: ['ROLE_CLUSTER_VIEWER'] })
  t.match(await as('viewer', 'viewer/Secret')('france', 'GET', `${V2}/clusters`), { status: 200 })
  t.match(await as('viewer', 'viewer/Secret')('central', 'GET', `${V2}/clusters`), {
    status: 401,
    headers: { 'x-ntnx-env': 'PC' }
  })
  t.match(await as('admin', 'wrong')('central', 'POST', LIST, {}), { status: 401, body: { state: 'ERROR' } })
  t.match(await as('viewer', 'viewer/Secret')('france', 'POST', LIST, {}), { status: 200 }, 'a list is no change')
})
