/** Settings and remote snapshots of protection domains, in both dialects where both have them, and by the routes that only v1 has. */
import t from 'tap'
import { emulator } from '../support/emulator.js'
import type { Answer, Emulator, Method } from '../support/emulator.js'

const V1 = '/PrismGateway/services/rest/v1'
const V2 = '/PrismGateway/services/rest/v2.0'
const HOUR = 3600

async function protectedGold(t: Parameters<typeof emulator>[0]) {
  const instance = await emulator(t, { fixture: 'france-canada-protected' })
  const v1 = async (call: string, body?: unknown, cluster = 'france'): Promise<Answer> => {
    const [method = '', url = ''] = call.split(' ')
    return instance.ask(cluster, method as Method, V1 + url, body)
  }
  const done = async (call: string, body?: unknown): Promise<void> => {
    const { status, body: answer } = await v1(call, body)
    t.same({ status, answer }, { status: 200, answer: { value: true } }, call)
  }
  return { ...instance, v1, done }
}

const ids = async ({ ask }: Emulator, at = 'protection_domains/gold', cluster = 'france'): Promise<string[]> => {
  const { body } = await ask(cluster, 'GET', `${V2}/${at}/dr_snapshots/`)
  return (body.entities as { snapshot_id: string }[]).map(({ snapshot_id: id }) => id)
}

t.test('suspended schedules take nothing, and nothing is caught up when they go on', async t => {
  const instance = await protectedGold(t)
  const { v1, done, advance, ask } = instance
  const before = (await ids(instance)).length
  await done('PUT /protection_domains/gold/schedules/suspend')
  await done('PUT /protection_domains/gold/schedules/suspend')
  t.match((await v1('GET /protection_domains/status')).body, { pdSuspendedSchedulesMap: { gold: true } })
  t.match((await v1('GET /protection_domains/gold')).body, { schedulesSuspended: true, nextSnapshotTimeUsecs: null })
  await advance(5 * HOUR)
  t.ok((await ids(instance)).length <= before, 'none was taken')
  await done('PUT /protection_domains/gold/schedules/resume')
  t.ok((await ids(instance)).length <= before, 'none is caught up')
  await advance(HOUR)
  const { body } = await ask('france', 'GET', `${V2}/protection_domains/gold`)
  t.match(body, { schedules_suspended: false, next_snapshot_time_usecs: Number })
  t.ok((await ids(instance)).length > 0)
})

t.test('a domain keeps as many snapshots as it was told to, at least', async t => {
  const instance = await protectedGold(t)
  await instance.done('PUT /protection_domains/gold/min_snapshots', { value: 4 })
  t.equal((await instance.v1('GET /protection_domains/gold')).body.minSnapshotToRetain, 4)
  for (let hour = 0; hour < 6; hour++) await instance.advance(HOUR)
  await instance.done('PUT /protection_domains/gold/schedules/suspend')
  await instance.advance(50 * HOUR)
  t.equal((await ids(instance)).length, 4)
  await instance.done('PUT /protection_domains/gold/min_snapshots', { value: 0 })
  await instance.advance(HOUR)
  t.equal((await ids(instance)).length, 1)
})

t.test('a snapshot that is gone here is brought back from the remote site, byte for byte and in time', async t => {
  const instance = await protectedGold(t)
  const { v1, done, ask, advance } = instance
  const [mine = ''] = await ids(instance)
  const [held = ''] = await ids(instance, 'remote_sites/canada')
  t.equal(held, `canada:${mine}`)
  t.equal((await ask('france', 'DELETE', `${V2}/protection_domains/gold/dr_snapshots/${mine}`)).status, 200)
  t.notOk((await ids(instance)).includes(mine))
  const restoreRequest = { pdName: 'gold', drSnapshotId: held }
  await done('POST /remote_sites/canada/dr_snapshots/download_snapshot', restoreRequest)
  await advance(1)
  const { body: running } = await v1('GET /protection_domains/gold/replications')
  t.match(running, [{ remoteSiteName: 'canada', sender: false }], 'it is on its way')
  t.match((await v1('POST /remote_sites/canada/dr_snapshots/download_snapshot', restoreRequest)).body, {
    message: /on its way/
  })
  await advance(HOUR)
  t.ok((await ids(instance)).includes(mine), 'it is local again, under the name that it had')
  t.match((await v1('GET /protection_domains/gold')).body, { active: true })
  await ask('france', 'POST', '/emulator/v1/links/france/canada/cut')
  t.match(await v1('POST /remote_sites/canada/dr_snapshots/download_snapshot', restoreRequest), {
    status: 500,
    body: { message: /unreachable/ }
  })
})

t.test('snapshots that a remote site holds are removed there, all or none, while it answers', async t => {
  const instance = await protectedGold(t)
  const { v1, done, ask } = instance
  const local = await ids(instance)
  const [held = ''] = await ids(instance, 'remote_sites/canada')
  const remove = (map: unknown) => v1('POST /remote_sites/canada/dr_snapshots/remove_list', { drSnapshotIdsMap: map })
  t.match(await remove({ gold: [held, 'canada:1'] }), { status: 500, body: { message: /canada:1/ } })
  t.match(await remove({ lead: [held] }), { status: 500 })
  t.match(await remove(null), { status: 400 })
  t.match(await remove({ gold: held }), { status: 400 })
  await ask('france', 'POST', '/emulator/v1/links/france/canada/cut')
  t.match(await remove({ gold: [held] }), { status: 500, body: { message: /unreachable/ } })
  await ask('france', 'POST', '/emulator/v1/links/france/canada/heal')
  t.ok((await ids(instance, 'remote_sites/canada')).includes(held), 'nothing has gone yet')
  await done('POST /remote_sites/canada/dr_snapshots/remove_list', { drSnapshotIdsMap: { gold: [held, held] } })
  t.notOk((await ids(instance, 'remote_sites/canada')).includes(held))
  t.same(await ids(instance), local, 'what is here stays')
})

t.test('a list of snapshots is kept until deleted, and notes of a storage adapter are given back', async t => {
  const instance = await protectedGold(t)
  const [first = ''] = await ids(instance)
  const missing = await instance.v1('POST /protection_domains/gold/dr_snapshots/retain_list', [first, '7'])
  t.match(missing, { status: 500, body: { message: /Snapshot 7/ } })
  await instance.done('POST /protection_domains/gold/dr_snapshots/retain_list', [first])
  const { body } = await instance.v1('GET /protection_domains/gold/dr_snapshots?fullDetails=false')
  t.match(body.entities, [{ snapshotId: first, snapshotExpiryTimeUsecs: null, state: 'RETAIN_FOREVER' }])
  t.same((await instance.v1('GET /protection_domains/gold/sra_state')).body, { value: null })
  await instance.done('PUT /protection_domains/gold/sra_state', { value: 'TEST_FAILOVER' })
  t.same((await instance.v1('GET /protection_domains/gold/sra_state')).body, { value: 'TEST_FAILOVER' })
})

t.test('one thing of a remote site is changed at a time', async t => {
  const { v1 } = await protectedGold(t)
  const [local, remote] = ['default-container-98494', 'default-container-36217']
  const steps = [
    {
      at: 'POST /remote_sites/canada/add_remote_ip',
      value: '10.9.9.9:2021',
      gives: { remoteIpPorts: { '10.9.9.9': 2021 } }
    },
    {
      at: 'POST /remote_sites/canada/add_remote_ip',
      value: '10.9.9.8',
      gives: { remoteIpPorts: { '10.9.9.8': 2020, '10.9.9.9': 2021 } }
    },
    { at: 'POST /remote_sites/canada/add_remote_ip', value: 'a b', status: 400 },
    { at: 'POST /remote_sites/canada/add_remote_ip', value: null, status: 400 },
    {
      at: 'POST /remote_sites/canada/remove_remote_ip',
      value: '10.9.9.9',
      gives: { remoteIpPorts: { '10.9.9.8': 2020 } }
    },
    { at: 'POST /remote_sites/canada/remove_remote_ip', value: '10.9.9.9', status: 400 },
    { at: 'POST /remote_sites/canada/proxy', value: true, gives: { proxyEnabled: true } },
    { at: 'POST /remote_sites/canada/proxy', value: 'maybe', status: 400 },
    { at: 'POST /remote_sites/canada/compression', value: false, gives: { compressionEnabled: false } },
    { at: 'POST /remote_sites/canada/max_bandwidth', value: 125_000, gives: { maxBps: 125_000 } },
    { at: 'POST /remote_sites/canada/max_bandwidth', value: -1, status: 500 },
    { at: 'POST /remote_sites/canada/max_bandwidth', value: 0, gives: { maxBps: null } },
    { at: 'POST /remote_sites/canada/unmap_vstore', value: local, gives: { vstoreNameMap: {} } },
    { at: 'POST /remote_sites/canada/unmap_vstore', value: local, status: 400 },
    { at: 'POST /remote_sites/canada/map_vstore', value: `${local}:nowhere`, status: 500 },
    {
      at: 'POST /remote_sites/canada/map_vstore',
      value: `${local}:${remote}`,
      gives: { vstoreNameMap: { [local]: remote } }
    }
  ]
  for (const { at, value, status = 200, gives } of steps) {
    const answer = await v1(at, { value })
    t.equal(answer.status, status, `${at} ${value}: ${answer.text.slice(0, 200)}`)
    if (gives !== undefined) t.match(answer.body, gives)
  }
  t.equal((await v1('POST /remote_sites/mars/proxy', { value: true })).status, 500)
})

t.test('a remote site that is removed takes its open alerts with it', async t => {
  const { ask, v1 } = await protectedGold(t)
  await ask('france', 'POST', '/emulator/v1/links/france/canada/cut')
  await ask('france', 'POST', `${V2}/protection_domains/gold/oob_schedules`, { remote_site_names: ['canada'] })
  await ask('france', 'POST', '/emulator/v1/clock/advance', { seconds: 2 })
  const open = async () =>
    (await ask('france', 'GET', `${V2}/protection_domains/gold/alerts?resolved=false&severity=kWarning`)).body.entities
  t.match(await open(), [{ severity: 'kWarning', auto_resolved: false }])
  // Evidence B [C: LPAR2RRD]: a check is named by its id, by which health_checks tells of it
  const checkOf = async (title: string): Promise<string> =>
    (await ask('france', 'GET', `${V2}/health_checks`)).body.entities.find(
      (check: { title: string }) => check.title === title
    ).id
  const health = async (what: string) => (await v1(`GET /${what}/health_check_summary?detailedSummary=true`)).body
  t.match(await health('protection_domains'), {
    entityType: 'PROTECTION_DOMAIN',
    healthSummary: { Critical: 0, Warning: 1, Good: 0 },
    detailedCheckSummary: { [await checkOf('Protection Domain Replication Failure')]: { Warning: 1 } }
  })
  t.match(await health('remote_sites'), { entityType: 'REMOTE_SITE', healthSummary: { Good: 1 } })
  await ask('france', 'DELETE', `${V2}/protection_domains/gold/schedules`)
  t.equal((await ask('france', 'DELETE', `${V2}/remote_sites/canada`)).status, 200)
  const left = (await open()).map(({ alert_title }: { alert_title: string }) => alert_title)
  t.same(left, ['Protection Domain Has No Schedule'], 'which is not about the site')
  const { body } = await ask(
    'france',
    'GET',
    `${V2}/protection_domains/gold/alerts?resolved=true&auto_resolved=true&severity=WARNING`
  )
  t.ok(body.entities.some((alert: { auto_resolved: boolean }) => alert.auto_resolved))
  t.match(await health('protection_domains'), {
    healthSummary: { Warning: 1 },
    detailedCheckSummary: { [await checkOf('Protection Domain Has No Schedule')]: { Warning: 1 } }
  })
})

for (const [version, base] of Object.entries({ 'v2.0': V2, v1: V1 })) {
  const key = (v2: string, v1: string): string => (version === 'v1' ? v1 : v2)

  t.test(`groups are changed and copies made out of a snapshot, in ${version}`, async t => {
    const instance = await protectedGold(t)
    const appConsistent = key('app_consistent_snapshots', 'appConsistentSnapshots')
    const group = `${base}/protection_domains/gold/consistency_groups`
    const changed = await instance.ask('france', 'PUT', `${group}/web01`, { [appConsistent]: true })
    t.match(changed, { status: 200, body: { [appConsistent]: true } })
    const { body: groups } = await instance.ask('france', 'GET', group)
    const rows = (groups.entities ?? groups) as Record<string, unknown>[]
    t.same(rows.map(row => row[appConsistent]).sort(), [false, false, true])
    t.match(await instance.ask('france', 'PUT', `${group}/nobody`, { [appConsistent]: true }), {
      status: 500,
      body: { message: /nobody/ }
    })
    const [snapshot = ''] = await ids(instance)
    const clone = await instance.ask('france', 'POST', `${base}/protection_domains/gold/snapshots/${snapshot}/clone`, {
      [key('vm_names', 'vmNames')]: ['web01'],
      [key('vm_name_prefix', 'vmNamePrefix')]: 'copy-'
    })
    t.match(clone, { status: version === 'v1' ? 200 : 201, body: { state: 'IN_PROGRESS' } })
    await instance.advance(60)
    const { body: vms } = await instance.ask('france', 'GET', `${V2}/vms`)
    const names = (vms.entities as { name: string }[]).map(({ name }) => name)
    t.ok(names.includes('copy-web01') && names.includes('web01'), names.join())
    t.equal((await instance.ask('france', 'POST', `${base}/protection_domains/gold/snapshots/7/clone`, {})).status, 500)
  })
}
