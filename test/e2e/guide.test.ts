/** The guide, call by call, as scripts spell it: what every step answers, with the arithmetic of the scenario beside it. */
import t from 'tap'
import type { Test } from 'tap'
import { NAMES, USECS, guideIn } from './sites.js'
import type { Ask, Guide } from './sites.js'

const V2 = '/PrismGateway/services/rest/v2.0'
const V1 = '/PrismGateway/services/rest/v1'
const GIB = 1024 ** 3
const HOUR = 3600

// The fixture france-canada: what web01, app01 and db01 use, what they write while they are on, and the tunnel.
const USED_BYTES = (12 + 20 + 48) * GIB
const CHANGE_BYTES_PER_SECOND = 200_000 + 400_000 + 1_000_000
const LINK_BYTES_PER_SECOND = 500_000_000 / 8
const ROUND_TRIP_USECS = 85_000
/** On the wire, of each byte. */
const COMPRESSION = 0.7
const GUEST_SHUTDOWN_USECS = 20 * USECS

/** Until the last byte is across: a round trip first, then the bytes of the wire. */
function replicationUsecs(bytes: number): number {
  return ROUND_TRIP_USECS + Math.ceil((Math.ceil(bytes * COMPRESSION) / LINK_BYTES_PER_SECOND) * USECS)
}

/* eslint-disable @typescript-eslint/no-explicit-any -- answers are looked at as a script would */

/** Sites, domain and schedule. Returns the instant of the first snapshot. */
async function protectedIn(t: Test, { france, canada, now }: Guide): Promise<number> {
  const mapped = { network_mapping: { l2_network_mappings: ['base', 'VLAN50'].map(sameName) }, unknown_key: [null] }
  const home = { name: 'france', remote_ip_ports: { '192.168.0.100': '2020' } } // a port as a string
  const away = { name: 'canada', remote_ip_ports: { '192.168.10.100': 2020 } }
  const container = ['default-container-98494', 'default-container-36217'] as const
  const alone = await france('post', `${V2}//remote_sites/`, away)
  t.equal(alone.status, 'RELATIONSHIP_NOT_ESTABLISHED', 'one side alone is not enough')
  await france('put', `${V2}/remote_sites`, { ...away, ...mapped, vstore_name_map: { [container[0]]: container[1] } })
  await canada('post', '/api/nutanix/v2.0/remote_sites', home)
  await canada('put', `/${V2}/remote_sites/`, { ...home, ...mapped, vstore_name_map: { [container[1]]: container[0] } })

  await france('post', `/api/nutanix//v2.0/protection_domains/`, { value: 'gold', annotations: null })
  await france('post', `${V2}/protection_domains/gold/protect_vms/`, {
    names: NAMES,
    ignore_dup_or_missing_vms: 'true'
  })
  const first = (await now()) + 60 * USECS
  const schedule = await france('post', `${V2}//protection_domains//gold//schedules//`, {
    pd_name: 'gold',
    type: 'HOURLY',
    every_nth: '1',
    user_start_time_in_usecs: String(first),
    start_times_in_usecs: [String(first)],
    retention_policy: { local_max_snapshots: '2', remote_max_snapshots: { canada: '2' } },
    app_consistent: 'false',
    suspended: false
  })
  t.match(schedule, { every_nth: 1, user_start_time_in_usecs: first, retention_policy: { local_max_snapshots: 2 } })
  return first
}

const sameName = (name: string) => ({
  src_hypervisor_type: 'kKvm',
  src_network_name: name,
  dest_hypervisor_type: 'kKvm',
  dest_network_name: name
})

t.test('two sites that define each other in two steps each are in touch', async t => {
  const guide = await guideIn(t)
  await protectedIn(t, guide)
  const site = await guide.france('get', `${V2}/remote_sites/canada/?full_details=true&unknown=1`, []) // a GET with a body
  t.match(site, {
    status: 'RELATIONSHIP_ESTABLISHED',
    latency_in_usecs: ROUND_TRIP_USECS,
    remote_ip_ports: { '192.168.10.100': 2020 },
    vstore_name_map: { 'default-container-98494': 'default-container-36217' }
  })
  t.same(site.network_mapping.l2_network_mappings, [sameName('base'), sameName('VLAN50')])
  const back = await guide.canada('get', `//PrismGateway/services/rest/v2.0/remote_sites/france`)
  t.match(back, { status: 'RELATIONSHIP_ESTABLISHED', remote_ip_address_ports: { '192.168.0.100': 2020 } })
})

t.test('the first replication is full, the next is what was written since, and two snapshots are kept', async t => {
  const guide = await guideIn(t)
  const { france, canada, to } = guide
  const first = await protectedIn(t, guide)
  await to(first)
  const snapshots = async (ask: Ask, query = '') =>
    (await ask('get', `${V2}/protection_domains/gold/dr_snapshots/${query}`)).entities.filter(
      (s: any) => s.state !== 'EXPIRED'
    )
  const [taken] = await snapshots(france)
  t.match(
    taken,
    { snapshot_create_time_usecs: first, snapshot_expiry_time_usecs: first + 2 * HOUR * USECS },
    'keep 2, hourly'
  )

  const halfWay = first + ROUND_TRIP_USECS + Math.ceil(((USED_BYTES * COMPRESSION) / LINK_BYTES_PER_SECOND / 2) * USECS)
  await to(halfWay)
  const link = async () => (await france('get', `${V2}/protection_domains/gold`)).replication_links[0]
  t.equal((await link()).current_replicating_snapshot_total_bytes, USED_BYTES)
  for (const [ask, sender] of [
    [france, true],
    [canada, false]
  ] as const) {
    const { entities } = await ask('get', `${V2}/protection_domains/replications/`)
    t.equal(entities.length, 1)
    t.match(entities[0], { completed_percentage: 50, sender, replication_time_to_complete_secs: 482 }) // 962.07 s in all
    t.ok(Math.abs(entities[0].completed_bytes - USED_BYTES / 2) < 200, 'half of the bytes, to the microsecond')
  }
  t.same(await snapshots(canada), [], 'half a snapshot is none')
  await to(first + replicationUsecs(USED_BYTES))
  const received = (await snapshots(canada, '?full_details=true')).map((s: any) => s.snapshot_id)
  t.same(received, [`france:${taken.snapshot_id}`])
  t.equal((await link()).last_replication_end_time_in_usecs, first + replicationUsecs(USED_BYTES))

  const second = first + HOUR * USECS
  await to(second + USECS)
  const delta = CHANGE_BYTES_PER_SECOND * HOUR
  t.equal((await link()).current_replicating_snapshot_total_bytes, delta)
  await to(second + replicationUsecs(delta))
  t.equal((await link()).last_replication_end_time_in_usecs, second + replicationUsecs(delta))
  const full = (await france('get', `${V2}/alerts`)).entities.filter((a: any) =>
    /full replication/i.test(a.alert_title)
  )
  t.equal(full.length, 1)

  await to(first + 3.5 * HOUR * USECS)
  const created = async (ask: Ask) => (await snapshots(ask)).map((s: any) => s.snapshot_create_time_usecs)
  const lastTwo = [first + 3 * HOUR * USECS, first + 2 * HOUR * USECS]
  t.same([await created(france), await created(canada)], [lastTwo, lastTwo])
})

t.test('a migration takes two snapshots and a shutdown, and loses nothing', async t => {
  const guide = await guideIn(t)
  const { france, canada, control, to } = guide
  const first = await protectedIn(t, guide)
  const start = first + HOUR * USECS + 600 * USECS
  await to(start)
  await guide.mark('france', 'before')
  const obstacles = await france('post', `${V2}//protection_domains/gold/migrate`, { value: 'canada' })
  t.same([obstacles.metadata.count, obstacles.entities], [0, []], 'no VM stands in the way')

  const sent = CHANGE_BYTES_PER_SECOND * 600 // since the snapshot of the hour
  const monitors = async (ask: Ask) => (await ask('get', `${V1}//progress_monitors/`)).entities
  await to(start + ROUND_TRIP_USECS + (replicationUsecs(sent) - ROUND_TRIP_USECS) / 2)
  t.match(
    await monitors(france),
    [{ operation: 'deactivate', status: 'running', percentageCompleted: 25 }],
    'half of the first half'
  )
  await guide.mark('france', 'during')

  const shutdown = start + replicationUsecs(sent) + GUEST_SHUTDOWN_USECS
  const sentLast = (CHANGE_BYTES_PER_SECOND * (shutdown - start)) / USECS
  const event = { type: 'protection-domain-activated', cluster: 'canada', name: 'gold' }
  const { now_usecs: end } = await control('post', '/clock/advance', { until_event: event })
  t.equal(
    end,
    shutdown + replicationUsecs(sentLast),
    'a replication, a shutdown, and the little that was written meanwhile'
  )
  t.match(await monitors(france), [{ operation: 'deactivate', status: 'succeeded', percentageCompleted: 100 }])
  t.match(await monitors(canada), [{ operation: 'activate', status: 'succeeded', percentageCompleted: 100 }])

  const { entities: vms } = await canada('get', `/api/nutanix/v2.0/vms/`)
  t.same(
    vms.map((vm: any) => [vm.name, vm.power_state]).sort(),
    NAMES.map(name => [name, 'off'])
  )
  t.same((await france('get', `${V2}/vms`)).entities.map((vm: any) => vm.name).sort(), [
    'OVHgateway',
    'build01',
    'file01',
    'mail01'
  ])
  const old = await france('get', `${V2}/protection_domains/gold/`)
  t.same([old.active, old.vms, old.remote_site_names, old.next_snapshot_time_usecs], [false, [], ['canada'], null])
  const { entities: domains } = await canada('get', `${V2}/protection_domains/?names=gold`)
  const sides = domains.map((domain: any) => [domain.active, domain.cron_schedules, domain.remote_site_names])
  t.same(sides, [[true, [], []]], 'the schedule does not come along')
  for (const name of NAMES) t.same(await guide.marks('canada', name), ['before', 'during'], name)

  const tasks = await Promise.all(
    vms.map(({ uuid }: any) => canada('post', `${V2}/vms/${uuid}/set_power_state/`, { transition: 'on' }))
  )
  await control('post', '/clock/advance', { until_idle: true })
  for (const { task_uuid: task } of tasks) {
    t.match(await canada('get', `${V2}/tasks/${task}`), { progress_status: 'Succeeded', percentage_complete: 100 })
  }
  const runningSince = await guide.now()
  const reversed = runningSince + 600 * USECS
  await canada('post', `${V2}/protection_domains/gold/schedules`, {
    type: 'HOURLY',
    user_start_time_in_usecs: `${reversed}`,
    retention_policy: { local_max_snapshots: 2, remote_max_snapshots: { france: 2 } }
  })
  await to(reversed + USECS)
  const [link] = (await canada('get', `${V2}/protection_domains/gold/`)).replication_links
  t.equal(link.current_replicating_snapshot_total_bytes, CHANGE_BYTES_PER_SECOND * 600, 'the other way it is a delta')
  t.equal((await canada('get', `${V2}/alerts/?resolved=false`)).entities.length, 0, 'and nobody says that it was full')
})

t.test('an activation has what the last received snapshot had; the old side gives way when it comes back', async t => {
  const guide = await guideIn(t)
  const { france, canada, control, to } = guide
  const first = await protectedIn(t, guide)
  await to(first + 1800 * USECS)
  await guide.mark('france', 'kept')
  await to(first + HOUR * USECS + 1800 * USECS)
  await guide.mark('france', 'written since')
  const second = first + 2 * HOUR * USECS
  await to(second + replicationUsecs(CHANGE_BYTES_PER_SECOND * HOUR) - USECS)
  const { entities: coming } = await canada('get', `${V2}/protection_domains/gold/replications`)
  t.same(
    coming.map(({ sender }: any) => sender),
    [false],
    'a second too early'
  )
  await control('put', '/clusters/france', { power: 'lost' })
  await t.rejects(france('get', `${V2}/cluster`), { code: 'ECONNRESET' })

  t.same(await canada('post', `${V2}/protection_domains/gold/activate`), { value: true }, 'without a body')
  await control('post', '/clock/advance', { until_idle: true })
  const { entities: vms } = await canada('get', `${V2}/vms/`)
  t.same(
    vms.map((vm: any) => [vm.name, vm.power_state]).sort(),
    NAMES.map(name => [name, 'off'])
  )
  for (const name of NAMES) t.same(await guide.marks('canada', name), ['kept'], name)

  await control('put', '/clusters/france', { power: 'on' })
  const active = async () =>
    Promise.all([france, canada].map(async ask => (await ask('get', `${V2}/protection_domains/gold`)).active))
  t.same(await active(), [true, true], 'split brain')
  t.same(await france('post', `${V2}/protection_domains/gold/deactivate//`), { value: true }, 'without a body')
  await control('post', '/clock/advance', { until_idle: true })
  t.same(await active(), [false, true])
  t.same((await france('get', `${V2}/vms`)).entities.map((vm: any) => vm.name).sort(), [
    'OVHgateway',
    'build01',
    'file01',
    'mail01'
  ])
  const { entities: held } = await france('get', `${V2}/protection_domains/gold/dr_snapshots`)
  t.equal(held.length, 3, 'its snapshots stay')
  t.same(await control('get', '/world/invariants'), { holds: true, violations: [] })

  t.match(await canada('post', `${V2}/protection_domains/gold/migrate`, { value: 'france' }), {
    metadata: { count: 0 }
  })
  await control('post', '/clock/advance', { until_idle: true })
  t.same(await active(), [true, false], 'and home again')
  for (const name of NAMES) t.same(await guide.marks('france', name), ['kept'], name)
  t.same(await canada('delete', `${V2}/protection_domains/gold/schedules/`), { value: true })
})
