/** What clients send for nothing: `GET /journal/unread`, from outside. */
import t from 'tap'
import { instant } from '../../../server/domain/core/index.js'
import type { Alert, World } from '../../../server/domain/core/index.js'
import { emulator, START_USECS } from '../../support/emulator.js'
import type { Emulator } from '../../support/emulator.js'

const V2 = '/PrismGateway/services/rest/v2.0'
const V1 = '/PrismGateway/services/rest/v1'
const UNREAD = '/emulator/v1/journal/unread'

const noting = { fixture: 'france-canada-protected', unreadFields: true }

/** More than a page. */
const ALERTS = 1001

const alert: Omit<Alert, 'id'> = {
  type: 'replication-failed',
  raisedAt: instant(START_USECS),
  lastAt: instant(START_USECS),
  entity: { type: 'protection_domain', name: 'gold', uuid: null },
  values: {},
  acknowledgedAt: null,
  acknowledgedBy: null,
  resolvedAt: null,
  resolvedBy: null,
  autoResolved: false
}

type Unread = Record<string, string[]>

interface UnreadOperation {
  readonly api: string
  readonly operation: string
  readonly fields: readonly { readonly name: string }[]
}

/** Names of the fields, by operation. */
async function unread({ get }: Emulator): Promise<Unread> {
  const operations = (await get(UNREAD)).operations as readonly UnreadOperation[]
  return Object.fromEntries(
    operations.map(({ api, operation, fields }) => [`${api} ${operation}`, fields.map(({ name }) => name)])
  )
}

t.test('a field that nothing reads is told with its operation, how often and when it was sent', async t => {
  const emulated = await emulator(t, noting)
  const { ask, advance, get } = emulated
  t.same(await get(UNREAD), { noted: true, operations: [], left_out: 0 })
  const url = `${V2}/protection_domains?names=gold&nmaes=silver`
  await ask('france', 'GET', url)
  await advance(60)
  await ask('france', 'GET', url)
  await ask('canada', 'GET', url)
  const { calls } = await get('/emulator/v1/journal')
  const { operations } = await get(`${UNREAD}?site=france`)
  t.same(operations, [
    {
      site: 'france',
      api: 'v2.0',
      operation: 'getProtectionDomains',
      method: 'GET',
      path: '/protection_domains',
      fields: [
        {
          ...{ in: 'query', name: 'nmaes', published: false, count: 2 },
          ...{ first: calls[0].at, first_usecs: calls[0].at_usecs, last: calls[1].at, last_usecs: calls[1].at_usecs }
        }
      ]
    }
  ])
  t.equal((await get(UNREAD)).operations.length, 2, 'each site has its own')
  t.same((await get(`${UNREAD}?method=POST`)).operations, [])
  t.same((await get(`${UNREAD}?operation=getVMs`)).operations, [])
  t.match(
    await ask('france', 'GET', `${UNREAD}?from=2024-01-01T00:00:00Z`),
    { status: 400 },
    'it is counted, not dated'
  )
  await ask('france', 'DELETE', '/emulator/v1/journal')
  t.same(await get(UNREAD), { noted: true, operations: [], left_out: 0 }, 'it goes with the journal')
})

t.test('fields of a body are told by their path, without anything of their values', async t => {
  const emulated = await emulator(t, noting)
  const body = {
    ...{ name: 'new01', num_vcpus: 1, memory_mb: 1024, description: null },
    vm_disks: [
      { is_cdrom: true, disk_address: { device_bus: 'ide' }, sercet: 's3cr3t' },
      { vm_disk_create: { size: 1_048_576, tier: { name: 's3cr3t' } } }
    ],
    [`${'key'.repeat(40)}`]: { inner: 's3cr3t' }
  }
  const made = await emulated.ask('france', 'POST', `${V2}/vms`, body)
  t.equal(made.status, 201, made.text)
  const { text } = await emulated.ask('france', 'GET', UNREAD)
  t.notMatch(text, /s3cr3t/)
  t.same(await unread(emulated), {
    'v2.0 createVM': ['vm_disks[].sercet', 'vm_disks[].vm_disk_create.tier', `${'key'.repeat(21)}k...`]
  })
})

t.test('older versions and Prism Central are told of in their own words', async t => {
  const emulated = await emulator(t, noting)
  const { ask } = emulated
  const site = { name: 'peru', remoteIpPorts: { '10.9.9.9': 2020 }, latencyInUsecs: 5 }
  const made = await ask('france', 'POST', `${V1}/remote_sites`, site)
  t.equal(made.status, 200, made.text)
  t.equal((await ask('france', 'GET', `${V1}/alerts?resolved=false&ressolved=true`)).status, 200)
  t.equal((await ask('central', 'GET', `${V1}/hosts?count=1&page=1&sortCriteria=name&colour=red`)).status, 200)
  const listed = await ask('central', 'POST', '/api/nutanix/v3/vms/list', {
    kind: 'vm',
    length: 1,
    offset: 0,
    colour: 'red'
  })
  t.equal(listed.status, 200, listed.text)
  const { 'v1 addRemoteSite': ofSite, ...others } = await unread(emulated)
  t.same(ofSite, ['latencyInUsecs'])
  t.same(others, { 'v1 getAlerts': ['ressolved'], 'v1 getHosts': ['colour'], 'central listVms': ['kind', 'colour'] })
})

t.test('Prism Central passes over a page that a list does not have, and that is told', async t => {
  const emulated = await emulator(t, noting)
  const answer = await emulated.ask('central', 'GET', `${V2}/hosts?offset=1&filter_criteria=name!=x&count=2`)
  t.equal(answer.status, 200, answer.text)
  t.same(await unread(emulated), { 'v2.0 getHosts': ['offset'] })
})

t.test('what nothing reads of a query for many pages of alerts is told, and what is read is not', async t => {
  const emulated = await emulator(t, noting)
  const world = structuredClone(emulated.lab.world) as World
  for (const cluster of Object.values(world.clusters))
    cluster.alerts = Array.from({ length: ALERTS }, (_, index): Alert => ({ ...alert, id: `${cluster.name}-${index}` }))
  emulated.lab.engine.replace(world)
  const { body } = await emulated.ask('central', 'GET', `${V2}/alerts?severity=kWarning&colour=red`)
  t.equal(body.metadata.total_entities, 2 * ALERTS, 'both clusters have more than a page')
  t.same(await unread(emulated), { 'v2.0 getAlerts': ['colour'] })
})

t.test('a request that is refused, and one that a stub answers, is not told of', async t => {
  const emulated = await emulator(t, noting)
  const { ask } = emulated
  t.equal((await ask('france', 'POST', `${V2}/protection_domains/none/activate?a=1`, {})).status, 500)
  t.equal((await ask('france', 'GET', `${V2}/vms?length=x`)).status, 400)
  const stub = `${V2}/data_at_rest_encryption_certificates/csrs?a=1`
  t.match(await ask('france', 'GET', stub), { status: 200, headers: { 'x-pesim': 'stub' } })
  t.same(await unread(emulated), {})
})

t.test('nothing is noted where nobody asked for it', async t => {
  const { ask, get } = await emulator(t)
  t.equal((await ask('france', 'GET', `${V2}/vms?colour=red`)).status, 200)
  t.same(await get(UNREAD), { noted: false, operations: [], left_out: 0 })
})
