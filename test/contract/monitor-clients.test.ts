/** What monitors that poll a whole cluster send and read: LPAR2RRD, exporters for Prometheus, the template of Zabbix. */
import t from 'tap'
import { V1, V2, emulator } from '../support/emulator.js'

interface Row extends Record<string, unknown> {
  readonly stats: Record<string, string>
  readonly usage_stats: Record<string, string>
}

const protectedSites = { fixture: 'france-canada-protected' }

t.test('LPAR2RRD walks over pages until there is no row left', async t => {
  const { get } = await emulator(t, protectedSites)
  for (const [list, first, total] of [
    [`${V2}/disks/?count=12&page=2&?projection=BASIC_INFO`, 'start_index', 'total_entities'],
    [`${V2}/virtual_disks/?count=200&page=2&?projection=BASIC_INFO`, 'start_index', 'total_entities'],
    [`${V1}/vms/?count=200&page=2&projection=BASIC_INFO`, 'startIndex', 'totalEntities'],
    [`${V1}/virtual_disks/?count=200&page=2&?projection=BASIC_INFO`, 'startIndex', 'totalEntities']
  ] as const) {
    const { metadata, entities } = await get(list)
    // Evidence B [C: LPAR2RRD]: it stops at this index, or where a page would begin beyond the total
    t.match({ first: metadata[first], entities }, { first: -1, entities: [] }, list)
    t.ok(metadata[total] > 0)
  }
  t.match((await get(`${V2}/disks/?count=5&page=2`)).metadata, { start_index: 6, end_index: 10 })
})

t.test('LPAR2RRD labels disks by their node and draws what virtual disks do', async t => {
  const { get } = await emulator(t, protectedSites)
  const hosts = (await get(`${V2}/hosts/?projection=BASIC_INFO`)).entities as Row[]
  for (const disk of (await get(`${V2}/disks/?count=200&page=1`)).entities as Row[]) {
    // Evidence B [C: LPAR2RRD]
    t.equal(disk['node_name'], hosts.find(({ uuid }) => uuid === disk['node_uuid'])?.['name'])
    t.match(disk, { location: Number, storage_tier_name: String, disk_uuid: String, cluster_uuid: String })
  }
  t.match((await get(`${V1}/disks/?count=1&page=1`)).entities, [{ nodeName: String, nodeUuid: String }])

  const vms = (await get(`${V1}/vms`)).entities as { uuid: string; stats: Record<string, string> }[]
  const virtualDisks = (await get(`${V2}/virtual_disks/?count=200&page=1`)).entities as Row[]
  for (const figure of ['controller_num_io', 'controller_read_io_bandwidth_kBps', 'controller_write_io_bandwidth_kBps'])
    for (const { uuid, stats } of vms) {
      const own = virtualDisks.filter(({ attached_vm_uuid: vm }) => vm === uuid)
      const sum = own.reduce((total, disk) => total + Number(disk.stats[figure]), 0)
      t.equal(sum, Number(stats[figure]), `${figure} of the disks of a VM adds up to the VM's`)
    }
  const [busy] = virtualDisks.filter(({ stats }) => Number(stats['controller_num_io']) > 0)
  const end = 1_704_067_200_000_000
  const series = `start_time_in_usecs=${end - 600_000_000}&end_time_in_usecs=${end}&interval_in_secs=60`
  const sampled = await get(`${V2}/virtual_disks/${String(busy?.['uuid'])}/stats/?metrics=controller_num_io&${series}`)
  t.same(sampled.stats_specific_responses[0].values.length, 10)
})

t.test('LPAR2RRD reads the health of every entity, and looks up the checks that failed', async t => {
  const { ask, get, advance } = await emulator(t, protectedSites)
  const lists = {
    vms: 'uuid',
    hosts: 'uuid',
    disks: 'diskUuid',
    storage_pools: 'storagePoolUuid',
    containers: 'containerUuid'
  }
  for (const [list, key] of Object.entries(lists)) {
    const rows = (await get(`${V1}/${list}?projection=health`)).entities as Record<string, unknown>[]
    t.ok(rows.length > 0)
    // Evidence B [C: LPAR2RRD]
    for (const row of rows) t.match(row, { [key]: String, healthSummary: { healthStatus: 'Good' } }, list)
  }
  await ask('france', 'POST', `${V2}/vms`, { name: 'odd[1]', memory_mb: 512, num_vcpus: 1 })
  await advance(5)
  // Its name raises an alert about the VM.
  await ask('france', 'POST', `${V2}/protection_domains/gold/protect_vms`, { names: ['odd[1]'] })
  const ill = ((await get(`${V1}/vms?projection=health`)).entities as { healthSummary: Record<string, unknown> }[])
    .map(({ healthSummary }) => healthSummary)
    .filter(({ healthStatus }) => healthStatus !== 'Good')
  t.equal(ill.length, 1)
  const checks = ill[0]?.['healthCheckSummaries'] as Record<string, { healthStatus: string }>
  t.ok(Object.keys(checks).length > 0)
  for (const [id, { healthStatus }] of Object.entries(checks)) {
    t.match(healthStatus, /^(Critical|Warning)$/)
    t.match(await get(`${V2}/health_checks/${id}/`), { id, name: String, description: String })
  }
  t.notOk('health_summary' in (await get(`${V2}/clusters`)).entities[0], 'it is there where it is asked for')

  const summary = (await get(`${V1}/ncc/run_summary/`)) as {
    entityType: string
    healthSummary: Record<string, number>
    detailedCheckSummary: Record<string, Record<string, number>>
  }[]
  for (const { entityType, healthSummary } of summary)
    for (const grade of ['Warning', 'Critical', 'Unknown', 'Good', 'Error'])
      t.type(healthSummary[grade], 'number', `${entityType} ${grade}`)
  const ofVms = summary.find(({ entityType }) => entityType === 'VM')
  t.match(ofVms, { healthSummary: { Good: 7 } }, 'all but one')
  t.same(Object.keys(ofVms?.detailedCheckSummary ?? {}), Object.keys(checks))
})

t.test('an exporter for Prometheus indexes the first block of a cluster, and adds up disks and adapters', async t => {
  const { get } = await emulator(t, protectedSites)
  for (const path of [`${V2}/clusters/`, `${V1}/clusters`]) {
    const [cluster] = (await get(path)).entities
    const [unit] = cluster.rackable_units ?? cluster.rackableUnits
    // Evidence B [C: exporter for Prometheus], and A [C: recorded, virt-who, AOS 5.10]: a text, if only "null"
    t.type(unit.model_name ?? unit.modelName, 'string', path)
  }
  const [cluster] = (await get(`${V2}/clusters/`)).entities
  for (const key of [
    'is_lts',
    'num_nodes',
    'storage_type',
    'version',
    'is_nsenabled',
    'encrypted',
    'timezone',
    'operation_mode',
    'enable_shadow_clones',
    'enable_rebuild_reservation',
    'fault_tolerance_domain_type'
  ])
    t.ok(cluster[key] != null, key)
  t.type(cluster.data_in_transit_encryption_dto.enabled, 'boolean')
  t.type(cluster.cluster_redundancy_state.desired_redundancy_factor, 'number')
  const { entities: vms } = await get(`${V2}/vms/?include_vm_disk_config=true&include_vm_nic_config=true`)
  for (const {
    vm_disk_info: disks,
    vm_nics: nics,
    num_vcpus: vcpus,
    num_cores_per_vcpu: cores,
    memory_mb: memory
  } of vms) {
    t.ok(Array.isArray(nics) && [vcpus, cores, memory].every(Number.isInteger))
    for (const { is_cdrom: cdrom, disk_address: address } of disks)
      t.match({ cdrom, address }, { cdrom: Boolean, address: { device_bus: /^(ide|sata|scsi|pci)$/ } })
  }
})
