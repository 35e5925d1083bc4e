/** The inventory of VMs: made, changed, copied and deleted by tasks, in both versions, and what data protection makes of it. */
import t from 'tap'
import type { Test } from 'tap'
import { emulator } from '../support/emulator.js'
import type { Answer, Method } from '../support/emulator.js'

const V1 = '/PrismGateway/services/rest/v1'
const V2 = '/PrismGateway/services/rest/v2.0'
const GIBIBYTE = 1024 ** 3
const MAC = /^50:6b:8d(:[0-9a-f]{2}){3}$/

const protectedSites = { fixture: 'france-canada-protected' }

async function inventory(t: Test, options = {}) {
  const { ask, advance } = await emulator(t, options)
  const get = async (path: string) => (await ask('france', 'GET', `${V2}${path}`)).body
  const container = (await get('/storage_containers')).entities[0].storage_container_uuid as string
  const network = (await get('/networks')).entities[0].uuid as string

  /** Asks, lets the task end, and tells how it ended. */
  async function work(method: Method, path: string, body?: unknown, base = V2) {
    const answer = await ask('france', method, `${base}${path}`, body)
    const uuid = (answer.body.task_uuid ?? answer.body.taskUuid) as string | undefined
    if (uuid === undefined) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`)
    t.equal(answer.status, base === V2 && method !== 'PUT' ? 201 : 200, `${method} ${path}`)
    t.match(await get(`/tasks/${uuid}`), { uuid })
    await advance(2)
    return get(`/tasks/${uuid}`)
  }
  const vm = async (uuid: string) => get(`/vms/${uuid}?include_vm_disk_config=true&include_vm_nic_config=true`)
  const named = async (name: string) => {
    const found = (await get('/vms?include_vm_disk_config=true')).entities as { name: string; uuid: string }[]
    return found.find(each => each.name === name)?.uuid ?? ''
  }
  const refused = async (method: Method, path: string, body: unknown, text: RegExp, base = V2): Promise<Answer> => {
    const before = (await ask('france', 'GET', '/emulator/v1/world')).text
    const answer = await ask('france', method, `${base}${path}`, body)
    t.ok(answer.status >= 400 && text.test(answer.body.message as string), `${method} ${path}: ${answer.text}`)
    t.equal((await ask('france', 'GET', '/emulator/v1/world')).text, before, 'nothing has changed')
    return answer
  }
  return { ask, advance, get, work, vm, named, refused, container, network }
}

t.test('a VM is made whole by the task that creates it, and is in every list', async t => {
  const { ask, get, work, vm, container, network } = await inventory(t)
  const task = await work('POST', '/vms', {
    name: 'made',
    description: 'by a test',
    num_vcpus: 2,
    num_cores_per_vcpu: 2,
    memory_mb: 2048,
    ha_priority: 1,
    boot: { boot_device_order: ['CDROM', 'DISK'], uefi_boot: true },
    vm_customization_config: { userdata: '#cloud-config' },
    vm_disks: [
      { is_cdrom: true, is_empty: true, disk_address: { device_bus: 'IDE', device_index: 0 } },
      { vm_disk_create: { size: 4 * GIBIBYTE, storage_container_uuid: container } }
    ],
    vm_nics: [{ network_uuid: network, is_connected: true }]
  })
  t.match(task, { operation_type: 'VmCreate', progress_status: 'Succeeded', entity_list: [{ entity_type: 'VM' }] })
  const uuid = task.entity_list[0].entity_id as string
  const made = await vm(uuid)
  t.match(made, {
    uuid,
    name: 'made',
    description: 'by a test',
    power_state: 'off',
    num_vcpus: 2,
    num_cores_per_vcpu: 2,
    memory_mb: 2048,
    ha_priority: 1,
    boot: { uefi_boot: true, boot_device_order: ['CDROM', 'DISK'] },
    vm_logical_timestamp: 1,
    vm_disk_info: [
      { is_cdrom: true, is_empty: true, disk_address: { disk_label: 'ide.0' } },
      { is_cdrom: false, size: 4 * GIBIBYTE, storage_container_uuid: container, disk_address: { disk_label: 'scsi.0' } }
    ],
    vm_nics: [{ network_uuid: network, mac_address: MAC }]
  })
  t.match(
    (await get('/protection_domains/unprotected_vms')).entities.filter((each: { uuid: string }) => each.uuid === uuid),
    [{ vm_name: 'made' }]
  )
  t.match((await ask('france', 'GET', `${V1}/vms/${uuid}`)).body, { vmName: 'made', numVCpus: 4 })

  t.match((await get('/virtual_disks')).entities.at(-1), { attached_vmname: 'made' })
  const disk = made.vm_disk_info[1].disk_address.vmdisk_uuid as string
  t.match(await get(`/virtual_disks/${disk}`), { attached_vm_uuid: uuid, disk_capacity_in_bytes: 4 * GIBIBYTE })
  t.match((await ask('france', 'GET', `${V1}/virtual_disks/${disk}`)).body, { attachedVmUuid: uuid })
  const path = made.vm_disk_info[1].disk_address.ndfs_filepath as string
  t.match((await get(`/vdisks?path=${path}`)).entities, [{ name: disk, file_type: 'FILE', total_size: 4 * GIBIBYTE }])
  t.match(await get(`/virtual_disks/${disk}/stats?metrics=controller_user_bytes`), {
    stats_specific_responses: [{ values: [2 * GIBIBYTE] }]
  })
  const pinned = await ask('france', 'PUT', `${V2}/virtual_disks`, { uuid: disk, flash_mode_enabled: true })
  t.match(pinned.body, { uuid: disk, flash_mode_enabled: true })

  t.match(await work('DELETE', `/vms/${uuid}`), { operation_type: 'VmDelete', progress_status: 'Succeeded' })
  for (const [base, url] of [
    [V2, '/vms'],
    [V1, '/vms'],
    [V2, '/virtual_disks'],
    [V1, '/protection_domains/unprotected_vms']
  ])
    t.notMatch((await ask('france', 'GET', `${base}${url}`)).text, uuid, `${base}${url}`)
  t.equal((await ask('france', 'GET', `${V2}/vms/${uuid}`)).status, 500)
})

t.test('a VM changes when the task ends, and not by who has not seen the last change', async t => {
  const { get, work, vm, named, refused, ask, advance } = await inventory(t, protectedSites)
  const uuid = await named('web01')
  const { vm_logical_timestamp: seen } = await vm(uuid)
  t.match(await work('PUT', `/vms/${uuid}`, { num_vcpus: 8, name: 'renamed', vm_logical_timestamp: seen }), {
    operation_type: 'VmUpdate',
    progress_status: 'Succeeded'
  })
  t.match(await vm(uuid), { num_vcpus: 8, name: 'renamed', vm_logical_timestamp: seen + 1 })
  t.match((await get('/protection_domains/gold')).vms[0], { vm_name: 'renamed' })
  await refused('PUT', `/vms/${uuid}`, { num_vcpus: 9, vm_logical_timestamp: seen }, /mismatch/)
  await refused('DELETE', `/vms/${uuid}?logical_timestamp=${seen}`, undefined, /mismatch/)
  const less = await ask('france', 'PUT', `${V2}/vms/${uuid}`, { num_vcpus: 1 })
  t.match(await get(`/tasks/${less.body.task_uuid}`), {
    progress_status: 'Failed',
    meta_response: { error_code: 17, error_detail: 'InvalidVmState: Cannot complete request in state On' }
  })
  // Both were in order when they were asked for; the second finds the VM changed.
  const both = [1, 2].map(() =>
    ask('france', 'PUT', `${V2}/vms/${uuid}`, { memory_mb: 9000, vm_logical_timestamp: seen + 1 })
  )
  const tasks = (await Promise.all(both)).map(({ body }) => body.task_uuid as string)
  await advance(2)
  const ends = await Promise.all(tasks.map(async task => (await get(`/tasks/${task}`)).progress_status as string))
  t.same(ends.sort(), ['Failed', 'Succeeded'])
})

t.test('disks are attached, grown and detached, and adapters have addresses of their own', async t => {
  const { get, work, vm, named, network, container, refused } = await inventory(t)
  const uuid = await named('web01')
  const source = (await vm(uuid)).vm_disk_info[0]
  await work('POST', `/vms/${uuid}/disks/attach`, {
    uuid,
    vm_disks: [
      {
        vm_disk_clone: {
          disk_address: { vmdisk_uuid: source.disk_address.vmdisk_uuid },
          minimum_size: source.size + GIBIBYTE
        }
      },
      {
        vm_disk_create: { size: GIBIBYTE, storage_container_uuid: container },
        disk_address: { device_bus: 'SATA', device_index: 3 }
      }
    ]
  })
  const [, clone, blank] = (await vm(uuid)).vm_disk_info
  t.match(clone, {
    size: source.size + GIBIBYTE,
    source_disk_address: { vmdisk_uuid: source.disk_address.vmdisk_uuid }
  })
  t.match(blank.disk_address, { device_bus: 'sata', device_index: 3 })
  await work('PUT', `/vms/${uuid}/disks/update`, {
    vm_disks: [{ disk_address: { device_bus: 'SATA', device_index: 3 }, vm_disk_create: { size: 2 * GIBIBYTE } }]
  })
  t.equal((await vm(uuid)).vm_disk_info[2].size, 2 * GIBIBYTE)
  await work('POST', `/vms/${uuid}/disks/detach`, { uuid, vm_disks: [{ disk_address: clone.disk_address }] })
  t.same(
    (await vm(uuid)).vm_disk_info.map((each: { disk_address: { disk_label: string } }) => each.disk_address.disk_label),
    ['scsi.0', 'sata.3']
  )

  await work('POST', `/vms/${uuid}/nics`, {
    spec_list: [{ network_uuid: network, mac_address: '50:6B:8D:AA:BB:CC' }, { network_uuid: network }]
  })
  const nics = (await get(`/vms/${uuid}/nics`)).entities as { mac_address: string }[]
  const [chosen, assigned] = nics.slice(-2)
  t.match([chosen, assigned], [{ mac_address: '50:6b:8d:aa:bb:cc' }, { mac_address: MAC }])
  await refused(
    'POST',
    `/vms/${uuid}/nics`,
    { spec_list: [{ network_uuid: network, mac_address: chosen?.mac_address }] },
    /in use/
  )
  await work('PUT', `/vms/${uuid}/nics/50-6b-8d-aa-bb-cc`, { nic_spec: { network_uuid: network, is_connected: false } })
  t.match(await get(`/vms/${uuid}/nics/50:6b:8d:aa:bb:cc`), { is_connected: false, network_uuid: network })
  await work('DELETE', `/vms/${uuid}/nics/50:6b:8d:aa:bb:cc`)
  t.equal((await get(`/vms/${uuid}/nics`)).entities.length, nics.length - 1)
  await refused('GET', `/vms/${uuid}/nics/50:6b:8d:aa:bb:cc`, undefined, /no network adapter 50:6b:8d:aa:bb:cc/)
})

t.test('VMs are copied as they are now, or as a snapshot has them, and go back to it in place', async t => {
  const { get, ask, work, vm, named } = await inventory(t)
  const uuid = await named('web01')
  const mark = async (name: string) => ask('france', 'POST', `/emulator/v1/clusters/france/vms/${uuid}/marks`, { name })
  const marks = async (of: string) => (await ask('france', 'GET', `/emulator/v1/clusters/france/vms/${of}/marks`)).text

  await mark('first')
  const taken = await work('POST', '/snapshots', { snapshot_specs: [{ vm_uuid: uuid, snapshot_name: 'before' }] })
  t.match(taken, { operation_type: 'SnapshotCreate', entity_list: [{ entity_type: 'SNAPSHOT' }, { entity_id: uuid }] })
  const snapshot = taken.entity_list[0].entity_id as string
  const first = await get(`/snapshots/${snapshot}`)
  t.match(first, { vm_uuid: uuid, snapshot_name: 'before', vm_create_spec: { vm_disks: [{ vm_disk_clone: Object }] } })
  t.equal((await get(`/snapshots?vm_uuid=${uuid}`)).entities.length, 1)
  t.equal((await get('/snapshots?vm_uuid=other')).entities.length, 0)

  await mark('second')
  await work('PUT', `/vms/${uuid}`, { num_vcpus: 16 })
  t.same(await get(`/snapshots/${snapshot}`), first, 'a snapshot sees nothing of it')
  const cloned = await work('POST', `/vms/${uuid}/clone`, {
    spec_list: [{ name: 'one' }, { name: 'two', num_vcpus: 1 }]
  })
  const [one, two] = cloned.entity_list.map((each: { entity_id: string }) => each.entity_id) as [string, string]
  const older = await work('POST', `/snapshots/${snapshot}/clone`, { spec_list: [{ name: 'old' }] })
  const old = older.entity_list[0].entity_id as string
  t.match(
    [await vm(one), await vm(two)],
    [
      { name: 'one', power_state: 'off', num_vcpus: 16 },
      { name: 'two', num_vcpus: 1 }
    ]
  )
  t.match([await marks(one), await marks(old)], [/second/, /first/])
  t.notMatch(await marks(old), /second/)
  const all = [uuid, one, two, old]
  const parts = await Promise.all(all.map(vm))
  const disks = parts.flatMap(each =>
    each.vm_disk_info.map((disk: { disk_address: { vmdisk_uuid: string } }) => disk.disk_address.vmdisk_uuid)
  )
  const macs = parts.flatMap(each => each.vm_nics.map((nic: { mac_address: string }) => nic.mac_address))
  t.same([new Set(disks).size, new Set(macs).size], [disks.length, macs.length], 'nothing is shared')

  await work('POST', `/vms/${uuid}/restore`, { snapshot_uuid: snapshot })
  t.match(await vm(uuid), { uuid, power_state: 'off', num_vcpus: 2 })
  t.notMatch(await marks(uuid), /second/)
  await work('DELETE', `/snapshots/${snapshot}`)
  t.equal((await get('/snapshots')).entities.length, 0)
  t.equal((await vm(old)).name, 'old')
})

t.test('images come from an address or a disk, and disks and media are cloned from them', async t => {
  const { get, work, vm, named, container } = await inventory(t)
  const task = await work('POST', '/images', {
    name: 'installer',
    image_type: 'ISO_IMAGE',
    image_import_spec: { url: 'http://images.test/installer.iso', storage_container_uuid: container }
  })
  t.match(task, { operation_type: 'ImageCreate', entity_list: [{ entity_type: 'IMAGE' }] })
  const uuid = task.entity_list[0].entity_id as string
  const image = await get(`/images/${uuid}`)
  t.match(image, { name: 'installer', image_state: 'ACTIVE', vm_disk_id: String, logical_timestamp: 1 })
  const web = await named('web01')
  const disk_address = { vmdisk_uuid: (await vm(web)).vm_disk_info[0].disk_address.vmdisk_uuid as string }
  await work('POST', '/images', { name: 'golden', vm_disk_clone_spec: { disk_address } })
  t.match((await get('/images')).entities, [{ name: 'installer' }, { name: 'golden', vm_disk_size: Number }])

  const medium = { vm_disk_clone: { disk_address: { vmdisk_uuid: image.vm_disk_id as string } }, is_cdrom: true }
  await work('POST', `/vms/${web}/disks/attach`, { vm_disks: [{ is_cdrom: true, is_empty: true }] })
  await work('PUT', `/vms/${web}/disks/update`, {
    vm_disks: [{ ...medium, disk_address: { device_bus: 'ide', device_index: 0 } }]
  })
  t.match((await vm(web)).vm_disk_info.at(-1), { is_cdrom: true, is_empty: false, size: image.vm_disk_size })

  await work('PUT', `/images/${uuid}`, { name: 'other', annotation: 'text' })
  t.match(await get(`/images/${uuid}`), { name: 'other', annotation: 'text', logical_timestamp: 2 })
  await work('DELETE', `/images/${uuid}`)
  t.equal((await get('/images')).entities.length, 1)
  t.match((await vm(web)).vm_disk_info.at(-1), { is_empty: false })
})

t.test('what is wrong with a request is refused, and changes nothing', async t => {
  const { refused, named, network } = await inventory(t)
  const uuid = await named('web01')
  const vm = { name: 'x', num_vcpus: 1, memory_mb: 512 }
  const cases: [Method, string, unknown, RegExp][] = [
    ['POST', '/vms', { ...vm, name: undefined }, /name/],
    ['POST', '/vms', { ...vm, name: '' }, /name/],
    ['POST', '/vms', { ...vm, memory_mb: 0 }, /memory_mb/],
    ['POST', '/vms', { ...vm, num_vcpus: 'many' }, /num_vcpus/],
    ['POST', '/vms', { ...vm, vm_disks: [{ vm_disk_create: { size: 0 } }] }, /size/],
    ['POST', '/vms', { ...vm, vm_disks: [{}] }, /vm_disk_create/],
    [
      'POST',
      '/vms',
      { ...vm, vm_disks: [{ vm_disk_create: { size: 1, storage_container_uuid: 'x' } }] },
      /container x/
    ],
    ['POST', '/vms', { ...vm, vm_nics: [{ network_uuid: 'x' }] }, /Network x/],
    ['POST', '/vms', { ...vm, vm_nics: [{}] }, /network_uuid/],
    ['POST', '/vms', { ...vm, vm_nics: [{ network_uuid: network, mac_address: 'x' }] }, /MAC/],
    ['PUT', '/vms/x', { name: 'y' }, /x does not exist/],
    ['DELETE', '/vms/x', undefined, /x does not exist/],
    ['POST', `/vms/${uuid}/clone`, { spec_list: [] }, /spec_list/],
    ['POST', `/vms/${uuid}/clone`, { spec_list: [{}] }, /name/],
    [
      'POST',
      `/vms/${uuid}/disks/detach`,
      { vm_disks: [{ disk_address: { device_bus: 'scsi', device_index: 9 } }] },
      /scsi.9/
    ],
    ['POST', `/vms/${uuid}/disks/attach`, { vm_disks: [] }, /no disk/],
    ['POST', `/vms/${uuid}/restore`, { snapshot_uuid: 'x' }, /Snapshot x/],
    ['POST', `/vms/${uuid}/manage_vm_guest_tools`, { operation: 'EAT' }, /ahv not supported/],
    ['POST', '/snapshots', { snapshot_specs: [] }, /no VM/],
    ['POST', '/snapshots', { snapshot_specs: [{ vm_uuid: 'x' }] }, /x does not exist/],
    ['GET', '/snapshots/x', undefined, /Snapshot x/],
    ['POST', '/images', { name: 'i', image_import_spec: { url: 'ftp://x/y' } }, /URL/],
    ['GET', '/images/constructor', undefined, /constructor/],
    ['GET', '/virtual_disks/x', undefined, /x does not exist/],
    ['PUT', '/virtual_disks', { flash_mode_enabled: true }, /does not exist/]
  ]
  for (const [method, path, body, text] of cases) await refused(method, path, body, text)
})

t.test('a deleted VM leaves its entry in its protection domain, and every snapshot says so', async t => {
  const { get, ask, advance, work, named } = await inventory(t, protectedSites)
  await work('DELETE', `/vms/${await named('app01')}`)
  t.match(JSON.stringify((await get('/protection_domains/gold')).vms), /app01/)
  await ask('france', 'POST', `${V2}/protection_domains/gold/oob_schedules`, {})
  await advance(3)
  const { entities } = await get('/alerts?resolved=false')
  t.equal(entities.filter((alert: object) => JSON.stringify(alert).includes('app01')).length, 2)
  const stale = await ask('france', 'POST', `${V2}/protection_domains/gold/migrate`, { value: 'canada' })
  t.match(stale, { status: 500, body: { message: /app01/ } })
})

t.test('v1 makes and copies VMs too, and tells of one VM what concerns it', async t => {
  const { ask, advance, work, named, network, container } = await inventory(t, protectedSites)
  const task = await work(
    'POST',
    '/vms',
    {
      name: 'made',
      numVcpus: 2,
      memoryMb: 1024,
      vmDisks: [{ vmDiskCreate: { size: GIBIBYTE, containerUuid: container } }],
      vmNics: [{ networkUuid: network }]
    },
    V1
  )
  t.match(task, { operation_type: 'VmCreate', progress_status: 'Succeeded' })
  const made = task.entity_list[0].entity_id as string
  const getBody = async (path: string) => (await ask('france', 'GET', `${V1}${path}`)).body
  t.match(await getBody(`/vms/${made}`), { vmName: 'made', diskCapacityInBytes: GIBIBYTE, virtualNicIds: [String] })
  t.match((await getBody(`/vms/${made}/virtual_disks`)).entities, [{ attachedVmUuid: made, diskAddress: 'scsi.0' }])
  t.match((await getBody(`/vms/${made}/events`)).entities, [{ alertTypeUuid: 'VmCreateAudit' }])
  t.match((await getBody('/vms/events')).entities[0], { alertTypeUuid: 'VmCreateAudit' })
  t.same([(await getBody(`/vms/${made}/alerts`)).entities, (await getBody('/vms/alerts')).entities], [[], []])
  t.match(await getBody(`/vms/${made}/stats?metrics=controller_user_bytes`), {
    statsSpecificResponses: [{ metric: 'controller_user_bytes', values: [GIBIBYTE / 2] }]
  })
  const copy = await work('POST', `/vms/${made}/clone`, { specList: [{ name: 'copy' }] }, V1)
  t.match(await getBody(`/vms/${copy.entity_list[0].entity_id}`), { vmName: 'copy' })

  const web = await named('web01')
  const [snapshot] = await getBody(`/vms/${web}/snapshots`)
  t.same(await getBody(`/vms/${web}/snapshots/${snapshot.snapshotId}`), snapshot)
  t.match(await getBody(`/vms/${web}/snapshots/7`), { message: /Snapshot 7/ })

  t.match(await getBody(`/vms/${made}/guest_tools`), { enabled: false, toolsMounted: false, vmUuid: made })
  t.match((await ask('france', 'POST', `${V1}/vms/${made}/guest_tools`, { enabled: true })).body, { enabled: true })
  t.same((await ask('france', 'POST', `${V1}/vms/${made}/guest_tools/mount`)).body, { value: true })
  await advance(2)
  t.match(
    (await getBody('/vms/guest_tools')).filter(({ vmUuid }: { vmUuid: string }) => vmUuid === made),
    [{ toolsMounted: true }]
  )
  t.same((await ask('france', 'POST', `${V1}/vms/${made}/guest_tools/unmount`)).body, { value: true })
  t.match((await ask('france', 'PUT', `${V1}/vms/${made}/guest_tools`, { enabled: false })).body, { enabled: false })
})

t.test('on ESXi the image of the guest tools is put into the drive of a VM, and taken out', async t => {
  const { get, work } = await inventory(t, { fixture: 'france-canada-esxi' })
  const [{ uuid }] = (await get('/vms')).entities
  const mounted = async (): Promise<unknown> => (await get(`/vms/${uuid}`)).tools_installer_mounted
  t.notOk(await mounted())
  for (const [operation, expected] of [
    ['MOUNT', true],
    ['unmount', false]
  ] as const) {
    t.match(await work('POST', `/vms/${uuid}/manage_vm_guest_tools`, { operation }), { progress_status: 'Succeeded' })
    t.equal((await mounted()) === true, expected, operation)
  }
})
