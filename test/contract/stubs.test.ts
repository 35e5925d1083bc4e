/**
 * What is published and not emulated: answered from its model, the same for the same seed and path, and honest about it.
 * Which operations these are is computed: whatever is emulated one day leaves this test by itself.
 */
import t from 'tap'
import type { Operation, Schema } from '../../server/http/contract/contract.js'
import { localizeStub } from '../../server/prism/stubs/stub-names.js'
import { emulator } from '../support/emulator.js'
import type { Method } from '../support/emulator.js'
import { served } from './operations.js'

interface Stub {
  readonly url: string
  readonly v1: boolean
  readonly operation: Operation
}

const all: readonly Stub[] = served
  .filter(({ emulated }) => !emulated)
  .map(({ contract: { name, bases }, operation }) => ({
    url: `${bases[0]}${operation.path.replace(/\{\w+\}/g, 'some')}`,
    v1: !name.startsWith('v2'),
    operation
  }))
const asksNothing = ({ operation: { parameters, body } }: Stub): boolean =>
  body === undefined && parameters.every(({ in: where, required }) => where === 'path' || !required)
const readable = all.filter(stub => stub.operation.method === 'GET' && asksNothing(stub)).slice(0, 12)
const writable = all.filter(stub => stub.operation.method !== 'GET' && asksNothing(stub)).slice(0, 12)

t.test('an operation that is not emulated answers from its model, and says so', async t => {
  const { ask } = await emulator(t)
  t.ok(readable.length > 0 && writable.length > 0)
  for (const { operation, url } of [...readable, ...writable]) {
    const { status, headers, text } = await ask('france', operation.method as Method, url)
    t.equal(status, operation.success.status, `${operation.method} ${url}: ${text.slice(0, 200)}`)
    t.equal(headers['x-pesim'], 'stub', url)
  }
  t.notOk(
    'x-pesim' in (await ask('france', 'GET', '/api/nutanix/v2.0/vms')).headers,
    'and one that is emulated does not'
  )
})

t.test('the same seed and path give the same answer, whenever and wherever', async t => {
  const [one, other] = [await emulator(t), await emulator(t)]
  await other.advance(1000)
  const telling = readable.filter(({ operation }) => JSON.stringify(operation.success.schema ?? {}).includes('$ref'))
  t.ok(telling.length > 0)
  for (const { url } of telling) {
    const first = await one.ask('france', 'GET', url)
    t.equal((await one.ask('france', 'GET', url)).text, first.text)
    t.equal((await other.ask('france', 'GET', `${url}/?counts=7`)).text, first.text)
    if (first.text !== '{}') t.not((await one.ask('canada', 'GET', url)).text, first.text, 'but not on another cluster')
  }
})

t.test('what is made up speaks of this cluster', async t => {
  const { lab } = await emulator(t)
  const here = lab.world.clusters['france']
  if (here === undefined) throw new Error('There is no France')
  const text: Schema = { type: 'string' }
  const row: Schema = { type: 'object', properties: { cluster_uuid: text, node_uuid: text, remark: text } }
  const schema: Schema = { type: 'object', properties: { metadata: {}, entities: { type: 'array', items: row } } }
  const made = { cluster_uuid: 'x', node_uuid: 'y', remark: 'z' }
  const localized = localizeStub(
    { metadata: { grand_total_entities: 9 }, entities: [made, made] },
    schema,
    here,
    3
  ) as {
    metadata: object
    entities: { cluster_uuid: string; node_uuid: string; remark: string }[]
  }
  t.match(localized.metadata, { grand_total_entities: 2 })
  for (const { cluster_uuid: cluster, node_uuid: node, remark } of localized.entities) {
    t.equal(cluster, here.uuid)
    t.ok(
      here.hosts.some(({ uuid }) => uuid === node),
      'on one of its hosts'
    )
    t.equal(remark, 'z')
  }
})

t.test('strict, they are refused in the form of their version', async t => {
  const { ask } = await emulator(t, { strict: true })
  for (const { operation, url, v1 } of [...readable, ...writable]) {
    const { status, body } = await ask('france', operation.method as Method, url)
    t.equal(status, 501, url)
    t.match(body, { message: `${operation.id} is published`, [v1 ? 'errorCode' : 'error_code']: { code: 501 } })
  }
  t.equal((await ask('france', 'GET', '/api/nutanix/v2.0/vms')).status, 200)
})

t.test('what nobody publishes is not there', async t => {
  const { ask } = await emulator(t)
  const v2 = '/api/nutanix/v2.0'
  t.match(await ask('france', 'GET', `${v2}/nothing`), { status: 404, body: { error_code: { code: 404 } } })
  t.match(await ask('france', 'PATCH', `${v2}/ha`), { status: 405, headers: { allow: 'GET, HEAD, PUT' } })
  t.match(await ask('france', 'DELETE', '/api/nutanix/v1/storage_pools'), { status: 405, body: { errorCode: {} } })
})
