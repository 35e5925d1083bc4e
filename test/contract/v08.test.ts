/** v0.8, the API of VMs that v2.0 came from: what it shares in camelCase, its own tasks and VMs, and how it says no. */
import t from 'tap'
import { emulator } from '../support/emulator.js'
import type { Emulator } from '../support/emulator.js'

const V08 = '/api/nutanix/v0.8'
const V2 = '/api/nutanix/v2.0'

async function firstVm({ ask }: Emulator): Promise<{ uuid: string; [key: string]: unknown }> {
  const { body } = await ask('france', 'GET', `${V08}/vms?includeVMDiskSizes=true`)
  return body.entities[0] as { uuid: string }
}

t.test('both base paths serve it, and what it shares with v2.0 is the same in camelCase', async t => {
  const { ask } = await emulator(t)
  const network = {
    name: 'lan',
    vlanId: 60,
    ipConfig: {
      networkAddress: '10.20.0.0',
      prefixLength: 24,
      defaultGateway: '10.20.0.1',
      dhcpOptions: { domainName: 'lab' },
      pool: [{ range: '10.20.0.10 10.20.0.12' }]
    }
  }
  const made = await ask('france', 'POST', `${V08}/networks`, network)
  t.match(made, { status: 201, body: { networkUuid: String } })
  const uuid = made.body.networkUuid as string
  const { body } = await ask('france', 'GET', `/PrismGateway/services/rest/v0.8/networks/${uuid}`)
  t.match(body, {
    ...network,
    uuid,
    vswitchName: 'br0',
    logicalTimestamp: 1,
    ipConfig: { dhcpServerAddress: '10.20.0.254' }
  })
  t.match((await ask('france', 'GET', `${V2}/networks/${uuid}`)).body, {
    vlan_id: 60,
    ip_config: { prefix_length: 24 }
  })
  t.same((await ask('france', 'PUT', `${V08}/networks/${uuid}`, { vlanId: 61, logicalTimestamp: 1 })).body, {
    value: true
  })
  const reserved = await ask('france', 'POST', `${V08}/networks/${uuid}/blacklist_ip_addresses`, {
    value: '10.20.0.10'
  })
  t.match(reserved, { status: 201, body: { value: true } })
  t.match((await ask('france', 'GET', `${V08}/networks/${uuid}/addresses`)).body, {
    metadata: { totalEntities: 1 },
    entities: [{ type: 'RESERVATION', ipAddress: '10.20.0.10' }]
  })
  t.same((await ask('france', 'DELETE', `${V08}/networks/${uuid}/blacklist_IP/10.20.0.10`)).body, { value: true })
  t.same((await ask('france', 'DELETE', `${V08}/networks/${uuid}?logicaltimestamp=4`)).body, { value: true })
})

t.test('a VM has its configuration apart from its state', async t => {
  const emulated = await emulator(t)
  const { ask } = emulated
  const vm = await firstVm(emulated)
  const { body: twin } = await ask('france', 'GET', `${V2}/vms/${vm.uuid}?include_vm_disk_config=true`)
  const [disk] = twin.vm_disk_info
  t.match(vm, {
    state: 'on',
    hostUuid: twin.host_uuid,
    logicalTimestamp: 1,
    config: {
      name: twin.name,
      numVcpus: twin.num_vcpus,
      memoryMb: twin.memory_mb,
      vmDisks: [
        {
          id: 'scsi.0',
          addr: { deviceBus: 'scsi', deviceIndex: 0 },
          vmDiskSize: disk.size,
          vmDiskUuid: disk.disk_address.vmdisk_uuid,
          containerUuid: disk.storage_container_uuid,
          isSCSIPassthrough: true
        }
      ],
      vmNics: [{ macAddress: String, networkUuid: String }]
    }
  })
  t.same((await ask('france', 'GET', `${V08}/vms/${vm.uuid}?includeVMDiskSizes=true`)).body, vm)
  t.match((await ask('france', 'GET', `${V08}/vms/${vm.uuid}/nics`)).body.entities, [{ macAddress: String }])
  const disks = `${V08}/vms/${vm.uuid}/disks`
  const found = (await ask('france', 'GET', disks)).body.entities[0]
  t.equal(found.vmDiskSize, null, 'sizes are told where they are asked for')
  t.same((await ask('france', 'GET', `${disks}/scsi-0`)).body, found)
  t.same((await ask('france', 'GET', `${disks}/${found.vmDiskUuid}`)).body, found)
  t.same((await ask('france', 'GET', `${disks}?busType=SCSI&deviceIndex=0`)).body.entities, [found])
  t.same((await ask('france', 'GET', `${disks}?busType=ide`)).body.entities, [])
})

t.test('power changes by a word, in capitals or not, or by a path, and the task is told in words of v0.8', async t => {
  const emulated = await emulator(t)
  const { ask, advance } = emulated
  const { uuid } = await firstVm(emulated)
  const state = async () => (await ask('france', 'GET', `${V08}/vms/${uuid}`)).body.state
  const ways: [path: string, body: unknown, state: string][] = [
    ['set_power_state', { transition: 'off' }, 'off'],
    ['set_power_state/', { transition: 'on', vmid: uuid }, 'on'],
    ['power_op/off', undefined, 'off'],
    ['power_op/on', { hostUuid: null }, 'on']
  ]
  for (const [path, body, wanted] of ways) {
    const answer = await ask('france', 'POST', `${V08}/vms/${uuid}/${path}`, body)
    t.match(answer, { status: 201, body: { taskUuid: String } }, path)
    await advance(10)
    t.equal(await state(), wanted, path)
    const task = await ask('france', 'GET', `${V08}/tasks/${answer.body.taskUuid}?includeEntityNames=true`)
    t.match(task.body, {
      uuid: answer.body.taskUuid,
      progressStatus: 'kSucceeded',
      percentageComplete: 100,
      operationType: wanted === 'on' ? 'kVmPowerOn' : 'kVmPowerOff',
      entityIds: [uuid],
      entityList: [{ uuid, entityType: 'VM', entityName: String }],
      metaResponse: { error: 'kNoError' }
    })
  }
})

t.test('tasks are listed by what they are, oldest first, and waited for one by one', async t => {
  const emulated = await emulator(t)
  const { ask, advance } = emulated
  const { uuid } = await firstVm(emulated)
  const power = async (transition: string) =>
    (await ask('france', 'POST', `${V08}/vms/${uuid}/set_power_state`, { transition })).body.taskUuid as string
  const done = await power('off')
  await advance(10)
  const failed = await power('off')
  const running = await power('on')
  const listed = async (query: string) => {
    const { status, body, text } = await ask('france', 'GET', `${V08}/tasks${query}`)
    if (status !== 200) throw new Error(text)
    return body.entities.map((task: { uuid: string }) => task.uuid)
  }
  t.same(await listed(''), [running])
  t.same(await listed('?includeCompleted=true'), [done, failed, running])
  t.same(await listed('?includeCompleted=true&count=2'), [done, failed])
  t.same(await listed('?includeCompleted=true&filterCriteria=status!=kSucceeded;status!=kRunning'), [failed])
  t.same(await listed('?includeCompleted=true&operationTypeList=kVmPowerOn,kOther'), [running])
  t.same(await listed(`?includeCompleted=true&entityUuids=${uuid}&entityTypes=HOST`), [])
  t.match((await ask('france', 'GET', `${V08}/tasks/${failed}`)).body, {
    progressStatus: 'kFailed',
    metaResponse: { error: 'kInvalidVmState', errorDetail: /^InvalidVmState: / },
    entityList: [{ entityName: null }]
  })
  const polled = async (task: string) =>
    (await ask('france', 'GET', `${V08}/tasks/${task}/poll?timeoutseconds=30`)).body
  t.match(await polled(done), { isUnrecognized: false, timedOut: false, taskInfo: { uuid: done } })
  t.match(await polled(running), { isUnrecognized: false, timedOut: true, taskInfo: { progressStatus: 'kRunning' } })
  t.same(await polled('none'), { isUnrecognized: true, timedOut: false, taskInfo: null })
})

t.test('what v2.0 makes and changes, v0.8 makes and changes in its own words', async t => {
  const emulated = await emulator(t)
  const { ask, advance } = emulated
  const { uuid } = await firstVm(emulated)
  const vm = `${V08}/vms/${uuid}`
  /** The task of a request, when it has ended. */
  const done = async (method: 'POST' | 'PUT' | 'DELETE', url: string, body?: unknown) => {
    const answer = await ask('france', method, url, body)
    t.match(answer, { status: method === 'PUT' ? 200 : 201, body: { taskUuid: String } }, `${method} ${url}`)
    await advance(10)
    const task = (await ask('france', 'GET', `${V08}/tasks/${answer.body.taskUuid}`)).body
    t.match(task, { progressStatus: 'kSucceeded' }, `${method} ${url}: ${task.metaResponse?.errorDetail}`)
  }
  await done('POST', `${vm}/power_op/off`)
  await done('PUT', vm, { uuid, name: 'renamed', memoryMb: 2048, numVcpus: 3 })
  t.match((await ask('france', 'GET', vm)).body.config, { name: 'renamed', memoryMb: 2048, numVcpus: 3 })

  const disks = async () =>
    (await ask('france', 'GET', `${vm}/disks?includeDiskSizes=true`)).body.entities as {
      id: string
      vmDiskSize: number
    }[]
  const place = { deviceBus: 'SCSI', deviceIndex: 7 }
  const [first] = await disks()
  await done('POST', `${vm}/disks`, { disks: [{ diskAddress: place, vmDiskCreate: { sizeMb: 64 } }] })
  t.match(
    (await disks()).find(({ id }) => id === 'scsi.7'),
    { vmDiskSize: 64 * 1024 ** 2 }
  )
  await done('PUT', `${vm}/disks/scsi.7`, { updateSpec: { vmDiskCreate: { size: 2 ** 30 } } })
  t.match(
    (await disks()).find(({ id }) => id === 'scsi.7'),
    { vmDiskSize: 2 ** 30 }
  )
  await done('DELETE', `${vm}/disks/scsi-7`)
  t.same(await disks(), [first])

  const nics = async () =>
    (await ask('france', 'GET', `${vm}/nics`)).body.entities as { macAddress: string; networkUuid: string }[]
  const [nic] = await nics()
  await done('POST', `${vm}/nics`, { specList: [{ networkUuid: nic?.networkUuid }] })
  const added = (await nics()).at(-1)?.macAddress
  await done('DELETE', `${vm}/nics/${added}`)
  t.same(await nics(), [nic])

  await done('POST', `${V08}/snapshots`, { snapshotSpecs: [{ vmUuid: uuid, snapshotName: 'before' }] })
  const [snapshot] = (await ask('france', 'GET', `${V08}/snapshots`)).body.entities
  await done('POST', `${V08}/snapshots`, { snapshotSpecs: [{ vmUuid: uuid, snapshotName: 'after' }] })
  const tree = (await ask('france', 'GET', `${V08}/vms/${uuid}/snapshots?includeSnapshots=true`)).body
  const latest = tree.parentSnapshotUuid as string
  t.match(tree, {
    vmUuid: uuid,
    linkList: [
      { snapshotUuid: snapshot.uuid, parentSnapshotUuid: null, snapshotInfo: snapshot },
      { snapshotUuid: latest, parentSnapshotUuid: snapshot.uuid, snapshotInfo: { snapshotName: 'after' } }
    ]
  })
  t.match((await ask('france', 'GET', `${V08}/vms/${uuid}/snapshots`)).body.linkList, [{ snapshotInfo: null }, {}])
  t.match(await ask('france', 'GET', `${V08}/vms/none/snapshots`), { status: 500 })
  await done('DELETE', `${V08}/snapshots/${latest}`)
  t.match(snapshot, { snapshotName: 'before', vmUuid: uuid, vmCreateSpecification: { name: 'renamed' } })
  await done('POST', `${vm}/restore`, { snapshotUuid: snapshot.uuid })
  await done('DELETE', `${V08}/snapshots/${snapshot.uuid}`)

  const image = { name: 'iso', imageType: 'ISO_IMAGE', imageImportSpec: { url: 'http://images/one.iso' } }
  await done('POST', `${V08}/images`, image)
  t.match((await ask('france', 'GET', `${V08}/images`)).body.entities, [{ name: 'iso', imageType: 'ISO_IMAGE' }])
  await done('DELETE', vm)
  t.equal((await ask('france', 'GET', vm)).status, 500)
})

t.test('v0.8 says no as v1 does', async t => {
  const emulated = await emulator(t)
  const { ask } = emulated
  const { uuid } = await firstVm(emulated)
  const wrong: [
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body: unknown,
    status: number,
    text: RegExp
  ][] = [
    ['GET', 'vms/none', undefined, 500, /does not exist/],
    ['GET', `vms/${uuid}/disks/scsi.9`, undefined, 500, /Disk scsi.9 of VM/],
    ['GET', 'tasks/none', undefined, 500, /none is not found/],
    ['GET', 'tasks?count=x', undefined, 400, /count/],
    ['GET', 'tasks?filterCriteria=status', undefined, 400, /status/],
    ['POST', `vms/${uuid}/set_power_state`, {}, 400, /transition/],
    ['POST', `vms/${uuid}/set_power_state`, { transition: 'explode' }, 500, /explode|EXPLODE/],
    ['POST', 'vms/none/power_op/on', undefined, 500, /does not exist/],
    ['POST', `vms/${uuid}/power_op/on`, { hostUuid: 'none' }, 500, /Host none/],
    ['POST', 'networks', { name: 'n', vlanId: 5000 }, 500, /VLAN ID 5000/],
    ['DELETE', 'networks/none?logicaltimestamp=1', undefined, 500, /Network none/],
    ['GET', 'nothing', undefined, 404, /./]
  ]
  for (const [method, path, body, status, text] of wrong) {
    const answer = await ask('france', method, `${V08}/${path}`, body)
    t.match(
      answer,
      { status, body: { message: text, errorCode: { code: Number, helpUrl: String } } },
      `${method} ${path}`
    )
  }
  t.match(await ask('france', 'POST', `${V08}/vms/none/power_op/on`, {}), { status: 500, body: { message: /none/ } })
})

t.test('adapters of VMs tell their addresses unless a client does not want them', async t => {
  const { ask, get } = await emulator(t, { fixture: 'france-canada-protected' })
  const V2 = '/PrismGateway/services/rest/v2.0'
  const ip_config = {
    network_address: '10.8.0.0',
    prefix_length: 24,
    default_gateway: '10.8.0.1',
    pool: [{ range: '10.8.0.10 10.8.0.20' }]
  }
  const network = (await ask('france', 'POST', `${V2}/networks`, { name: 'managed', vlan_id: 8, ip_config })).body
  const vm_nics = [{ network_uuid: network.network_uuid }]
  await ask('france', 'POST', `${V2}/vms`, { name: 'addressed', memory_mb: 512, num_vcpus: 1, vm_nics })
  await ask('france', 'POST', '/emulator/v1/clock/advance', { seconds: 5 })
  const { uuid } = (await get(`${V2}/vms?filter=vm_name==addressed`)).entities[0]
  const addressOf = async (query: string) =>
    (await get(`/api/nutanix/v0.8/vms/${uuid}${query}`)).config.vmNics[0].ipAddress
  t.equal(await addressOf(''), '10.8.0.10')
  t.equal(await addressOf('?includeAddressAssignments=true'), '10.8.0.10')
  t.notOk(await addressOf('?includeAddressAssignments=false'))
})
