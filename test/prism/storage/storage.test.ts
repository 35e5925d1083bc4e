/** Containers, disks and the pool over HTTP, as v2.0 and v1 answer them. */
import t from 'tap'
import { emulator } from '../../support/emulator.js'
import type { Answer, Emulator, Method } from '../../support/emulator.js'

const V2 = '/PrismGateway/services/rest/v2.0'
const V1 = '/PrismGateway/services/rest/v1'

/** The same thing in both dialects: how a body is spelled, and how an answer reads. */
const dialects = [
  { name: 'v2.0', base: `${V2}/storage_containers`, disks: `${V2}/disks`, snake: true, created: 201 },
  { name: 'v1', base: `${V1}/containers`, disks: `${V1}/disks`, snake: false, created: 200 }
] as const

/** Keys of a body in the spelling of the dialect. */
function spelled(dialect: (typeof dialects)[number], body: Record<string, unknown>): Record<string, unknown> {
  if (dialect.snake) return body
  const camel = (key: string): string =>
    key
      .replace('storage_container_', 'container_')
      .replace('generic_dto', 'genericDTO')
      .replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => [
      camel(key),
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? spelled(dialect, value as Record<string, unknown>)
        : value
    ])
  )
}

const usageOf = (row: Record<string, Record<string, string>>): Record<string, string> =>
  row['usage_stats'] ?? row['usageStats'] ?? {}

for (const dialect of dialects) {
  const { name, base, created } = dialect
  const key = (snake: string): string => Object.keys(spelled(dialect, { [snake]: 1 }))[0] ?? ''

  t.test(`${name}: a container is created, changed in whole and in part, and deleted`, async t => {
    const { ask } = await emulator(t)
    const send = async (method: Method, url: string, body?: Record<string, unknown>): Promise<Answer> =>
      ask('france', method, `${base}${url}`, body && spelled(dialect, body))
    const found = async () => (await send('GET', '')).body.entities.find((row: { name: string }) => row.name === 'cold')

    const made = await send('POST', '', { name: 'cold', compression_enabled: false, advertised_capacity: 5_000_000 })
    t.match(made, { status: created, body: { value: true } })
    const cold = await found()
    t.equal(cold[key('compression_enabled')], false)
    t.equal(cold[key('advertised_capacity')], 5_000_000)
    t.equal(usageOf(cold)['storage.capacity_bytes'], '5000000')
    t.equal(cold[key('replication_factor')], 2)

    const uuid = cold[key('storage_container_uuid')] as string
    const put = await send('PUT', '', { storage_container_uuid: uuid, on_disk_dedup: 'POST_PROCESS' })
    t.match(put, { status: 200, body: { value: true } })
    t.match(
      await send('PATCH', '', {
        generic_dto: { id: cold.id, name: 'frozen', advertised_capacity: null, nfs_whitelist: ['10.0.0.0/255.0.0.0'] }
      }),
      { status: 200, body: { value: true } }
    )
    const { body } = await send('GET', `/${uuid}`)
    t.match(body, { name: 'frozen', id: cold.id })
    t.equal(body[key('on_disk_dedup')], 'POST_PROCESS', 'what the last change left out has stayed')
    t.equal(body[key('advertised_capacity')], null)
    t.strictSame(body[key('nfs_whitelist')], ['10.0.0.0/255.0.0.0'])
    t.equal(body[key('nfs_whitelist_inherited')], false)

    const events = (await send('GET', '/events')).body.entities as Record<string, unknown>[]
    t.equal(events.length, 3)
    t.equal((await send('GET', `/${uuid}/events`)).body.entities.length, 1, 'those of its present name')
    t.equal((await send('GET', '/alerts')).body.entities.length, 0)
    t.equal((await send('GET', `/${uuid}/alerts`)).body.entities.length, 0)

    t.match(await send('DELETE', `/${uuid}`), { status: 200, body: { value: true } })
    t.equal((await send('GET', `/${uuid}`)).status, 500)
  })

  t.test(`${name}: what is wrong with a request is said, and changes nothing`, async t => {
    const { ask } = await emulator(t, { fixture: 'france-canada-protected' })
    const before = (await ask('france', 'GET', base)).text
    const [{ uuid, id, used }] = (JSON.parse(before) as { entities: Record<string, string>[] }).entities.map(row => ({
      uuid: row[key('storage_container_uuid')],
      id: row['id'],
      used: row['name']
    })) as [{ uuid: string; id: string; used: string }]
    const wrong: [string, Method, string, Record<string, unknown> | undefined, RegExp][] = [
      ['no name', 'POST', '', {}, /must not be empty/],
      ['a blank', 'POST', '', { name: 'a b' }, /only letters/],
      ['too long', 'POST', '', { name: 'x'.repeat(76) }, /longer than 75/],
      ['not a name', 'POST', '', { name: '__proto__' }, /invalid/],
      ['taken', 'POST', '', { name: used }, /already exists/],
      ['too many copies', 'POST', '', { name: 'a', replication_factor: 4 }, /is not 1, 2 or 3/],
      ['too few hosts', 'POST', '', { name: 'a', replication_factor: 3 }, /three copies need 5 hosts/],
      ['too few hosts for parity', 'POST', '', { name: 'a', erasure_code: 'on' }, /erasure coding needs 4 hosts/],
      ['larger than the pool', 'POST', '', { name: 'a', advertised_capacity: 10 ** 15 }, /at most/],
      ['no capacity', 'POST', '', { name: 'a', advertised_capacity: 0 }, /above zero/],
      ['more reserved than there is', 'POST', '', { name: 'a', total_explicit_reserved_capacity: 10 ** 15 }, /from 0/],
      [
        'more reserved than advertised',
        'POST',
        '',
        { name: 'a', advertised_capacity: 5, total_explicit_reserved_capacity: 6 },
        /more than it advertises/
      ],
      ['a delay below zero', 'POST', '', { name: 'a', compression_delay_in_secs: -1 }, /delay/],
      ['an unknown word', 'PUT', '', { storage_container_uuid: uuid, on_disk_dedup: 'SOMETIMES' }, /SOMETIMES/],
      ['nothing named', 'PUT', '', {}, /is required/],
      ['an unknown one', 'PUT', '', { storage_container_uuid: 'x', name: 'b' }, /does not exist/],
      ['an unknown one', 'PATCH', '', { generic_dto: { id: 'x' } }, /does not exist/],
      ['nothing to change', 'PATCH', '', {}, /is required/],
      ['renamed with VMs in it', 'PUT', '', { id, name: 'b' }, /cannot be renamed to b: VM/],
      ['deleted with VMs in it', 'DELETE', `/${uuid}`, undefined, /cannot be deleted: VM/],
      ['an unknown one', 'DELETE', '/x', undefined, /does not exist/],
      ['an unknown one', 'GET', '/x/vdisks', undefined, /does not exist/],
      ['an unknown one', 'GET', '/x/alerts', undefined, /does not exist/],
      ['an unknown one', 'GET', '/x/events', undefined, /does not exist/],
      ['an unknown one', 'GET', '/x/stats?metrics=storage.usage_bytes', undefined, /does not exist/],
      ['AHV', 'POST', '/datastores/add_datastore', { storage_container_name: used }, /run AHV/],
      ['AHV', 'POST', '/datastores/remove_datastore', { datastore_name: used }, /run AHV/]
    ]
    for (const [because, method, url, body, message] of wrong) {
      const answer = await ask('france', method, `${base}${url}`, body && spelled(dialect, body))
      t.ok(answer.status === 500 || answer.status === 400, `${because}: ${answer.status}`)
      t.match(answer.body.message, message, because)
    }
    t.equal((await ask('france', 'GET', base)).text, before)
    t.strictSame((await ask('france', 'GET', `${base}/datastores`)).body, [])
  })

  t.test(`${name}: a disk leaves once its data has moved, and the pool is smaller by it`, async t => {
    const { ask, advance } = await emulator(t, { fixture: 'france-canada-protected' })
    const list = async () => (await ask('france', 'GET', dialect.disks)).body.entities as Record<string, unknown>[]
    const disks = await list()
    t.equal(disks.length, 12, 'two SSDs and two HDDs in each of three hosts')
    const capacity = disks.reduce((sum, disk) => sum + (disk[key('disk_size')] as number), 0)
    const container = (await ask('france', 'GET', base)).body.entities[0]
    t.equal(container[key('max_capacity')], capacity)
    const used = disks.reduce((sum, disk) => sum + Number(usageOf(disk as never)['storage.usage_bytes']), 0)
    const usedInContainers = ((await ask('france', 'GET', base)).body.entities as never[]).reduce(
      (sum, row) => sum + Number(usageOf(row)['storage.usage_bytes']),
      0
    )
    t.equal(used, usedInContainers, 'what the containers hold lies on the disks')
    t.ok(used > 0)

    const hdd = disks.find(disk => disk[key('storage_tier_name')] === 'HDD') ?? {}
    const uuid = hdd[key('disk_uuid')] as string
    t.match(await ask('france', 'DELETE', `${dialect.disks}/${uuid}`), { status: 200, body: { value: true } })
    const leaving = (await ask('france', 'GET', `${dialect.disks}/${uuid}`)).body
    t.equal(leaving[key('disk_status')], 'DATA_MIGRATION_INITIATED')
    t.match((await ask('france', 'DELETE', `${dialect.disks}/${uuid}`)).body.message, /being removed already/)
    t.equal((await ask('france', 'GET', `${dialect.disks}/${uuid}/events`)).body.entities.length, 1)
    t.equal((await ask('france', 'GET', `${dialect.disks}/events`)).body.entities.length, 1)
    t.equal((await ask('france', 'GET', `${dialect.disks}/${uuid}/alerts`)).body.entities.length, 0)
    await advance(61)
    t.equal((await list()).length, 11)
    t.equal((await ask('france', 'GET', `${dialect.disks}/${uuid}`)).status, 500)
    t.equal(
      (await ask('france', 'GET', base)).body.entities[0][key('max_capacity')],
      capacity - (hdd[key('disk_size')] as number)
    )

    const ssds = (await list()).filter(
      disk => disk[key('storage_tier_name')] === 'SSD' && disk[key('host_name')] === hdd[key('host_name')]
    )
    await ask('france', 'DELETE', `${dialect.disks}/${String(ssds[0]?.[key('disk_uuid')])}`)
    const last = await ask('france', 'DELETE', `${dialect.disks}/${String(ssds[1]?.[key('disk_uuid')])}`)
    t.match(last.body.message, /no other SSD/)
  })

  t.test(`${name}: usage is what VMs and snapshots hold, as often as it is kept`, async t => {
    const { ask, advance } = await emulator(t, { fixture: 'france-canada-protected' })
    const usage = async (cluster: string) => usageOf((await ask(cluster, 'GET', base)).body.entities[0])
    const was = await usage('france')
    t.equal(Number(was['storage.usage_bytes']), 2 * Number(was['storage.logical_usage_bytes']))
    await advance(600)
    const is = await usage('france')
    t.ok(Number(is['storage.logical_usage_bytes']) > Number(was['storage.logical_usage_bytes']), 'snapshots keep more')
    t.ok(Number((await usage('canada'))['storage.logical_usage_bytes']) > 0, 'copies take room where they are kept')
    const uuid = (await ask('france', 'GET', base)).body.entities[0][key('storage_container_uuid')]
    const listed = (await ask('france', 'GET', `${base}/${uuid}/vdisks`)).body
    const vdisks = (listed.entities ?? listed) as unknown[] // v1 answers them alone
    t.ok(vdisks.length > 0)
    const metrics = 'metrics=storage.logical_usage_bytes,nonsense'
    const { body } = await ask('france', 'GET', `${base}/${uuid}/stats?${metrics}`)
    const [known, unknown] = body.stats_specific_responses ?? body.statsSpecificResponses
    t.strictSame(known.values, [Number(is['storage.logical_usage_bytes'])])
    t.strictSame(unknown.values, [-1])
  })
}

t.test('v1 shows the pool, of which a cluster has one', async t => {
  const { ask, advance } = await emulator(t, { fixture: 'france-canada-protected' })
  const pools = `${V1}/storage_pools`
  const pool = async () => (await ask('france', 'GET', pools)).body.entities[0]
  const { id, storagePoolUuid: uuid, disks, tierwiseFreeCapacityMap: free, usageStats } = await pool()
  t.equal(disks.length, 12)
  t.equal(free.SSD + free.HDD, Number(usageStats['storage.free_bytes']))
  t.match(await ask('france', 'PUT', pools, { id, name: 'tank', ilmDownMigratePctThreshold: 50 }), { status: 200 })
  t.match(await ask('france', 'PATCH', pools, { genericDTO: { storagePoolUuid: uuid, reservedCapacity: 1000 } }), {
    status: 200
  })
  t.match(await pool(), { name: 'tank', ilmDownMigratePctThreshold: 50, reservedCapacity: 1000 })
  t.equal((await ask('france', 'GET', `${pools}/${uuid}`)).body.name, 'tank')
  t.equal((await ask('france', 'GET', `${pools}/events`)).body.entities.length, 2)
  t.equal((await ask('france', 'GET', `${pools}/${uuid}/alerts`)).body.entities.length, 0)
  const wrong: [Method, string, unknown, RegExp][] = [
    ['POST', '', { name: 'second' }, /has all disks/],
    ['DELETE', `/${uuid}`, undefined, /the only one/],
    ['DELETE', '/x', undefined, /does not exist/],
    ['PUT', '', { id: 'x', name: 'y' }, /does not exist/],
    ['PUT', '', { name: '' }, /must not be empty/],
    ['PUT', '', { ilmDownMigratePctThreshold: 101 }, /0 to 100/],
    ['PUT', '', { reservedCapacity: -1 }, /from 0 to/],
    ['GET', '/x/events', undefined, /does not exist/]
  ]
  for (const [method, url, body, message] of wrong)
    t.match((await ask('france', method, `${pools}${url}`, body)).body.message, message)
  t.match((await ask('france', 'GET', `${V1}/disks/health_check_summary`)).body, {
    entityType: 'DISK',
    healthSummary: { Good: 12 }
  })
  const [row] = (await ask('france', 'GET', `${pools}/${uuid}/stats?metrics=storage.capacity_bytes`)).body
    .statsSpecificResponses
  t.strictSame(row.values, [(await pool()).capacity])
  await advance(1)
})

t.test('ESXi hosts mount containers as datastores, which then cannot be deleted', async t => {
  const fixture = {
    clusters: [
      { name: 'paris', vip: '10.0.0.1', subnet: '10.0.0.0/24', hypervisor: 'kVMware', containers: [{ name: 'one' }] }
    ]
  }
  const { ask } = await esx(t, fixture)
  const base = `${V2}/storage_containers`
  const hosts = (await ask('paris', 'GET', `${V2}/hosts`)).body.entities as { uuid: string }[]
  const add = async (body: unknown) => ask('paris', 'POST', `${base}/datastores/add_datastore`, body)
  const list = async () => (await ask('paris', 'GET', `${base}/datastores`)).body as unknown[]
  const one = await add({ storage_container_name: 'one', node_uuids: [hosts[0]?.uuid] })
  t.match(one, { status: 201, body: { node_specific_status: [{ successful: true, node_uuid: hosts[0]?.uuid }] } })
  t.equal((await list()).length, 1)
  await add({ storage_container_name: 'one' })
  t.equal((await list()).length, hosts.length)
  t.match((await add({ storage_container_name: 'two' })).body.message, /does not exist/)
  t.match((await add({ storage_container_name: 'one', node_uuids: ['x'] })).body.message, /Host x/)
  t.match((await add({ storage_container_name: 'one', datastore_name: 'a b' })).body.message, /only letters/)
  const { storage_container_uuid: uuid } = (await ask('paris', 'GET', base)).body.entities[0]
  t.match((await ask('paris', 'DELETE', `${base}/${uuid}`)).body.message, /datastore one is in it/)
  const gone = await ask('paris', 'POST', `${base}/datastores/remove_datastore`, { datastore_name: 'one' })
  t.equal(gone.body.node_specific_status.length, hosts.length)
  t.strictSame(await list(), [])
  t.equal((await ask('paris', 'DELETE', `${base}/${uuid}`)).status, 200)
})

async function esx(t: Parameters<typeof emulator>[0], fixture: unknown): Promise<Emulator> {
  const file = `${t.testdir({ 'esx.json': JSON.stringify(fixture) })}/esx.json`
  return emulator(t, { fixture: file })
}
