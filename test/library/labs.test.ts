/** Forks and other labs as a test author holds them: the same hands, in the same process and from elsewhere. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { createCertificate } from '../../server/http/listen/index.js'
import { connect, startEmulator } from '../../server/index.js'
import type { Emulator, EmulatorOptions } from '../../server/index.js'

const V2 = '/api/nutanix/v2.0'
const AT = '2026-01-31T08:00:00Z'
const protectedSites = { fixture: 'france-canada-protected', clock: 'frozen', at: AT } as const
type Names = 'france' | 'canada'

async function emulated(t: Test, options: EmulatorOptions = {}): Promise<Emulator<Names>> {
  const emulator = await startEmulator({ ...protectedSites, ...options })
  t.teardown(() => emulator.stop())
  return emulator as Emulator<Names>
}

const nowOf = async (emulator: Emulator): Promise<string> => (await emulator.clock.now()).toISOString()
const labsOf = async (emulator: Emulator): Promise<string[]> => (await emulator.labs.list()).map(({ name }) => name)

/** What holds of a fork, whoever holds it. */
async function goesOnByItself(t: Test, emulator: Emulator<Names>): Promise<Emulator<Names>> {
  await emulator.vm('web01').write('order-1')
  const other = await emulator.fork()
  t.equal(other.lab, 'lab-1')
  t.same(Object.keys(other.clusters), ['france', 'canada'])
  t.same(await other.vm('web01').marks(), ['order-1'], 'it begins as its parent is')

  const dark: string[] = []
  other.on('power-lost', ({ cluster }) => dark.push(String(cluster)))
  await other.clock.advance('1h')
  await other.vm('web01').write('order-2')
  await other.link('france', 'canada').cut()
  const answer = await other.clusters.canada.fetch(`${V2}/vms`)
  t.equal(answer.status, 200)
  await other.journal.expect({ operation: 'getVMs', cluster: 'canada' }, { times: 1 })
  t.match(await (await other.central.fetch(`${V2}/clusters`)).json(), { entities: [{ name: 'france' }, {}] })
  for (let power: 'lost' | 'on' = 'lost'; dark.length === 0; power = power === 'lost' ? 'on' : 'lost')
    await other.cluster('france').power(power) // from elsewhere the stream may not be open yet
  t.same(dark, ['france'])
  await other.saveState('ready')

  t.equal(await nowOf(emulator), new Date(AT).toISOString(), 'its parent has seen nothing of it')
  t.same(await emulator.vm('web01').marks(), ['order-1'])
  t.same(await emulator.journal.find(), [])
  t.equal((await emulator.cluster('france').state()).power, 'on')
  t.same((await emulator.api.get('/states')).states, [])
  t.ok((await emulator.link('france', 'canada').state()).lanes.every(({ up }) => up))
  await other.restoreState('ready')
  return other
}

t.test('a fork in this process has the same hands, on a lab of its own', async t => {
  const emulator = await emulated(t)
  const other = await goesOnByItself(t, emulator)
  t.not(other.clusters.france.url, emulator.clusters.france.url)
  t.not(other.clusters.france.ca, emulator.clusters.france.ca)
  t.match(await (await other.clusters.canada.fetch(`${V2}/cluster`)).json(), { name: 'canada' })

  const grandchild = await other.fork({ name: 'deeper', clock: 'running', rate: 5 })
  t.same(await grandchild.vm('web01', { cluster: 'france' }).marks(), ['order-1', 'order-2'])
  t.match(await grandchild.clock.state(), { mode: 'running', rate: 5 })
  t.same(await labsOf(other), ['main', 'lab-1', 'deeper'], 'labs stand side by side, whoever is asked')

  await other.stop()
  await other.stop()
  t.same(await labsOf(emulator), ['main', 'deeper'])
  await t.rejects(other.clock.now(), { name: 'EmulatorUnreachable' })
  t.match(await grandchild.clock.state(), { mode: 'running' }, 'a lab does not end with the one that it is of')
  await emulator.stop()
  await t.rejects(grandchild.clock.now(), { name: 'EmulatorUnreachable' })
  await grandchild.stop()
})

t.test('over plain HTTP too, and with a certificate that knows no address of a lab', async t => {
  const plain = await emulated(t, { http: true })
  await goesOnByItself(t, plain)

  const { cert, key } = createCertificate(['127.0.0.1', '127.0.0.2', '127.0.0.3'], new Date())
  const folder = t.testdir({ 'cert.pem': cert, 'key.pem': key })
  const emulator = await emulated(t, { cert: `${folder}/cert.pem`, key: `${folder}/key.pem` })
  const other = await goesOnByItself(t, emulator)
  t.equal(new URL(other.clusters.france.url).hostname, '127.0.0.1', 'it is reached by its Host name')
  await other.stop()
  t.same(await labsOf(emulator), ['main'])
})

/** As one in a container: what it tells of addresses of labs leads nowhere from here. */
function withoutAddresses({ api }: Emulator): void {
  const post = api.post as (path: string, options?: object) => Promise<object>
  const elsewhere = { control: 'https://127.0.0.1:1/emulator/v1' }
  Object.assign(api, {
    post: async (path: string, options?: object) => ({
      ...(await post(path, options)),
      ...(path === '/labs' && elsewhere)
    })
  })
}

t.test('from elsewhere: where its addresses can be reached, and by Host name where they cannot', async t => {
  const local = await emulated(t)
  const { url, ca } = local.clusters.france
  for (const reached of [true, false]) {
    await using emulator = (await connect(url, { ca, clusters: {} })) as Emulator<Names>
    t.equal(emulator.lab, 'main')
    if (!reached) withoutAddresses(emulator)
    const other = await goesOnByItself(t, emulator)
    t.equal(other.clusters.france.url === url, !reached)
    await using sameLab = await connect(other.control)
    t.equal(sameLab.lab, 'lab-1')
    t.equal((await sameLab.clusters['france']?.fetch(`${V2}/cluster`))?.status, 200)
    await other.stop()
    t.same(await labsOf(local), ['main'], 'it ends, and the emulator goes on')
    await local.reset()
  }
})

t.test('a lab is made of a fixture or a state, opened by name and removed', async t => {
  const emulator = await emulated(t)
  const later = await emulator.labs.create({ fixture: 'france-canada', at: '2030-01-01T00:00:00Z', name: 'later' })
  t.equal(await nowOf(later), '2030-01-01T00:00:00.000Z')
  const fixture = { clusters: [{ name: 'rome', vip: '10.0.0.1', subnet: '10.0.0.0/24' }] } as const
  const italy = await emulator.labs.create({ fixture })
  t.match(await italy.cluster('rome').state(), { name: 'rome' })
  // @ts-expect-error: the names of its clusters are known to the compiler
  t.throws(() => italy.cluster('france'), { code: 'invalid-argument' })

  await emulator.vm('web01').write('order-1')
  await emulator.saveState('ready')
  await emulator.vm('web01').write('order-2')
  const ready = await emulator.labs.create({ state: 'ready', seed: 'other' })
  t.same(await ready.vm('web01').marks(), ['order-1'])

  const again = await emulator.labs.open('later')
  t.equal(await nowOf(again), '2030-01-01T00:00:00.000Z')
  await emulator.labs.remove('later')
  await again.stop()
  t.same(await labsOf(emulator), ['main', italy.lab, ready.lab])
  const main = await ready.labs.open('main')
  await main.stop()
  t.same(await emulator.vm('web01').marks(), ['order-1', 'order-2'], 'the first lab is left when its hands are let go')
})

t.test('a lab begins with a fixture in a file, and a reset goes to one', async t => {
  const emulator = await emulated(t)
  const folder = await mkdtemp(join(tmpdir(), 'pesim-labs-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'mine.json')
  const cluster = (name: string, n: number) => ({ name, vip: `10.0.${n}.10`, subnet: `10.0.${n}.0/24` })
  const fixture = { clusters: [{ ...cluster('france', 1), vms: [{ name: 'alone' }] }, cluster('canada', 2)] }
  await writeFile(file, JSON.stringify(fixture))
  const lab = await emulator.labs.create({ fixture: file })
  t.same(
    (await lab.cluster('france').vms()).map(({ name }) => name),
    ['alone']
  )
  for (const choice of [file, fixture]) {
    await emulator.reset()
    t.not((await emulator.cluster('france').vms()).length, 1)
    await emulator.reset({ fixture: choice })
    t.same(
      (await emulator.cluster('france').vms()).map(({ name }) => name),
      ['alone']
    )
  }
  const none = { code: 'invalid-fixture', message: /none\.json cannot be read: ENOENT/ }
  await t.rejects(emulator.reset({ fixture: join(folder, 'none.json') }), none)
  await t.rejects(emulator.labs.create({ fixture: join(folder, 'none.json') }), none)
  await t.rejects(emulator.reset({ fixture: { clusters: [] } }), { code: 'fixture/invalid' })
  await t.rejects(emulator.reset({ fixture: { clusters: [cluster('france', 1)] } }), { code: 'fixture/other-clusters' })
})

t.test('what cannot be a lab is refused by name', async t => {
  const emulator = await emulated(t)
  await emulator.fork({ name: 'child' })
  const { labs } = emulator
  const refusals: [() => Promise<unknown>, string, RegExp][] = [
    [() => emulator.fork({ nam: 'x' } as object), 'invalid-argument', /no field nam of a fork. Did you mean name\?/],
    [() => emulator.fork({ at: AT } as object), 'invalid-argument', /no field at of a fork/],
    [() => emulator.fork({ name: 'child' }), 'lab/exists', /child/],
    [() => labs.create({ fixtur: 'x' } as object), 'invalid-argument', /Did you mean fixture\?/],
    [() => labs.create({ fixture: 'france-canda' }), 'fixture/not-found', /Did you mean france-canada/],
    [() => labs.create({ state: 'x', at: AT }), 'invalid-request', /own time/],
    [() => labs.create({ at: 'soon' }), 'invalid-argument', /no instant/],
    [() => labs.open('chidl'), 'lab/not-found', /Did you mean child\?/],
    [() => labs.remove('main'), 'lab/first', /reset/]
  ]
  for (const [attempt, code, message] of refusals) await t.rejects(attempt(), { code, message }, String(attempt))
  t.same(await labsOf(emulator), ['main', 'child'])
})
