/** Prism Central: the inventory of all clusters is served, services of one cluster are refused. */
import t from 'tap'
import { unitedHealth } from '../../server/prism/gateway/central-health.js'
import { emulator } from '../support/emulator.js'

const V1 = '/PrismGateway/services/rest/v1'
const V2 = '/PrismGateway/services/rest/v2.0'

t.test('what only a cluster has is refused in the product’s words', async t => {
  const { ask } = await emulator(t, { fixture: 'france-canada-protected' })
  for (const path of ['/protection_domains', '/ha', '/cluster/remote_support', '/remote_sites']) {
    const { status, body } = await ask('central', 'GET', `${V2}${path}`)
    // Evidence A [C: recorded]: both texts are this one, the code is 1101
    const text = 'This action is not supported on Prism Central'
    t.match(
      { status, body },
      { status: 412, body: { message: text, detailed_message: text, error_code: { code: 1101 } } },
      path
    )
  }
})

t.test('inventory is the union over the registered clusters, with totals and pages of the whole', async t => {
  const { ask } = await emulator(t, { fixture: 'france-canada-protected' })
  const paths = [
    `${V2}/hosts`,
    `${V2}/alerts?resolved=false&acknowledged=false`,
    `${V1}/containers`,
    `${V1}/storage_pools`,
    `${V1}/vms`
  ]
  for (const path of paths) {
    const [france, canada, central] = await Promise.all(
      ['france', 'canada', 'central'].map(async site => (await ask(site, 'GET', path)).body.entities as unknown[])
    )
    // Evidence B [C: clients]: exporters read these of Prism Central
    t.same(central, [...(france ?? []), ...(canada ?? [])], path)
  }
  const paged = (await ask('central', 'GET', `${V2}/hosts?count=4&page=2`)).body
  t.match(paged.metadata, {
    grand_total_entities: 6,
    total_entities: 6,
    count: 2,
    page: 2,
    start_index: 5,
    end_index: 6
  })
})

t.test('one thing is answered by the cluster that has it, and refused where none has', async t => {
  const { ask } = await emulator(t, { fixture: 'france-canada-protected' })
  const host = (await ask('canada', 'GET', `${V2}/hosts`)).body.entities[1].uuid as string
  t.same(
    (await ask('central', 'GET', `${V2}/hosts/${host}`)).body,
    (await ask('canada', 'GET', `${V2}/hosts/${host}`)).body
  )
  t.same(
    (await ask('central', 'GET', `${V2}/hosts/${host}/host_nics`)).body,
    (await ask('canada', 'GET', `${V2}/hosts/${host}/host_nics`)).body
  )
  t.equal((await ask('central', 'GET', `${V2}/hosts/none`)).status, 500)
})

t.test('offset and length mean of all rows what they mean at a cluster', async t => {
  const { ask, advance } = await emulator(t, { fixture: 'france-canada-protected' })
  for (const name of ['quebec', 'ontario'])
    await ask('canada', 'POST', `${V2}/vms`, { name, num_vcpus: 1, memory_mb: 64 })
  await advance(60)
  const vms = async (query: string, site = 'central') => (await ask(site, 'GET', `${V2}/vms${query}`)).body
  const { entities: all } = await vms('')
  const total = (all as unknown[]).length
  t.equal(total, (await vms('', 'france')).entities.length + 2)
  for (const [offset, length] of [
    [4, 2],
    [5, 2],
    [5, undefined],
    [undefined, 3],
    [99, undefined],
    [2, 0]
  ] as const) {
    const query = [
      ...(offset === undefined ? [] : [`offset=${offset}`]),
      ...(length === undefined ? [] : [`length=${length}`])
    ]
    const { metadata, entities } = await vms(`?${query.join('&')}`)
    const start = offset ?? 0
    t.same(entities, all.slice(start, start + (length ?? total)), query.join('&'))
    t.same(metadata, {
      ...{ grand_total_entities: total, total_entities: total },
      ...{ count: entities.length, start_index: start, end_index: start + entities.length }
    })
  }
  for (const query of ['?count=1', '?count=1&page=2'])
    t.same((await vms(query)).entities, all, `no key of this list: ${query}`)
  const hosts = (await ask('central', 'GET', `${V2}/hosts?offset=1&length=1`)).body
  t.match(hosts.metadata, { count: 6, start_index: 1, end_index: 6 }, 'no keys of this list: offset and length')
})

t.test('alerts and events of hardware and of storage are inventory alike', async t => {
  const { ask } = await emulator(t, { fixture: 'france-canada-protected' })
  for (const kind of ['alerts', 'events'])
    for (const what of ['hardware', 'storage'])
      t.match(
        await ask('central', 'GET', `${V1}/${kind}/${what}`),
        { status: 200, body: { entities: [] } },
        `${kind}/${what}`
      )
  for (const own of ['configuration', 'policies'])
    t.equal((await ask('central', 'GET', `${V2}/alerts/${own}`)).status, 412, own)
})

t.test('health in sum counts the entities of all clusters', async t => {
  const { ask } = await emulator(t, { fixture: 'france-canada-protected' })
  const health = async (path: string, site = 'central') => (await ask(site, 'GET', `${V1}${path}`)).body
  for (const kind of ['hosts', 'vms', 'disks']) {
    const path = `/${kind}/health_check_summary`
    const [all, france, canada] = [await health(path), await health(path, 'france'), await health(path, 'canada')]
    t.same({ ...all, healthSummary: null }, { ...france, healthSummary: null })
    for (const grade of Object.keys(france.healthSummary as object))
      t.equal(all.healthSummary[grade], france.healthSummary[grade] + canada.healthSummary[grade], `${kind} ${grade}`)
  }
  t.match(await health('/hosts/health_check_summary'), { healthSummary: { Good: 6 } })
})

t.test('a check that one cluster alone names is passed by what the other has', async t => {
  const france = {
    entity_type: 'VM',
    health_summary: { Good: 2, Warning: 1 },
    detailed_check_summary: { stale: { Good: 2, Warning: 1 } },
    checks_in_error: { late: {} }
  }
  const canada = { health_summary: { Good: 3, Critical: 1 }, detailed_check_summary: {}, checks_in_error: {} }
  t.same(unitedHealth([france, { entity_type: 'VM', ...canada }]), {
    entity_type: 'VM',
    health_summary: { Good: 5, Warning: 1, Critical: 1 },
    detailed_check_summary: { stale: { Good: 6, Warning: 1 } },
    checks_in_error: { late: {} }
  })
  const short = { healthSummary: { Good: 1 }, detailedCheckSummary: null, checksInError: null }
  t.same(unitedHealth([short, short]), { healthSummary: { Good: 2 }, detailedCheckSummary: null, checksInError: {} })
})

t.test('of all clusters’ rows there is one order, in the spelling of each version', async t => {
  const { ask, advance } = await emulator(t, { fixture: 'france-canada-protected' })
  for (const [name, num_vcpus] of [
    ['aardvark', 3],
    ['mongoose', 5]
  ])
    await ask('canada', 'POST', `${V2}/vms`, { name, num_vcpus, memory_mb: 64 })
  await advance(60)
  const sorted = async (url: string, name: string) =>
    ((await ask('central', 'GET', url)).body.entities as Record<string, string | number>[]).map(row => row[name] ?? '')
  for (const [url, name] of [
    [`${V2}/vms?sort_criteria=num_vcpus`, 'num_vcpus'],
    [`${V1}/vms?sortCriteria=vmName`, 'vmName'],
    [`${V1}/vms?sortCriteria=numVCpus`, 'numVCpus'],
    [`${V1}/vms?sortCriteria=num_vcpus`, 'numVCpus']
  ] as const) {
    const values = await sorted(url, name)
    t.same(
      values,
      [...values].sort((a, b) => (a < b ? -1 : Number(a > b))),
      url
    )
  }
  for (const [url, name] of [
    [`${V2}/events`, 'created_time_stamp_in_usecs'],
    [`${V1}/events?count=5`, 'createdTimeStampInUsecs']
  ] as const) {
    const values = await sorted(url, name)
    t.same(
      values,
      [...values].sort((a, b) => Number(b) - Number(a)),
      `newest first: ${url}`
    )
  }
})
