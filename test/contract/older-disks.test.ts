/** Disks as v1 and v0.8 ask for them and tell of them: UUIDs without an address, sizes in mebibytes, containers by name or number. */
import t from 'tap'
import type { Test } from 'tap'
import { V1, V2, emulator } from '../support/emulator.js'

const V08 = '/PrismGateway/services/rest/v0.8'
const MEBIBYTE = 1024 ** 2
const GIBIBYTE = 1024 ** 3

async function withImage(t: Test) {
  const { ask, get, advance } = await emulator(t, { fixture: 'france-canada-protected' })
  const container = (await get(`${V2}/storage_containers`)).entities[0]
  await ask('france', 'POST', `${V08}/images`, {
    name: 'golden',
    imageType: 'DISK_IMAGE',
    imageImportSpec: { url: 'http://files/golden.qcow2', containerUuid: container.storage_container_uuid }
  })
  await advance(60)
  const [image] = (await get(`${V08}/images?includeVmDiskSizes=true`)).entities

  /** Sends a request that makes a task, and tells what the task has made or changed. */
  async function made(path: string, body: unknown): Promise<string> {
    const answer = await ask('france', 'POST', path, body)
    t.ok(answer.status < 300, `${path} ${JSON.stringify(body)}: ${answer.text}`)
    await advance(5)
    const task = await get(`${V2}/tasks/${answer.body.taskUuid}`)
    t.match(task, { progress_status: 'Succeeded' })
    return task.entity_list[0].entity_id as string
  }
  const disksOf = async (vm: string) => (await get(`${V2}/vms/${vm}?include_vm_disk_config=true`)).vm_disk_info
  return { ask, get, advance, made, disksOf, container, image }
}

t.test('v1 creates a VM with disks in every published form', async t => {
  const { made, disksOf, container, image } = await withImage(t)
  const size = image.vmDiskSize as number
  const { name, storage_container_uuid: uuid, id } = container
  const number = Number(String(id).split('::')[1])
  // Evidence C [C: Swagger]: fields of VMDiskSpecCloneDTO and VmDiskSpecCreateDTO
  const forms: [disk: object, bytes: number][] = [
    [{ vmDiskClone: { vmDiskUuid: image.vmDiskId, minimumSizeMb: 65536 } }, 64 * GIBIBYTE],
    [{ vmDiskClone: { vmdisk_uuid: image.vmDiskId, containerUuid: uuid } }, size],
    [{ vmDiskClone: { ndfs_filepath: `/${name}/.acropolis/vmdisk/${image.vmDiskId}` } }, size],
    [
      { vmDiskClone: { imagePath: `/${name}/.acropolis/vmdisk/${image.vmDiskId}`, minimumSize: size + 512 } },
      size + 512
    ],
    [{ vmDiskClone: { diskAddress: { vmdiskUuid: image.vmDiskId } } }, size],
    [{ vmDiskCreate: { sizeMb: 4096, containerUuid: uuid } }, 4 * GIBIBYTE],
    [{ vmDiskCreate: { sizeMb: 4096, containerName: name } }, 4 * GIBIBYTE],
    [{ vmDiskCreate: { size: 3 * MEBIBYTE, containerId: number } }, 3 * MEBIBYTE],
    [{ vm_disk_create: { size_mb: 4096, storage_container_uuid: uuid } }, 4 * GIBIBYTE]
  ]
  const vm = await made(`${V1}/vms/`, {
    name: 'a1',
    memoryMb: 1024,
    numVcpus: 1,
    vmDisks: forms.map(([disk]) => disk)
  })
  const disks = (await disksOf(vm)) as { size: number; storage_container_uuid: string }[]
  t.same(
    disks.map(disk => disk.size),
    forms.map(([, bytes]) => bytes)
  )
  for (const disk of disks) t.equal(disk.storage_container_uuid, uuid)
})

t.test('a container that is not there is refused, by name or by number', async t => {
  const { ask } = await withImage(t)
  for (const where of [{ containerName: 'nowhere' }, { containerId: 4711 }]) {
    const vmDisks = [{ vmDiskCreate: { sizeMb: 1, ...where } }]
    const answer = await ask('france', 'POST', `${V1}/vms`, { name: 'a2', memoryMb: 1024, numVcpus: 1, vmDisks })
    t.match(answer, { status: 500, body: { message: /Storage container (nowhere|4711) does not exist/ } })
  }
})

t.test('v0.8 has the same fields for disks of VMs, of volume groups and of images', async t => {
  const { ask, get, made, disksOf, advance, image } = await withImage(t)
  const [{ uuid }] = (await get(`${V08}/vms`)).entities
  const before = await disksOf(uuid)
  await made(`${V08}/vms/${uuid}/disks`, {
    disks: [
      { vmDiskClone: { vmdisk_uuid: image.vmDiskId, minimumSizeMb: 65536 } },
      { isCdrom: true, isEmpty: true },
      { vmDiskCreate: { sizeMb: 1024 } }
    ]
  })
  t.same(
    (await disksOf(uuid)).slice(before.length).map((disk: { size: number }) => disk.size),
    [64 * GIBIBYTE, 0, GIBIBYTE]
  )
  const source = before[0].disk_address.vmdisk_uuid as string
  const group = await made(`${V08}/volume_groups`, {
    name: 'vg8',
    diskList: [{ createSpec: { sizeMb: 2048 } }, { cloneSpec: { vmDiskUuid: source, minimumSizeMb: 1024 ** 2 } }]
  })
  const { disk_list: disks } = await get(`${V2}/volume_groups/${group}`)
  t.match(disks, [{ vmdisk_size_bytes: 2 * GIBIBYTE }, { vmdisk_size_bytes: 1024 * GIBIBYTE }])
  await ask('france', 'POST', `${V08}/images`, { name: 'copy', vmDiskClone: { vmDiskUuid: image.vmDiskId } })
  await advance(60)
  const { entities } = await get(`${V08}/images?includeVmDiskSizes=true`)
  t.match(entities.at(-1), { name: 'copy', vmDiskSize: image.vmDiskSize })
})

t.test('v0.8 tells the disks of a snapshot by their UUIDs, in its own names', async t => {
  const { ask, get, disksOf, advance } = await withImage(t)
  const [{ uuid }] = (await get(`${V08}/vms`)).entities
  const disks = (await disksOf(uuid)) as { size: number; disk_address: { vmdisk_uuid: string } }[]
  await ask('france', 'POST', `${V08}/snapshots`, { snapshotSpecs: [{ vmUuid: uuid, snapshotName: 'before' }] })
  await advance(5)
  const [listed] = (await get(`${V08}/snapshots`)).entities
  const snapshot = await get(`${V08}/snapshots/${listed.uuid}`)
  const sources = snapshot.vmCreateSpecification.vmDisks as { vmDiskClone: object }[]
  t.equal(sources.length, disks.length)
  for (const [at, { vmDiskClone }] of sources.entries()) {
    // Evidence C [C: Swagger]: VMDiskSpecCloneDTO; and B [C: clients], which make the VM anew from these fields
    t.match(vmDiskClone, { vmDiskUuid: String, snapshotGroupId: snapshot.groupUuid, minimumSize: disks[at]?.size })
    t.match(vmDiskClone, { snapshotGroupUuid: snapshot.groupUuid, diskAddress: { vmdiskUuid: String } })
  }
})
