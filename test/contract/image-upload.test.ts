/** The content of an image as clients of v0.8 send it: counted, and thrown away. */
import t from 'tap'
import { countedUpload } from '../../server/http/contract/uploads.js'
import { V2, emulator } from '../support/emulator.js'
import type { Answer } from '../support/emulator.js'

const V08 = '/PrismGateway/services/rest/v0.8'

async function withImage(t: Parameters<typeof emulator>[0]) {
  const lab = await emulator(t, { fixture: 'france-canada-protected' })
  await lab.ask('france', 'POST', `${V08}/images`, { name: 'golden', imageType: 'DISK_IMAGE' })
  await lab.advance(60)
  const { uuid } = (await lab.get(`${V08}/images`)).entities.at(-1)
  const upload = (payload: string | Buffer, headers = {}): Promise<Answer> =>
    lab.send('france', { method: 'PUT', url: `${V08}/images/${uuid}/upload`, payload, headers })
  const image = () => lab.get(`${V08}/images/${uuid}`)
  return { ...lab, uuid, upload, image }
}

t.test('an image is active once its content has come, as large as that, in the container of the header', async t => {
  const { advance, get, image, upload, uuid } = await withImage(t)
  t.match(await image(), { imageState: 'INACTIVE' })
  const [, { storage_container_uuid: container, id }] = (await get(`${V2}/storage_containers`)).entities
  // Larger than any other body may be, and no JSON
  const content = Buffer.alloc(3_000_001, 0xff)
  const headers = { 'content-type': 'application/octet-stream', 'x-nutanix-destination-container': container }
  const { status, body } = await upload(content, headers)
  t.match([status, body], [200, { taskUuid: String }])
  const { entities } = await get(`${V08}/tasks?entityUuids=${uuid}`)
  t.match(entities, [{ uuid: body.taskUuid, progressStatus: 'kRunning' }], 'one task, which clients wait for')
  t.equal(entities.length, 1)
  await advance(60)
  t.match(await image(), { imageState: 'ACTIVE', vmDiskSize: content.length })
  t.match(await get(`${V2}/images/${uuid}`), { storage_container_uuid: container, vm_disk_size: content.length })

  const asNumber = { 'content-type': 'application/json', 'x-nutanix-destination-container': id.split('::').at(-1) }
  t.match(await upload('no JSON', asNumber), { status: 200 }, 'of any type; the container by its number')
  await advance(60)
  t.match(await get(`${V2}/images/${uuid}`), { storage_container_uuid: container, vm_disk_size: 7 })
})

t.test('what cannot be an image is refused, and changes nothing', async t => {
  const { advance, image, send, upload } = await withImage(t)
  const before = await image()
  t.match(await upload(''), { status: 500, body: { message: /one byte at least/ } })
  const nowhere = { 'x-nutanix-destination-container': 'nowhere' }
  t.match(await upload('content', nowhere), { status: 500, body: { message: /container nowhere does not exist/ } })
  const url = `${V08}/images/nosuch/upload`
  t.match(await send('france', { method: 'PUT', url, payload: 'x' }), { status: 500, body: { message: /nosuch/ } })
  t.match(await send('france', { method: 'POST', url, payload: 'x' }), { status: 405, headers: { allow: 'PUT' } })
  const authorization = 'Basic Og=='
  t.match(await upload('content', { authorization }), { status: 401 })
  await advance(60)
  t.same(await image(), before)
})

t.test('content that breaks off is the fault of who sent it', async t => {
  async function* content(): AsyncGenerator<Buffer> {
    yield Buffer.alloc(3)
    throw new Error('aborted')
  }
  const count = countedUpload({ paths: [], headers: {} })
  const refused = { status: 400, message: 'The content broke off after 3 bytes' }
  await t.rejects(count({ headers: {} } as never, undefined as never, content()), refused)
})
