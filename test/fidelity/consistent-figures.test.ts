/** Figures add up: what one view of a cluster says in `stats` and `usage_stats` is the sum of what its parts say. */
import t from 'tap'
import type { Test } from 'tap'
import { emulator } from '../support/emulator.js'
import type { Emulator } from '../support/emulator.js'

const V1 = '/PrismGateway/services/rest/v1'
const V2 = '/PrismGateway/services/rest/v2.0'

interface Row {
  readonly stats: Readonly<Record<string, string>>
  readonly usage_stats: Readonly<Record<string, string>>
  readonly usageStats: Readonly<Record<string, string>>
}

const LOADS = ['num_iops', 'num_read_iops', 'num_write_iops', 'io_bandwidth_kBps', 'controller_num_iops']
const SPACE = ['storage.capacity_bytes', 'storage.usage_bytes', 'storage.free_bytes']
const TIERS = ['storage_tier.ssd.usage_bytes', 'storage_tier.das-sata.usage_bytes']

async function checkFigures(t: Test, ask: Emulator['ask'], site: string): Promise<void> {
  const rows = async (path: string) => (await ask(site, 'GET', path)).body.entities as Row[]
  const cluster = (await ask(site, 'GET', `${V2}/cluster`)).body as Row
  const [hosts, disks, containers, vms, pools] = [
    await rows(`${V2}/hosts`),
    await rows(`${V2}/disks`),
    await rows(`${V2}/storage_containers`),
    await rows(`${V1}/vms`),
    await rows(`${V1}/storage_pools`)
  ]
  const sum = (parts: readonly Row[], name: string, of: 'stats' | 'usage_stats' | 'usageStats') =>
    parts.reduce((total, part) => total + Number(part[of][name]), 0)
  for (const name of LOADS) {
    const whole = Number(cluster.stats[name])
    for (const [parts, kind] of [
      [vms, 'VMs'],
      [hosts, 'hosts'],
      [disks, 'disks'],
      [containers, 'containers'],
      [pools, 'pool']
    ] as const)
      t.equal(sum(parts, name, 'stats'), whole, `${site}: ${name} of ${kind}`)
  }
  for (const name of SPACE) {
    const whole = Number(cluster.usage_stats[name])
    t.equal(sum(hosts, name, 'usage_stats'), whole, `${site}: ${name} of hosts`)
    t.equal(sum(disks, name, 'usage_stats'), whole, `${site}: ${name} of disks`)
    t.equal(sum(pools, name, 'usageStats'), whole, `${site}: ${name} of the pool`)
  }
  for (const name of [
    'storage.usage_bytes',
    'storage.logical_usage_bytes',
    'storage.logical_snapshot_usage_bytes',
    ...TIERS
  ])
    t.equal(sum(containers, name, 'usage_stats'), Number(cluster.usage_stats[name]), `${site}: ${name} of containers`)
  for (const name of TIERS)
    t.equal(sum(hosts, name, 'usage_stats'), Number(cluster.usage_stats[name]), `${site}: ${name} of hosts`)
}

t.test('in a world at rest, after hours of replication, and after a disaster', async t => {
  const { ask, advance } = await emulator(t, { fixture: 'france-canada-protected' })
  const both = async () => {
    for (const site of ['france', 'canada']) await checkFigures(t, ask, site)
  }
  await both()
  await advance(3 * 3600 + 17)
  await both()
  await ask('france', 'POST', `${V2}/storage_containers`, { name: 'second', replication_factor: 2 })
  await ask('canada', 'POST', `${V2}/protection_domains/gold/activate`, {})
  await advance(60)
  await both()
})

t.test('a VM that is off loads nothing', async t => {
  const { ask, advance } = await emulator(t, { fixture: 'france-canada-protected' })
  const rows = (await ask('france', 'GET', `${V1}/vms`)).body.entities as (Row & { vmName: string; uuid: string })[]
  for (const { uuid, stats } of rows.filter(({ vmName }) => !vmName.endsWith('CVM'))) {
    t.not(stats['hypervisor_cpu_usage_ppm'], '-1')
    await ask('france', 'POST', `${V2}/vms/${uuid}/set_power_state`, { transition: 'OFF' })
  }
  await advance(60)
  const { stats } = (await ask('france', 'GET', `${V2}/cluster`)).body as Row
  t.match(stats, { num_iops: '0', hypervisor_cpu_usage_ppm: '0', hypervisor_memory_usage_ppm: '0' })
})
