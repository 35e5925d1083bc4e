/** What widely used clients index without looking whether it is there: each gets the answers that it asks for. */
import t from 'tap'
import { V1, V2, emulator } from '../support/emulator.js'

const DIGITS = /^\d+$/
const NUMBER = /^-?\d+$/
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

t.test('Checkmk: agent_prism collects, and its checks find what they index', async t => {
  const { get } = await emulator(t, { fixture: 'france-canada-protected' })
  const hosts = (await get(`${V2}/hosts`)).entities
  t.equal(hosts.length, 3)
  for (const host of hosts) {
    const nics = await get(`${V2}/hosts/${host.uuid}/host_nics`)
    t.ok(Array.isArray(nics) && nics.length > 0)
    for (const nic of nics) {
      t.match(nic, { name: /^eth\d$/, mac_address: /^02(:[0-9a-f]{2}){5}$/, link_speed_in_kbps: Number })
      for (const way of ['received', 'transmitted']) {
        for (const kind of ['', 'multicast_', 'broadcast_', 'dropped_', 'error_']) {
          t.match(nic.stats[`network.${kind}${way}_pkts`], NUMBER)
        }
        t.match(nic.stats[`network.${way}_bytes`], DIGITS)
      }
    }
    t.strictSame(
      host.host_nic_ids,
      nics.map((nic: { uuid: string }) => nic.uuid),
      'the host names its adapters'
    )
    t.match(host, { name: String, state: 'NORMAL', num_vms: Number, memory_capacity_in_bytes: Number })
    t.type(host.boot_time_in_usecs, 'number')
    t.equal(Object.keys(host.disk_hardware_configs).length, 4)
    for (const disk of Object.values<Record<string, unknown>>(host.disk_hardware_configs)) {
      t.match(disk, { bad: false, mounted: true, model: String, serial_number: String })
    }
    const tiers = ['ssd', 'das-sata'].map(tier => Number(host.usage_stats[`storage_tier.${tier}.capacity_bytes`]))
    t.equal((tiers[0] ?? 0) + (tiers[1] ?? 0), Number(host.usage_stats['storage.capacity_bytes']))
  }

  const info = await get(`${V2}/cluster`)
  t.equal(info.multicluster, false)
  for (const figure of ['controller_io_bandwidth_kBps', 'controller_num_iops', 'controller_avg_io_latency_usecs']) {
    t.match(info.stats[figure], NUMBER, figure)
  }
  t.match(info.stats.hypervisor_cpu_usage_ppm, NUMBER)
  t.ok(Number(info.stats.hypervisor_memory_usage_ppm) > 0, 'running VMs have memory')

  for (const { usageStats } of (await get(`${V1}/containers`)).entities) {
    const [capacity, free, used] = ['capacity', 'free', 'usage'].map(of =>
      Number(usageStats[`storage.user_${of}_bytes`])
    )
    t.equal((free ?? 0) + (used ?? 0), capacity)
    t.equal(usageStats['data_reduction.dedup.saving_ratio_ppm'], '1000000')
  }
  for (const { usageStats } of (await get(`${V1}/storage_pools/`)).entities) {
    for (const figure of ['storage.usage_bytes', 'storage.capacity_bytes', 'storage_tier.ssd.free_bytes']) {
      t.match(usageStats[figure], DIGITS, figure)
    }
  }
  for (const vm of (await get(`${V1}/vms`)).entities) {
    for (const key of ['description', 'protectionDomainName', 'hostName']) t.ok(key in vm, key)
    t.match(vm, { powerState: /^o(n|ff)$/, memoryCapacityInBytes: Number, numVCpus: Number })
    t.match(vm.stats.controller_avg_io_latency_usecs, NUMBER)
    t.match(vm.stats['hypervisor.cpu_ready_time_ppm'], NUMBER)
  }
  for (const alert of (await get(`${V2}/alerts?resolved=false&acknowledged=false`)).entities) {
    t.equal(alert.context_types.length, alert.context_values.length)
  }
  t.match(await get(`${V2}/cluster/remote_support`), { enable: { enabled: false } })
  t.match(await get(`${V2}/ha`), { failover_enabled: true, ha_state: String })
  t.match(await get(`${V2}/protection_domains`), { entities: Array })

  const path = `/hosts/${hosts[0].uuid}/host_nics`
  const [[newer], [older]] = [await get(`${V2}${path}`), await get(`${V1}${path}`)]
  t.match(older, { macAddress: newer.mac_address, nodeUuid: hosts[0].uuid }, 'v1 has the adapters too')
})

t.test('Cortex XSOAR: hosts have disks by slot, and maps that it takes away', async t => {
  const { ask, get } = await emulator(t, { fixture: 'france-canada-protected' })
  for (const host of (await get(`${V2}/hosts?count=2&page=1`)).entities) {
    for (const key of ['disk_hardware_configs', 'stats', 'usage_stats']) t.type(host[key], 'object', key)
  }
  const [vm] = (await get(`${V2}/vms?offset=0&length=1`)).entities
  const { body } = await ask('france', 'POST', `${V2}/vms/${vm.uuid}/set_power_state`, {
    uuid: vm.uuid,
    transition: 'off'
  })
  t.match(body.task_uuid, UUID)
})

t.test('exporters for Prometheus: figures of cluster, hosts and containers are numbers in texts', async t => {
  const { get } = await emulator(t, { fixture: 'france-canada-protected' })
  const figures = [
    await get(`${V2}/cluster/`),
    ...(await get(`${V2}/hosts/`)).entities,
    ...(await get(`${V2}/storage_containers/`)).entities,
    ...(await get(`${V2}/disks/`)).entities
  ]
  for (const { name, id, stats, usage_stats: usage } of figures) {
    for (const map of [stats, usage]) {
      t.ok(Object.keys(map).length > 5, `${name ?? id} has figures`)
      t.ok(Object.values(map).every(value => typeof value === 'string' && Number.isFinite(Number(value))))
    }
  }
})

t.test('scripts that ask for series: the latest sample without times, and all of those between two', async t => {
  const { get, advance } = await emulator(t, { fixture: 'france-canada-protected' })
  await advance(3600)
  const [host] = (await get(`${V2}/hosts`)).entities
  const { id, stats } = await get(`${V2}/cluster`)
  const memory = Number(stats.hypervisor_memory_usage_ppm)

  for (const path of ['/cluster/stats', '/cluster/stats/', `/clusters/${id}/stats`]) {
    const query = 'metrics=hypervisor_cpu_usage_ppm&metrics=hypervisor_memory_usage_ppm'
    const [cpu, used] = (await get(`${V2}${path}?${query}`)).stats_specific_responses
    t.match(cpu, {
      metric: 'hypervisor_cpu_usage_ppm',
      successful: true,
      values: [Number(stats.hypervisor_cpu_usage_ppm)]
    })
    t.match(used, { metric: 'hypervisor_memory_usage_ppm', values: [memory] })
    const older = (await get(`${V1}${path}?${query}`)).statsSpecificResponses
    t.match(older[1], { metric: 'hypervisor_memory_usage_ppm', values: [memory] })
  }

  const now = 1_704_067_200_000_000 + 3600 * 1_000_000
  const [series] = (
    await get(
      `${V2}/hosts/${host.uuid}/stats/?metrics=num_iops%2Cio_bandwidth_kBps&start_time_in_usecs=${now - 600_000_000}&interval_in_secs=60`
    )
  ).stats_specific_responses
  t.strictSame(
    [series.metric, series.interval_in_secs, series.values],
    ['num_iops', 60, Array(10).fill(Number(host.stats.num_iops))]
  )
  const [older] = (
    await get(
      `${V1}/hosts/${host.uuid}/stats?metrics=hypervisor_memory_usage_ppm&startTimeInUsecs=${now - 60_000_000}&endTimeInUsecs=${now}&intervalInSecs=30`
    )
  ).statsSpecificResponses
  t.equal(older.values.length, 2)
  t.equal(older.values[0], Number(host.stats.hypervisor_memory_usage_ppm))
})

t.test('scripts and the web console follow a task of v2.0 among the progress monitors of v1', async t => {
  const { ask, get, advance } = await emulator(t, { fixture: 'france-canada-protected' })
  const [vm] = (await get(`${V2}/vms`)).entities
  const transition = vm.power_state === 'on' ? 'off' : 'on'
  const { body } = await ask('france', 'POST', `${V2}/vms/${vm.uuid}/set_power_state`, { transition })
  const followed = () => get(`${V1}/progress_monitors?filterCriteria=uuid%3D%3D${body.task_uuid}`)
  t.match(await followed(), {
    metadata: { totalEntities: 1 },
    entities: [{ id: body.task_uuid, entity: ['vm'], entityId: [vm.uuid], status: 'running', errorCode: 0 }]
  })
  await advance(60)
  t.match((await followed()).entities, [{ status: 'succeeded', percentageCompleted: 100, endTimeUsecs: Number }])
  const query = 'hasSubTaskDetail=False&count=500&page=1&filterCriteria='
  const ended = encodeURIComponent('internal_task==false;(status==kSucceeded);last_updated_time_usecs=gt=1')
  t.match((await get(`${V1}/progress_monitors?${query}${ended}`)).entities, [{ id: body.task_uuid }])
  const older = await get(`${V1}/progress_monitors?oldProgressOnly=true`)
  t.notOk(older.entities.some(({ id }: { id: string }) => id === body.task_uuid))
})

t.test('Nagios: check_nutanix adds up the health of VMs, and fills alerts in by their contexts', async t => {
  const { get } = await emulator(t, { fixture: 'france-canada-protected' })
  const { healthSummary } = await get(`${V1}/vms/health_check_summary`)
  for (const grade of ['Critical', 'Unknown', 'Good', 'Warning']) t.type(healthSummary[grade], 'number', grade)
  const { entities } = await get(`${V1}/alerts/?resolved=false&acknowledged=false`)
  t.ok(entities.length > 0)
  for (const { alertTitle, severity, contextTypes, contextValues } of entities) {
    t.type(alertTitle, 'string')
    t.match(severity, /^k(Info|Warning|Critical)$/)
    t.equal(contextTypes.length, contextValues.length)
  }
})

t.test('Zabbix: figures of clusters and hosts that its templates take as they are', async t => {
  const { get } = await emulator(t, { fixture: 'france-canada-protected' })
  const [host] = (await get(`${V2}/hosts`)).entities
  t.strictSame(await get(`${V2}/hosts/${host.uuid}`), host, 'one host is told as it is in the list')
  for (const { stats, usage_stats: usage } of [await get(`${V2}/cluster`), host]) {
    for (const figure of ['content_cache_hit_ppm', 'content_cache_num_lookups', 'total_untransformed_usage_bytes'])
      t.match(stats[figure], NUMBER, figure)
    for (const of of ['', 'controller_', 'hypervisor_']) t.equal(stats[`${of}timespan_usecs`], '30000000')
    for (const figure of ['capacity', 'free', 'logical_usage', 'usage'])
      t.match(usage[`storage.${figure}_bytes`], DIGITS)
  }
  for (const key of ['is_degraded', 'host_in_maintenance_mode', 'reboot_pending']) t.type(host[key], 'boolean', key)
  t.match(host, { state: 'NORMAL', host_type: 'HYPER_CONVERGED', cpu_model: String, cpu_capacity_in_hz: Number })
})
