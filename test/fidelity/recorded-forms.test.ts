/** Forms of answers as an AHV cluster of AOS 6.1 was recorded to give them (docs/evidence.md: sts-nutanix-agent-checks). */
import t from 'tap'
import { V1, V2, emulator } from '../support/emulator.js'

const fixture = 'france-canada-protected'
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

t.test('a list of VMs says from and up to which row it is, from 0', async t => {
  const { get } = await emulator(t, { fixture })
  const { metadata } = await get(`${V2}/vms`)
  const all: number = metadata.total_entities
  const whole = { grand_total_entities: all, total_entities: all }
  t.same(metadata, { ...whole, count: all, start_index: 0, end_index: all })
  for (const [query, count, start_index] of [
    ['offset=1&length=2', 2, 1],
    ['length=1', 1, 0],
    [`offset=${all}`, 0, all]
  ] as const)
    t.same((await get(`${V2}/vms?${query}`)).metadata, { ...whole, count, start_index, end_index: start_index + count })
})

t.test('a disk of a VM has a device of its own, which a guest gives up where its bus can', async t => {
  const { get } = await emulator(t, { fixture })
  const { entities } = await get(`${V2}/vms?include_vm_disk_config=true`)
  const disks = entities.flatMap((vm: { vm_disk_info: object[] }) => vm.vm_disk_info)
  for (const { disk_address: at, is_hot_remove_enabled: removable } of disks) {
    t.match(at, { device_uuid: UUID, vmdisk_uuid: UUID })
    t.not(at.device_uuid, at.vmdisk_uuid)
    t.equal(removable, at.device_bus === 'scsi', at.disk_label)
  }
  const devices = disks.map((disk: { disk_address: { device_uuid: string } }) => disk.disk_address.device_uuid)
  t.equal(new Set(devices).size, disks.length)
  const { entities: stored } = await get(`${V2}/virtual_disks`)
  for (const disk of stored) {
    t.equal(disk.virtual_disk_id, `${disk.cluster_uuid}::${disk.uuid}`)
    t.ok(devices.includes(disk.device_uuid))
    t.match(disk, { datasource_uuid: null, stats: { controller_user_bytes: /^\d+$/ } })
    t.match(await get(`${V2}/virtual_disks/${disk.virtual_disk_id}`), { uuid: disk.uuid })
  }
})

t.test('volume groups are listed as Cerebro lists, and their disks have their older keys too', async t => {
  const { get, ask } = await emulator(t, { fixture, clock: 'frozen' })
  const { entities: containers } = await get(`${V2}/storage_containers`)
  const container = containers[0].storage_container_uuid
  await ask('france', 'POST', `${V2}/volume_groups`, {
    name: 'data',
    disk_list: [{ create_config: { storage_container_uuid: container, size: 1024 ** 3 } }]
  })
  await ask('france', 'POST', '/emulator/v1/clock/advance', { seconds: 60 })
  const { metadata, entities } = await get(`${V2}/volume_groups`)
  t.same(metadata, { grand_total_entities: 1, total_entities: 0, count: 1 })
  const [disk] = entities[0].disk_list
  t.match(entities[0], { usage_type: 'UNKNOWN' })
  t.match(disk, { container_uuid: container, container_id: disk.storage_container_id })
  t.equal(disk.vmdisk_path, `/${containers[0].name}/.acropolis/vmdisk/${disk.vmdisk_uuid}`)
})

t.test('containers and clusters repeat addresses by family, and say their defaults', async t => {
  const { get } = await emulator(t, { fixture })
  const [container] = (await get(`${V2}/storage_containers`)).entities
  t.match(container, {
    ...{ finger_print_on_write: 'off', on_disk_dedup: 'OFF', nfs_whitelist_address: [], inline_ec_enabled: null },
    down_migrate_times_in_secs: { 'SSD-SATA': 1800, 'DAS-SATA': 1800 },
    random_io_preference: ['SSD-MEM-NVMe', 'SSD-PCIe', 'SSD-SATA', 'DAS-SATA'],
    seq_io_preference: ['SSD-PCIe', 'SSD-SATA', 'SSD-MEM-NVMe', 'DAS-SATA']
  })
  const cluster = await get(`${V2}/cluster`)
  t.same(cluster.cluster_external_address, [{ ipv4: cluster.cluster_external_ipaddress }])
  t.same(cluster.external_address, [{ ipv4: cluster.external_subnet }])
  t.same(
    cluster.name_servers_list,
    cluster.name_servers.map((ipv4: string) => ({ ipv4 }))
  )
  t.match(cluster, {
    cluster_usage_warning_alert_threshold_pct: 75,
    cluster_usage_critical_alert_threshold_pct: 90
  })
  t.ok(cluster.ntp_servers_list.length === cluster.ntp_servers.length)
  t.match(await get(`${V1}/cluster`), { isLTS: true, isNSEnabled: false }, 'capitals in a row stay together in v1')
})

t.test('a controller VM has a UUID of its own, figures and alerts', async t => {
  const { get } = await emulator(t, { fixture })
  const hosts = (await get(`${V2}/hosts`)).entities.map(({ uuid }: { uuid: string }) => uuid)
  const [controller] = (await get(`${V1}/vms?filterCriteria=is_cvm%3D%3D1`)).entities
  t.notOk(hosts.includes(controller.uuid))
  const path = `${V1}/vms/${controller.uuid}`
  const { statsSpecificResponses: figures } = await get(`${path}/stats/?metrics=memory_usage_ppm`)
  t.match(figures, [{ successful: true, metric: 'memory_usage_ppm' }])
  for (const list of ['alerts', 'events', 'virtual_disks']) t.same((await get(`${path}/${list}`)).entities, [], list)
})
