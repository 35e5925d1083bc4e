/** Fields of answers as recordings and publications have them. */
import t from 'tap'
import { emulator, START_USECS } from '../support/emulator.js'

const V1 = '/PrismGateway/services/rest/v1'
const V2 = '/PrismGateway/services/rest/v2.0'
const NUMBER = /^\d+$/

const protectedSites = { fixture: 'france-canada-protected' }

t.test('a domain without snapshots has no key usage_stats, and one with them has', async t => {
  const { ask, advance } = await emulator(t, protectedSites)
  await ask('france', 'POST', `${V2}/protection_domains`, { value: 'empty' })
  await advance(3600)
  const rows = (await ask('france', 'GET', `${V2}/protection_domains`)).body.entities as Record<string, unknown>[]
  // Evidence A [C: recorded]: the key is missing, `stats` stays
  const keys = (name: string) => Object.keys(rows.find(row => row['name'] === name) ?? {})
  t.notOk(keys('empty').includes('usage_stats'))
  t.ok(keys('empty').includes('stats'))
  t.ok(keys('gold').includes('usage_stats'))
})

t.test('a new cluster has three storage containers, of which one is its own', async t => {
  const { ask } = await emulator(t)
  for (const [site, first] of [
    ['france', 'default-container-98494'],
    ['canada', 'default-container-36217']
  ] as const) {
    const rows = (await ask(site, 'GET', `${V2}/storage_containers`)).body.entities as Record<string, unknown>[]
    // Evidence A [C: recorded] of the names and of null; clients leave out the second by its name
    t.same(
      rows.map(({ name, is_nutanix_managed: managed, replication_factor: copies }) => [name, managed, copies]),
      [
        [first, null, 2],
        ['NutanixManagementShare', true, 2],
        ['SelfServiceContainer', null, 2]
      ]
    )
    const older = (await ask(site, 'GET', `${V1}/containers`)).body.entities as Record<string, unknown>[]
    t.same(
      older.map(({ isNutanixManaged }) => isNutanixManaged),
      [null, true, null]
    )
  }
})

t.test('VMs of v1 tell their kind and protection', async t => {
  const { ask } = await emulator(t, protectedSites)
  const rows = (await ask('france', 'GET', `${V1}/vms`)).body.entities as Record<string, unknown>[]
  const named = (name: string) => rows.find(({ vmName }) => vmName === name)
  // Evidence A [C: recorded]
  t.match(named('web01'), { vmType: 'kGuestVM', protectionType: 'protected' })
  t.match(rows.filter(({ vmType }) => vmType === 'kControllerVM').length, 3)
  const other = (await ask('france', 'GET', `${V1}/protection_domains/unprotected_vms`)).body as Record<
    string,
    unknown
  >[]
  for (const row of other) t.equal(row['protectionType'], 'unprotected')
})

t.test('adapters and the configuration of a VM', async t => {
  const { ask } = await emulator(t, protectedSites)
  const { body } = await ask('france', 'GET', `${V2}/vms?include_vm_nic_config=true&filter=vm_name==web01`)
  const [vm] = body.entities
  // Evidence A [C: recorded, AOS 6.8.1]
  t.match(vm, { boot: { uefi_boot: false, secure_boot: false }, vm_gpus: [] })
  for (const nics of [vm.vm_nics, (await ask('france', 'GET', `${V2}/vms/${vm.uuid}/nics`)).body.entities])
    t.match(nics[0], {
      nic_uuid: String,
      ip_addresses: [],
      vlan_mode: 'Access',
      is_connected: true,
      mac_address: String
    })
})

t.test('hosts have every key of a recorded host, null where that is', async t => {
  const { ask } = await emulator(t, protectedSites)
  const [host] = (await ask('france', 'GET', `${V2}/hosts`)).body.entities
  // Evidence A [C: recorded]: candlepin/virt-who, AOS 5.10; the first three of AOS 6.8.1
  t.match(host, {
    acropolis_connection_state: 'kConnected',
    is_hardware_virtualized: false,
    is_secure_booted: false,
    oplog_disk_pct: 10.2,
    oplog_disk_size: Number,
    bios_model: String,
    bios_version: String,
    bmc_model: String,
    bmc_version: String
  })
  const nulls = [
    'default_vm_location',
    'default_vm_storage_container_id',
    'default_vm_storage_container_uuid',
    'default_vhd_location',
    'default_vhd_storage_container_id',
    'default_vhd_storage_container_uuid',
    'failover_cluster_fqdn',
    'failover_cluster_node_state',
    'service_vmnat_ip',
    'service_vmnat_port',
    'alert_summary',
    'health_summary',
    'rdma_backplane_ips',
    'hba_firmwares_list',
    'host_gpus'
  ]
  for (const name of nulls) t.equal(host[name], null, name)
})

t.test('the cluster has every key of a recorded cluster, and none that it lacks', async t => {
  const { ask } = await emulator(t, protectedSites)
  const cluster = (await ask('france', 'GET', `${V2}/cluster`)).body
  // Evidence A [C: recorded, AOS 5.10]
  t.match(cluster, {
    cluster_masquerading_ipaddress: null,
    cluster_masquerading_port: null,
    hypervisor_lldp_config: { enable_lldp_tx: true }
  })
  for (const name of ['alert_summary', 'health_summary']) t.notOk(name in cluster, name)
  // Evidence A [C: recorded, virt-who], and B [C: exporter for Prometheus]: a text
  for (const unit of cluster.rackable_units) t.type(unit.model_name, 'string')
})

t.test('guest tools tell their versions where a VM has them', async t => {
  const { ask } = await emulator(t, protectedSites)
  const rows = (await ask('france', 'GET', `${V1}/vms`)).body.entities as Record<string, unknown>[]
  const tools = rows.find(({ vmName }) => vmName === 'web01')?.['nutanixGuestTools']
  // Evidence A [C: recorded]
  t.match(tools, { installedVersion: '2.1.5', clusterVersion: '2.1.5', communicationLinkActive: true })
})

t.test('alerts: the list of a cluster, causes, and who has seen one that is over', async t => {
  const { ask, advance } = await emulator(t, protectedSites)
  await ask('france', 'POST', '/emulator/v1/links/france/canada/cut', {})
  await advance(4 * 3600)
  const all = (await ask('france', 'GET', `${V2}/alerts?get_causes=true`)).body.entities as Record<string, unknown>[]
  t.ok(all.length > 0)
  const { uuid } = (await ask('france', 'GET', `${V2}/cluster`)).body
  const ids = async (path: string) =>
    (await ask('france', 'GET', path)).body.entities.map(({ id }: { id: string }) => id) as string[]
  // Evidence B [C: clients]: a widespread monitor reads only these
  t.same(await ids(`${V2}/clusters/${uuid}/alerts`), await ids(`${V2}/alerts`))
  t.same(await ids(`${V1}/clusters/${uuid}/alerts`), await ids(`${V1}/alerts`))
  for (const alert of all) {
    // Evidence A [C: recorded]
    t.match(alert, { node_uuid: '', operation_type: 'kCreate' })
    // Evidence B [C: clients]: a check dies without `actions`, and then says OK
    t.same(Object.keys((alert['possible_causes'] as object[])[0] ?? {}).sort(), [
      'actions',
      'additional_links',
      'alert_namespace',
      'cause',
      'chart_queries',
      'details',
      'has_global_details',
      'id',
      'num_resolved_count',
      'parent_cause_id',
      'title',
      'troubleshooting_steps'
    ])
  }
  await ask('france', 'POST', '/emulator/v1/links/france/canada/heal', {})
  await advance(4 * 3600)
  const over = (await ask('france', 'GET', `${V2}/alerts?auto_resolved=true`)).body.entities as Record<
    string,
    unknown
  >[]
  t.ok(over.length > 0)
  for (const alert of over) {
    // Evidence A [C: recorded]
    t.match(alert, { acknowledged: true, acknowledged_by_username: 'N/A' })
    t.equal(alert['acknowledged_time_stamp_in_usecs'], alert['resolved_time_stamp_in_usecs'])
  }
})

t.test('an alert of a health check has the versions and what names its entity in its context', async t => {
  const { ask, advance } = await emulator(t, { fixture: 'france-canada' })
  const network = (await ask('france', 'GET', `${V2}/networks`)).body.entities[0].uuid as string
  const made = { name: 'what?', memory_mb: 1024, num_vcpus: 1, vm_nics: [{ network_uuid: network }] }
  await ask('france', 'POST', `${V2}/vms`, made)
  await advance(60)
  await ask('france', 'POST', `${V2}/protection_domains`, { value: 'gold' })
  await ask('france', 'POST', `${V2}/protection_domains/gold/protect_vms`, { names: ['what?'] })
  const [vm] = (await ask('france', 'GET', `${V2}/vms?filter=vm_name==what?`)).body.entities
  const { version } = (await ask('france', 'GET', `${V2}/cluster`)).body
  const [alert] = (await ask('france', 'GET', `${V2}/alerts?alert_type_uuid=A110267`)).body.entities
  // Evidence A [C: recorded, an alert of a VM, AOS 5.20]: the names and their order
  const context = [
    ['vm_name', 'what?'],
    ['vm_id', vm.uuid],
    ['arithmos_id', vm.uuid],
    ['ncc_version', /^\d+\.\d+\.\d+/],
    ['nos_version', version],
    ['vm_uuid', vm.uuid]
  ]
  t.same(
    alert.context_types,
    context.map(([name]) => name)
  )
  t.match(
    alert.context_values,
    context.map(([, value]) => value)
  )
  // Evidence A [C: recorded, alerts of clusters and hosts]
  t.equal(alert.detailed_message, '')
  const [older] = (await ask('france', 'GET', `${V1}/alerts?alertTypeUuid=A110267`)).body.entities
  t.same(
    [older.alertTypeUuid, older.contextTypes, older.contextValues, older.detailedMessage],
    [alert.alert_type_uuid, alert.context_types, alert.context_values, '']
  )
  // Evidence C [C: Swagger]: v1 names what an alert is about by three lists, v2.0 by one of objects
  t.same([older.entityTypes, older.entityIds, older.entityUuids], [['vm'], [vm.uuid], [vm.uuid]])
})

t.test('every placeholder of a text has its value in the context, as monitors fill it in', async t => {
  const { ask, advance } = await emulator(t, protectedSites)
  await ask('france', 'POST', '/emulator/v1/links/france/canada/cut', {})
  const app = (await ask('france', 'GET', `${V2}/vms?filter=vm_name==app01`)).body.entities[0].uuid as string
  await ask('france', 'DELETE', `${V2}/vms/${app}`)
  await advance(4 * 3600)
  const rows = (await ask('france', 'GET', `${V2}/alerts`)).body.entities as {
    alert_type_uuid: string
    message: string
    context_types: string[]
    context_values: string[]
    detailed_message: string
  }[]
  for (const { alert_type_uuid: type, message, context_types: types, context_values: values } of rows) {
    // Evidence B [C: Checkmk]: a name without a value ends its check of alerts
    t.equal(types.length, values.length, type)
    for (const [, name] of message.matchAll(/\{(\w+)\}/g)) t.ok(types.includes(name ?? ''), `${type}: ${name}`)
  }
  const missing = rows.find(({ alert_type_uuid: type }) => type === 'A110265')
  t.ok(missing, 'a VM of gold has gone')
  for (const name of ['arithmos_id', 'ncc_version', 'nos_version']) t.ok(missing?.context_types.includes(name), name)
  t.equal(missing?.detailed_message, '')
  const service = rows.find(({ alert_type_uuid: type }) => type.startsWith('A9'))
  t.match(service?.detailed_message, /gold|canada/, 'the replication service says it in full')
})

t.test('figures that clients index are there, and never -1 for processors and memory that are used', async t => {
  const { ask } = await emulator(t, protectedSites)
  const cluster = (await ask('france', 'GET', `${V2}/cluster`)).body
  const [host] = (await ask('france', 'GET', `${V2}/hosts`)).body.entities
  for (const stats of [cluster.stats, host.stats]) {
    // Evidence A [C: recorded]: of another hypervisor than the cluster's they are -1
    t.match(stats, { hypervisor_kvm_cpu_usage_ppm: NUMBER, hypervisor_kvm_memory_usage_ppm: NUMBER })
    t.match(stats, { hypervisor_esx_cpu_usage_ppm: '-1', hypervisor_hyperv_memory_usage_ppm: '-1' })
  }
  t.not(cluster.stats.hypervisor_cpu_usage_ppm, '0', 'VMs run')
  const [container] = (await ask('france', 'GET', `${V2}/storage_containers`)).body.entities
  // Evidence B [C: clients]: two exporters index all of them
  for (const name of [
    'data_reduction.overall.saving_ratio_ppm',
    'data_reduction.clone.saving_ratio_ppm',
    'data_reduction.thin_provision.saving_ratio_ppm',
    'storage.user_unreserved_own_usage_bytes',
    'storage.logical_snapshot_usage_bytes',
    'storage.disk_physical_usage_bytes',
    'storage_tier.ssd.usage_bytes',
    'storage_tier.das-sata.usage_bytes'
  ])
    t.match(container.usage_stats[name], NUMBER, name)
})

t.test('statistics of a VM in v1 begin at a multiple of their interval', async t => {
  const { get } = await emulator(t, { fixture: 'france-canada-protected' })
  const [vm] = (await get(`${V1}/vms`)).entities
  const whole = START_USECS - 600_000_000
  const series = async (start: number, interval: number) => {
    const times = `startTimeInUsecs=${start}&endTimeInUsecs=${START_USECS}&intervalInSecs=${interval}`
    const { statsSpecificResponses } = await get(`${V1}/vms/${vm.uuid}/stats?metrics=controller_user_bytes&${times}`)
    const [{ startTimeInUsecs, values }] = statsSpecificResponses
    return [startTimeInUsecs, values.length]
  }
  // Evidence A [C: recorded]: startTimeInUsecs of the answer is that of the request, aligned down to the interval
  t.same(await series(whole + 1, 60), [whole, 10])
  t.same(await series(whole + 59_999_999, 60), [whole, 10])
  t.same(await series(whole, 60), [whole, 10], 'what is aligned stays')
  t.same(await series(whole + 30_000_000, 30), [whole + 30_000_000, 19])
})

t.test('a series knows every figure that its thing shows', async t => {
  const { get } = await emulator(t, { fixture: 'france-canada-protected' })
  const things = [
    ['vms', V1, 'uuid'],
    ['storage_pools', V1, 'id'],
    ['storage_containers', V2, 'storage_container_uuid'],
    ['virtual_disks', V2, 'uuid'],
    ['disks', V2, 'disk_uuid'],
    ['hosts', V2, 'uuid'],
    ['clusters', V2, 'uuid']
  ] as const
  for (const [list, version, key] of things) {
    const [thing] = (await get(`${version}/${list}`)).entities
    const figures = { ...thing.stats, ...thing.usageStats, ...thing.usage_stats } as Record<string, string>
    const metrics = encodeURIComponent(Object.keys(figures).join(','))
    const series = await get(`${version}/${list}/${encodeURIComponent(thing[key])}/stats?metrics=${metrics}`)
    const rows = series.statsSpecificResponses ?? series.stats_specific_responses
    const last = rows.map((one: { metric: string; values: number[] }) => [one.metric, one.values.at(-1)])
    const shown = Object.entries(figures).map(([key, text]) => [key, Number(text)])
    t.same(Object.fromEntries(last), Object.fromEntries(shown), list)
    t.ok(shown.length > 0, `${list} shows some`)
  }
})
