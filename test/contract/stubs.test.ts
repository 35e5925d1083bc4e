/** What is published and not emulated: answered from its model, the same for the same seed and path, and honest about it. */
import t from 'tap'
import { emulator } from './emulator.js'

const V1 = '/api/nutanix/v1'
const V2 = '/api/nutanix/v2.0'
const V08 = '/api/nutanix/v0.8'

t.test('an operation that is not emulated answers from its model, and says so', async t => {
  const { ask } = await emulator(t)
  const calls = [
    ['GET', `${V2}/snmp/`, 200],
    ['GET', `${V2}/snmp/traps?count=3`, 200],
    ['POST', `${V2}/images`, 201, {}],
    ['PUT', `${V2}/ha`, 200, {}],
    ['GET', `${V1}/license`, 200],
    ['GET', `${V1}/vms/alerts`, 200],
    ['POST', `${V1}/vfilers/some/protect`, 200],
    ['GET', `${V08}/vms`, 200],
    ['DELETE', `${V08}/vms/some%20vm/`, 200]
  ] as const
  for (const [method, url, status, body] of calls) {
    const answer = await ask('france', method, url, body)
    t.equal(answer.status, status, `${method} ${url}: ${answer.text.slice(0, 200)}`)
    t.equal(answer.headers['x-pesim'], 'stub', url)
  }
  const { headers } = await ask('france', 'GET', `${V2}/vms`)
  t.notOk('x-pesim' in headers, 'and one that is emulated does not')
})

t.test('the same seed and path give the same answer, whenever and wherever', async t => {
  const [one, other] = [await emulator(t), await emulator(t)]
  await other.advance(1000)
  for (const url of [`${V2}/snmp/traps`, `${V1}/license`, `${V08}/tasks`]) {
    const first = await one.ask('france', 'GET', url)
    t.equal((await one.ask('france', 'GET', url)).text, first.text)
    t.equal((await other.ask('france', 'GET', `${url}/?count=7`)).text, first.text)
    t.not((await one.ask('canada', 'GET', url)).text, first.text, 'but not on another cluster')
  }
})

t.test('what is made up speaks of this cluster', async t => {
  const { ask } = await emulator(t)
  const { body: hosts } = await ask('france', 'GET', `${V2}/hosts`)
  const { body: cluster } = await ask('france', 'GET', `${V2}/cluster`)
  const uuids = (hosts.entities as { uuid: string; name: string }[]).map(({ uuid }) => uuid)
  const { body: disks } = await ask('france', 'GET', `${V2}/disks`)
  t.ok(disks.entities.length > 0)
  for (const disk of disks.entities) {
    t.equal(disk.cluster_uuid, cluster.uuid)
    t.ok(uuids.includes(disk.node_uuid as string), 'on one of its hosts')
  }
  t.equal(disks.metadata.grand_total_entities, disks.entities.length)
  const { body: vms } = await ask('france', 'GET', `${V08}/vms`)
  for (const vm of vms.entities) t.ok(uuids.includes(vm.hostUuid as string), 'and so are VMs')
})

t.test('requests are checked as everywhere', async t => {
  const { ask } = await emulator(t)
  const wrong = [
    ['GET', `${V2}/disks?count=many`, /count/],
    ['PUT', `${V2}/ha`, /body/],
    ['POST', `${V2}/images`, /body/, 'text'],
    ['POST', `${V1}/comments`, /body/]
  ] as const
  for (const [method, url, message, body] of wrong) {
    t.match(await ask('france', method, url, body), { status: 400, body: { message } }, url)
  }
  t.match(await ask('france', 'GET', `${V2}/nothing`), { status: 404, body: { error_code: { code: 404 } } })
  t.match(await ask('france', 'PATCH', `${V2}/ha`), { status: 405, headers: { allow: 'GET, HEAD, PUT' } })
  t.match(await ask('france', 'DELETE', `${V1}/license`), { status: 405, body: { errorCode: {} } })
})

t.test('strict, they are refused in the form of their version', async t => {
  const { ask } = await emulator(t, { strict: true })
  t.match(await ask('france', 'GET', `${V2}/snmp/traps`), {
    status: 501,
    body: { message: /getSnmpTraps is published/, error_code: { code: 501 } }
  })
  t.match(await ask('france', 'GET', `${V1}/license`), { status: 501, body: { errorCode: { code: 501 } } })
  t.match(await ask('france', 'GET', `${V08}/vms`), { status: 501 })
  t.equal((await ask('france', 'GET', `${V2}/vms`)).status, 200)
})
