/** Bodies and identifiers as public clients send them, where they are not quite what the vendor publishes. */
import t from 'tap'
import { V1, V2, emulator } from '../support/emulator.js'

const V08 = '/PrismGateway/services/rest/v0.8'
const protectedSites = { fixture: 'france-canada-protected' }

t.test('a storage container is patched by its fields alone, in v2.0 and in v1', async t => {
  const { ask, get } = await emulator(t)
  await ask('france', 'POST', `${V2}/storage_containers`, { name: 'fresh' })
  const { id, storage_container_uuid: uuid } = (await get(`${V2}/storage_containers`)).entities.at(-1)
  // Evidence B [C: clients]: sent without generic_dto
  const patches: [path: string, body: object, name: string][] = [
    [`${V2}/storage_containers`, { id, storage_container_uuid: uuid, name: 'one', vstore_name_list: ['one'] }, 'one'],
    [`${V1}/containers`, { id, containerUuid: uuid, name: 'two', vstoreNameList: ['two'] }, 'two'],
    [`${V2}/storage_containers/`, { storage_container_uuid: uuid, name: 'three' }, 'three']
  ]
  for (const [path, body, name] of patches) {
    t.match(await ask('france', 'PATCH', path, body), { status: 200, body: { value: true } }, path)
    t.match(await get(`${V2}/storage_containers/${uuid}`), { name, vstore_name_list: [name] })
  }
  const compressed = { storage_container_uuid: uuid, compression_enabled: true, replication_factor: 2 }
  t.match(await ask('france', 'PATCH', `${V2}/storage_containers`, compressed), { status: 200 })
  t.match(await get(`${V2}/storage_containers/${uuid}`), { name: 'three', compression_enabled: true })
  for (const body of [{}, { operation: 'EDIT' }, { generic_dto: {} }])
    t.match(await ask('france', 'PATCH', `${V2}/storage_containers`, body), { status: 400 }, JSON.stringify(body))
})

t.test('a storage pool is patched by its fields alone, and a patch that says nothing is refused', async t => {
  const { ask, get } = await emulator(t)
  const [{ storagePoolUuid, id }] = (await get(`${V1}/storage_pools`)).entities
  const patch = (body: unknown) => ask('france', 'PATCH', `${V1}/storage_pools/`, body)
  t.match(await patch({ name: 'SP01', storagePoolUuid }), { status: 200, body: { value: true } })
  t.match(await get(`${V1}/storage_pools/${id}`), { name: 'SP01' })
  t.match(await patch({ id, reservedCapacity: 1000, ilmDownMigratePctThreshold: 80 }), { status: 200 })
  t.match(await get(`${V1}/storage_pools/${id}`), {
    name: 'SP01',
    reservedCapacity: 1000,
    ilmDownMigratePctThreshold: 80
  })
  t.match(await patch({ name: 'SP02', storagePoolUuid: 'other' }), { status: 500 })
  for (const nothing of [{}, { operation: 'EDIT' }, { genericDTO: null }, { id }])
    t.match(await patch(nothing), { status: 400 }, JSON.stringify(nothing))
  t.match(await get(`${V1}/storage_pools/${id}`), { name: 'SP01' })
})

t.test('a patch of a remote site that says nothing is refused', async t => {
  const { ask } = await emulator(t, protectedSites)
  for (const nothing of [{}, { operation: 'EDIT' }, { name: 'canada' }])
    t.match(await ask('france', 'PATCH', `${V2}/remote_sites`, nothing), { status: 400 }, JSON.stringify(nothing))
})

t.test('a list of tasks with a count of 0 has all of them', async t => {
  const { ask, get } = await emulator(t, protectedSites)
  const [{ uuid }] = (await get(`${V2}/vms`)).entities
  for (const name of ['a', 'b'])
    await ask('france', 'POST', `${V2}/snapshots`, { snapshot_specs: [{ vm_uuid: uuid, snapshot_name: name }] })
  const listed = async (count?: number) => {
    const { body } = await ask('france', 'POST', `${V2}/tasks/list`, { count, include_completed: true })
    return body.entities.length as number
  }
  // Evidence B [C: clients]: sample bodies of public scripts say 0, and read what comes
  t.equal(await listed(0), await listed())
  t.ok((await listed(0)) >= 2)
  t.equal(await listed(1), 1)
})

t.test('a mail server without an address is refused as a request that is not understood', async t => {
  const { ask, get } = await emulator(t)
  const before = await get(`${V2}/cluster/smtp`)
  const bodies = [{ serverAddress: { hostname: 'mail.test' }, port: 25 }, { serverAddress: { ipv4: '10.0.0.25' } }, {}]
  for (const body of bodies)
    for (const base of [V1, V2]) {
      const answer = await ask('france', 'PUT', `${base}/cluster/smtp`, body)
      t.match(answer, { status: 400, body: { message: /address/ } }, `${base} ${JSON.stringify(body)}`)
    }
  t.strictSame(await get(`${V2}/cluster/smtp`), before)
  t.match(await ask('france', 'PATCH', `${V2}/cluster/smtp`, { generic_dto: { port: 587 } }), { status: 400 })
  t.match(await ask('france', 'PUT', `${V2}/cluster/smtp`, { address: 'mail.test' }), { status: 200 })
  t.match(await ask('france', 'PATCH', `${V2}/cluster/smtp`, { generic_dto: { port: 587 } }), { status: 200 })
})

t.test('a logical timestamp of 0 is no version of a volume group', async t => {
  const { ask, get, advance } = await emulator(t)
  const work = async (path: string, body: unknown) => {
    const { status, text, body: answer } = await ask('france', 'POST', `${V2}/volume_groups${path}`, body)
    t.equal(status, 201, `${path}: ${text}`)
    await advance(5)
    return (await get(`${V2}/tasks/${answer.task_uuid}`)).entity_list[0].entity_id as string
  }
  const [{ uuid: vm }] = (await get(`${V2}/vms`)).entities
  const group = await work('', { name: 'data', disk_list: [{ create_config: { size: 1024 ** 3 } }] })
  // Evidence B [C: clients]: scripts detach with a 0
  await work(`/${group}/attach`, { vm_uuid: vm, logical_timestamp: 0 })
  t.match(await get(`${V2}/volume_groups/${group}`), { attachment_list: [{ vm_uuid: vm }] })
  await work(`/${group}/detach`, { vm_uuid: vm, logical_timestamp: 0 })
  t.match(await get(`${V2}/volume_groups/${group}`), { attachment_list: [] })
  await work(`/${group}/clone`, { name: 'twin', logical_timestamp: 0 })
  const late = await ask('france', 'POST', `${V2}/volume_groups/${group}/attach`, {
    vm_uuid: vm,
    logical_timestamp: 77
  })
  t.match(late, { status: 500, body: { message: /mismatch/ } })
})

t.test("v1's identifier of a VM is taken where its UUID is", async t => {
  const { ask, get, advance } = await emulator(t, protectedSites)
  const listed = (await get(`${V1}/vms`)).entities as { vmId: string; uuid: string; vmName: string }[]
  const { vmId, uuid } = listed.find(({ vmName }) => vmName === 'web01') ?? { vmId: '', uuid: '' }
  t.match(vmId, new RegExp(`::${uuid}$`))
  const work = async (method: 'POST' | 'PUT', path: string, body: unknown) => {
    const { status, text, body: answer } = await ask('france', method, path, body)
    t.ok(status < 300, `${path}: ${text}`)
    await advance(5)
    const task = await get(`${V2}/tasks/${answer.task_uuid ?? answer.taskUuid}`)
    t.match(task, { progress_status: 'Succeeded' }, path)
  }
  await work('POST', `${V08}/snapshots`, { snapshotSpecs: [{ vmUuid: vmId, snapshotName: 'before' }] })
  const [snapshot] = (await get(`${V2}/snapshots?vm_uuid=${vmId}`)).entities
  t.match(snapshot, { vm_uuid: uuid, snapshot_name: 'before' })
  await work('POST', `${V2}/vms/${vmId}/set_power_state`, { transition: 'off' })
  await work('POST', `${V2}/vms/${vmId}/restore`, { snapshot_uuid: snapshot.uuid })
  await work('POST', `${V2}/vms/${vmId}/clone`, { spec_list: [{ name: 'copy' }] })
  await work('PUT', `${V2}/vms/${vmId}`, { description: 'changed' })
  await work('POST', `${V2}/vms/${vmId}/disks/attach`, { vm_disks: [{ is_cdrom: true, is_empty: true }] })
  await work('POST', `${V08}/vms/${vmId}/power_op/on`, {})
  t.match(await get(`${V2}/vms/${vmId}`), { uuid, description: 'changed', power_state: 'on' })
  t.match(await get(`${V08}/vms/${vmId}`), { uuid, state: 'on' })
  t.match(await get(`${V08}/vms/${vmId}/snapshots`), { vmUuid: uuid })
  const made = await ask('france', 'POST', `${V2}/volume_groups`, {
    name: 'shared',
    disk_list: [{ create_config: { size: 1024 ** 3 } }]
  })
  await advance(5)
  const group = (await get(`${V2}/tasks/${made.body.task_uuid}`)).entity_list[0].entity_id as string
  for (const verb of ['attach', 'detach']) await work('POST', `${V2}/volume_groups/${group}/${verb}`, { vm_uuid: vmId })
  t.match(await ask('france', 'GET', `${V2}/vms/${uuid}::none`), {
    status: 500,
    body: { message: /none does not exist/ }
  })
})

t.test('a VM is created in v0.8 as clients do it, and its task names it', async t => {
  const { ask, get } = await emulator(t)
  const images = `${V2}/images`
  const [{ uuid: networkUuid }] = (await get(`${V2}/networks`)).entities
  const containerUuid = (await get(`${V2}/storage_containers`)).entities[0].storage_container_uuid
  const source = { storage_container_uuid: containerUuid, url: 'https://images.example/disk.qcow2' }
  await ask('france', 'POST', images, { name: 'disk', image_type: 'DISK_IMAGE', image_import_spec: source })
  await ask('france', 'POST', '/emulator/v1/clock/advance', { seconds: 5 })
  const vmDiskUuid = (await get(images)).entities.find(({ name }: { name: string }) => name === 'disk').vm_disk_id
  // Evidence B [C: X-Ray's client; clients]: the bodies, two of them with numbers and booleans as text
  const wanted: [path: string, body: { name: string }, config: object][] = [
    ['vms', { memoryMb: '1024', name: 'go', numVcpus: '2' } as never, { memoryMb: 1024, numVcpus: 2 }],
    [
      'vms/',
      {
        name: 'x-ray',
        memoryMb: 2048,
        numCoresPerVcpu: 2,
        numVcpus: 1,
        hostId: null,
        vmCustomizationConfig: {},
        vmDisks: [
          { diskAddress: { deviceBus: 'scsi' }, vmDiskClone: { containerUuid, vmDiskUuid } },
          { diskAddress: { deviceBus: 'scsi' }, vmDiskCreate: { containerUuid, size: 1073741824 } }
        ],
        vmNics: [{ networkUuid }]
      } as never,
      { numCoresPerVcpu: 2, vmDisks: [{ id: 'scsi.0' }, { id: 'scsi.1', containerUuid }], vmNics: [{ networkUuid }] }
    ],
    [
      'vms/',
      {
        name: 'php',
        numVcpus: 1,
        memoryMb: 512,
        vmDisks: [{ isCdrom: 'false', vmDiskCreate: { size: '4096' } }]
      } as never,
      { vmDisks: [{ isCdrom: false }] }
    ]
  ]
  for (const [path, body, config] of wanted) {
    const made = await ask('france', 'POST', `${V08}/${path}`, body)
    t.match(made, { status: 201, body: { taskUuid: String } }, body.name)
    await ask('france', 'POST', '/emulator/v1/clock/advance', { seconds: 5 })
    const task = await get(`${V08}/tasks/${made.body.taskUuid}?includeEntityNames=true`)
    t.match(task, {
      operationType: 'kVmCreate',
      progressStatus: 'kSucceeded',
      entityList: [{ entityType: 'VM', entityName: body.name }]
    })
    const vm = await get(`${V08}/vms/${task.entityList[0].uuid}`)
    t.match(vm, { state: 'off', config: { name: body.name, ...config } })
  }
  t.match(await ask('france', 'POST', `${V08}/vms`, { name: 'half' }), { status: 400, body: { message: String } })
})
