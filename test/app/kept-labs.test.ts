/** Labs and states with a data directory: they are there after a restart, and their files are gone when they are. */
import { existsSync, readdirSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { emulator, V2 } from '../support/emulator.js'
import type { Emulator, Method } from '../support/emulator.js'

const BASE = '/emulator/v1'
const SITE = 'france.child.localhost'

function hands({ ask }: Emulator) {
  return {
    control: (method: Method, path: string, body?: unknown) => ask('france', method, BASE + path, body),
    create: async (host: string, value: string) =>
      (await ask(host, 'POST', `${V2}/protection_domains`, { value })).status,
    worldOf: async (lab: string) => (await ask('france', 'GET', `${BASE}/labs/${lab}/world`)).text
  }
}

t.test('labs and states go on after a restart as they were, and as they would have', async t => {
  const data = `${t.testdir({})}/data`
  const first = await emulator(t, { data })
  const { control, create, worldOf } = hands(first)
  const fixture = { clusters: [{ name: 'rome', vip: '10.0.0.1', subnet: '10.0.0.0/24' }] }
  const clock = { rate: 5, at: '2030-01-01T00:00:00Z' }
  t.equal((await control('POST', '/labs', { name: 'italy', fixture, clock, seed: 'x' })).status, 200)
  t.equal((await control('POST', '/labs', { name: 'child', fork_of: 'main' })).status, 200)
  t.equal(await create(SITE, 'gold'), 201)
  t.equal((await control('POST', '/labs/child/states', { name: 'Ready' })).status, 200)
  t.equal((await control('POST', '/states', { name: 'begun' })).status, 200)
  const exported = (await control('GET', '/labs/child/states/Ready')).text
  t.equal(await create(SITE, 'lead'), 201)
  const worlds = await Promise.all(['italy', 'child', 'main'].map(worldOf))
  t.equal(await create(SITE, 'tin'), 201)
  const later = await worldOf('child')
  await control('POST', '/labs/child/states/Ready/restore')
  await create(SITE, 'lead')
  t.equal(await worldOf('child'), worlds[1])
  await first.close()

  const again = await emulator(t, { data })
  const then = hands(again)
  t.same(await Promise.all(['italy', 'child', 'main'].map(then.worldOf)), worlds)
  t.match((await then.control('GET', '/labs/italy')).body, { clock: { mode: 'frozen', rate: 5 }, seed: 'x' })
  t.match((await then.control('GET', '/labs/child')).body, { parent: 'main' })
  t.match((await then.control('GET', '/states')).body, { states: [{ name: 'begun' }] })
  t.equal((await then.control('GET', '/labs/child/states/Ready')).text, exported)
  t.equal(await then.create(SITE, 'tin'), 201)
  t.equal(await then.worldOf('child'), later, 'identifiers go on as they would have')
  t.match(await then.control('POST', '/labs/child/states/Ready/restore'), { status: 200 })
  t.match(await then.control('POST', '/labs/italy/world/reset'), { body: { now: '2030-01-01T00:00:00.000Z' } })
  t.match((await then.control('GET', '/labs/italy/clusters')).body, { clusters: [{ name: 'rome' }] })
  t.match((await then.control('GET', '/labs/italy')).body, { seed: 'x' }, 'a reset leads to its own fixture')
  await again.close()
})

t.test('what is deleted frees its files, and what a crash left of a deletion is cleared away', async t => {
  const data = `${t.testdir({})}/data`
  const first = await emulator(t, { data })
  const { control } = hands(first)
  await control('POST', '/labs', { name: 'child', fork_of: 'main' })
  await control('POST', '/labs', { name: 'other', fork_of: 'main' })
  await control('POST', '/labs/child/states', { name: 'ready' })
  await control('POST', '/states', { name: 'ready' })
  await control('POST', '/states', { name: 'set' })
  t.same(readdirSync(join(data, 'states')).sort(), ['ready.json', 'set.json'])
  t.same(readdirSync(join(data, 'labs')).sort(), ['child', 'other'])
  t.same(readdirSync(join(data, 'labs/child/states')), ['ready.json'])

  await control('DELETE', '/states/ready')
  t.same(readdirSync(join(data, 'states')), ['set.json'])
  await control('DELETE', '/labs/child')
  t.same(readdirSync(join(data, 'labs')), ['other'])
  await first.close()

  await mkdir(join(data, 'labs/child.0123456789ab.deleted/states'), { recursive: true })
  await writeFile(join(data, 'labs/child.0123456789ab.deleted/lab.json'), '{}')
  await writeFile(join(data, 'labs/child.0123456789ab.deleted/states/=ready.json'), '{}')
  await mkdir(join(data, 'labs/made'))
  await writeFile(join(data, 'labs/made/lab.json.0123456789ab.unfinished'), '{')
  await writeFile(join(data, 'labs/other/lab.json.0123456789ab.unfinished'), '{')
  await writeFile(join(data, 'states/new.json.0123456789ab.unfinished'), '{')
  await writeFile(join(data, 'certificate.pem.0123456789ab.unfinished'), '')
  const again = await emulator(t, { data })
  t.same(
    (await hands(again).control('GET', '/labs')).body.labs.map(({ name }: { name: string }) => name),
    ['main', 'other']
  )
  t.same(readdirSync(join(data, 'labs')), ['other'])
  t.same(readdirSync(join(data, 'states')), ['set.json'])
  t.notOk(existsSync(join(data, 'labs/other/lab.json.0123456789ab.unfinished')))
  t.notOk(existsSync(join(data, 'certificate.pem.0123456789ab.unfinished')))
  await again.close()
})

t.test('what cannot be saved is not there', async t => {
  const data = `${t.testdir({})}/data`
  const started = await emulator(t, { data })
  const { control } = hands(started)
  const block = async (): Promise<void> => {
    await rm(join(data, 'states'), { recursive: true, force: true })
    await writeFile(join(data, 'states'), 'in the way')
    await writeFile(join(data, 'labs'), 'in the way')
  }
  await block()
  for (const [path, body] of [
    ['/labs', { name: 'child' }],
    ['/states', { name: 'ready' }]
  ] as const) {
    const { status, body: answer } = await control('POST', path, body)
    t.equal(status, 503)
    t.match(answer.error, { code: 'storage-failing', message: /has not happened/ })
  }
  t.same((await control('GET', '/states')).body, { states: [] })
  t.equal((await control('GET', '/labs')).body.labs.length, 1)
  await started.close()
})

t.test('a lab that could be made and not saved is not there either', async t => {
  const data = `${t.testdir({})}/data`
  const started = await emulator(t, { data })
  const { control } = hands(started)
  await rm(data, { recursive: true }) // with it goes the lock, so that nothing may be written any more
  t.match(await control('POST', '/labs', { name: 'child' }), {
    status: 503,
    body: { error: { code: 'storage-failing' } }
  })
  t.equal((await control('GET', '/labs')).body.labs.length, 1)
  await t.rejects(started.close(), { name: 'StorageFailure' })
})

t.test(
  'a file of a state that was damaged is told when it is asked for; one of a lab keeps a start from going on',
  async t => {
    const data = `${t.testdir({})}/data`
    const first = await emulator(t, { data })
    await hands(first).control('POST', '/states', { name: 'ready' })
    await hands(first).control('POST', '/labs', { name: 'child' })
    await first.close()
    const damage = async (file: string): Promise<void> => {
      const path = join(data, file)
      await writeFile(path, (await readFile(path, 'utf8')).replace('"france"', '"frence"'))
    }
    await damage('states/ready.json')
    const again = await emulator(t, { data })
    t.match(await hands(again).control('POST', '/states/ready/restore'), {
      status: 400,
      body: { error: { code: 'state/invalid', message: /states\/ready.json is damaged/ } }
    })
    t.match(await hands(again).control('DELETE', '/states/ready'), { status: 200 })
    await again.close()
    await damage('labs/child/lab.json')
    await t.rejects(emulator(t, { data }), { name: 'UnreadableData', message: /labs\/child\/lab.json is damaged/ })
  }
)
