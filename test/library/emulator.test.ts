/** The emulator as a test author holds it: clock, waiting, links, clusters, VMs, trouble, events. */
import t from 'tap'
import type { Test } from 'tap'
import { connect, startEmulator } from '../../server/index.js'
import type { ControlClient, Emulator, WorldEvent } from '../../server/index.js'
import { ControlRefused } from '../../server/client/index.js'
import { clockOf } from '../../server/library/clock.js'

const V2 = '/api/nutanix/v2.0'
const AT = '2026-01-31T08:00:00Z'
type Names = 'france' | 'canada'

async function emulated(
  t: Test,
  options: { clock?: 'frozen' | 'running'; rate?: number } = {}
): Promise<Emulator<Names>> {
  const emulator = await startEmulator({ clock: 'frozen', at: AT, fixture: 'france-canada-protected', ...options })
  t.teardown(() => emulator.stop())
  return emulator
}

t.test('fetch of a cluster trusts its certificate, logs in, and answers with a standard Response', async t => {
  const { clusters, central } = await emulated(t)
  const answer = await clusters.canada.fetch(`${V2}/cluster`)
  t.equal(answer.constructor, Response)
  t.match(await answer.json(), { name: 'canada' })
  t.match(clusters.canada.ca, /BEGIN CERTIFICATE/)
  const made = await clusters.france.fetch(`${V2}/protection_domains`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ value: 'silver' })
  })
  t.equal(made.status, 201)
  const authorization = `Basic ${Buffer.from('admin:wrong').toString('base64')}`
  t.equal((await clusters.france.fetch(`${V2}/cluster`, { headers: { authorization } })).status, 401)
  t.equal((await central.fetch(`${V2}/clusters`)).status, 200)
  await t.rejects(clusters.france.fetch('https://example.com/'), { code: 'invalid-argument' })
})

t.test('fetch of a cluster fails as the global fetch does', async t => {
  await using emulator = await startEmulator({ clock: 'frozen', http: true })
  const { france } = emulator.clusters
  const failure = async (attempt: Promise<unknown>): Promise<TypeError> => {
    const error = await attempt.then(
      () => undefined,
      (reason: unknown) => reason
    )
    return error as TypeError
  }
  const looks = ({ name, message, cause }: TypeError) => ({ name, message, cause: (cause as { code?: string }).code })
  await emulator.mishaps.add({ cluster: 'canada', reset: true })
  await emulator.cluster('france').power('lost')
  for (const { url, fetch: own } of [france, emulator.clusters.canada]) {
    const ours = await failure(own(`${V2}/cluster`))
    t.ok(ours instanceof TypeError)
    t.same(looks(ours), { name: 'TypeError', message: 'fetch failed', cause: 'ECONNRESET' })
    t.match(await failure(fetch(`${url}${V2}/cluster`)), { name: 'TypeError', message: 'fetch failed', cause: {} })
  }
  const reason = new Error('enough')
  t.equal(await failure(france.fetch(`${V2}/cluster`, { signal: AbortSignal.abort(reason) })), reason)
})

t.test('a cluster without an address of its own is asked by its name', async t => {
  await using emulator = await startEmulator({ clock: 'frozen', listen: ['canada=127.0.0.1:0'] })
  t.match(await (await emulator.clusters.france.fetch(`${V2}/cluster`)).json(), { name: 'france' })
  t.match(await (await emulator.clusters.canada.fetch(`${V2}/cluster`)).json(), { name: 'canada' })
})

t.test('the clock moves by a duration or to an instant, freezes and runs', async t => {
  const { clock } = await emulated(t)
  const at = async (): Promise<string> => (await clock.now()).toISOString()
  for (const [how, then] of [
    ['1h', '2026-01-31T09:00:00.000Z'],
    ['1h 30min', '2026-01-31T10:30:00.000Z'],
    ['250ms', '2026-01-31T10:30:00.250Z'],
    [{ seconds: 59.75 }, '2026-01-31T10:31:00.000Z'],
    ['2026-02-01T00:00:00Z', '2026-02-01T00:00:00.000Z'],
    [new Date('2026-02-02T00:00:00Z'), '2026-02-02T00:00:00.000Z']
  ] as const) {
    await clock.advance(how)
    t.equal(await at(), then, JSON.stringify(how))
  }
  for (const how of [
    '',
    'soon',
    '1 fortnight',
    '1h and',
    { seconds: -1 },
    { seconds: NaN },
    new Date(NaN),
    '2026-13-01'
  ])
    await t.rejects(clock.advance(how), { name: 'InvalidArgument', code: 'invalid-argument' }, JSON.stringify(how))
  await t.rejects(clock.advance(new Date(0)), { name: 'ControlRefused', code: 'clock/past' })
  t.match(await clock.run(60), { mode: 'running', rate: 60 })
  t.match(await clock.freeze(), { mode: 'frozen', rate: 60 })
})

t.test('until moves a frozen clock to the event, and no further', async t => {
  const emulator = await emulated(t)
  const event = await emulator.until('snapshot-received', { cluster: 'canada', name: 'gold', within: '2h' })
  t.match(event, { type: 'snapshot-received', cluster: 'canada' })
  t.equal((await emulator.clock.state()).now_usecs, event.at_usecs)
  await t.rejects(emulator.until('power-lost', { within: '1h' }), { code: 'clock/not-reached' })
  await t.rejects(emulator.until('power-lots' as 'power-lost'), { code: 'event-type/not-found', message: /power-lost/ })
  await t.rejects(emulator.until('power-lost', { cluster: 'frnace' as 'france' }), {
    code: 'invalid-argument',
    message: 'There is no cluster frnace. Did you mean france?'
  })
  t.match(await emulator.untilIdle(), { commands: Number })
})

t.test('until waits for the event on a running clock', async t => {
  const emulator = await emulated(t, { clock: 'running', rate: 3600 })
  const event = await emulator.until('snapshot-received', { cluster: 'canada', within: '1d' })
  t.match(event, { type: 'snapshot-received', cluster: 'canada' })
  t.match(await emulator.clock.state(), { mode: 'running' })
  await emulator.clock.run(1_000_000)
  await t.rejects(emulator.until('power-lost', { cluster: 'canada', within: '1h' }), {
    code: 'clock/not-reached',
    message: 'There was no power-lost on canada within 3600 simulated seconds'
  })
})

t.test('links, power, marks, incidents, mishaps, ledger and score are one call each', async t => {
  const emulator = await emulated(t)
  const link = emulator.link('canada', 'france')
  const lanes = async (): Promise<object> => {
    const { lanes } = await link.state()
    return Object.fromEntries(lanes.map(({ from, up, bandwidth_bits_per_second: rate }) => [from, up ? rate : 0]))
  }
  const whole = await lanes()
  await link.cut({ from: 'france' })
  t.match(await lanes(), { france: 0 })
  await link.slow({ from: 'canada', bandwidth_bits_per_second: 1000 })
  t.same(await lanes(), { france: 0, canada: 1000 })
  await link.heal()
  t.same(await lanes(), whole)
  await link.cut()
  t.same(await lanes(), { france: 0, canada: 0 })
  await link.heal()

  t.match(await emulator.cluster('france').state(), { name: 'france', power: 'on' })
  const [vm] = await emulator.cluster('france').vms()
  const handle = emulator.vm(vm?.name ?? '')
  await handle.write('order-5', { bytes: 1_000_000 })
  t.same(await handle.marks(), ['order-5'])
  t.match(await handle.state(), { uuid: vm?.uuid, cluster: 'france' })
  await t.rejects(emulator.vm(`${vm?.name}x`).marks(), {
    code: 'invalid-argument',
    message: new RegExp(`mean ${vm?.name}`)
  })

  const { id } = await emulator.incidents.plan({ what: 'site-power', cluster: 'france', begins: { after_seconds: 60 } })
  t.match(await emulator.incidents.get(id), { state: 'waiting' })
  await emulator.clock.advance('61s')
  t.equal((await emulator.cluster('france').state()).power, 'lost')
  t.match(await emulator.incidents.withdraw(id), { state: 'withdrawn' })
  t.match(await emulator.incidents.list(), [{ id }])

  await emulator.mishaps.add({ operation: 'getVMs', status: 503, count: 1 })
  t.equal((await emulator.clusters.canada.fetch(`${V2}/vms`)).status, 503)
  t.match(await emulator.mishaps.list(), [{ hits: 1 }])
  await emulator.mishaps.clear()
  t.same(await emulator.mishaps.list(), [])

  t.match(await emulator.ledger(), { protections: [{ domain: 'gold' }] })
  t.match(await emulator.score({ from: AT }), { points: Number })
  t.same(await emulator.violations(), [])
  await emulator.reset()
  t.equal((await emulator.clock.now()).toISOString(), new Date(AT).toISOString())
  t.same(await handle.marks(), [])
})

t.test('a listener has been told before the call that brought it about resolves', async t => {
  const emulator = await emulated(t)
  const lost: string[] = []
  const all: string[] = []
  const note = (list: string[]) => (event: WorldEvent) => void list.push(`${event.type} ${event.cluster ?? ''}`)
  const end = emulator.on('power-lost', note(lost))
  emulator.on('*', note(all))
  await emulator.cluster('france').power('lost')
  t.same(lost, ['power-lost france'])
  end()
  await emulator.cluster('canada').power('lost')
  t.same(lost, ['power-lost france'])
  t.ok(all.includes('power-lost canada'))
  t.throws(() => emulator.on('power-lots' as 'power-lost', note(lost)), { message: /Did you mean power-lost/ })
})

t.test('a state is saved, and gone back to', async t => {
  const emulator = await emulated(t)
  t.match(await emulator.saveState('ready'), { name: 'ready' })
  await emulator.vm('web01').write('order-5')
  await emulator.clock.advance('1h')
  await emulator.restoreState('ready')
  t.same(await emulator.vm('web01').marks(), [])
  t.equal((await emulator.clock.now()).toISOString(), new Date(AT).toISOString())
  await t.rejects(emulator.restoreState('redy'), { name: 'ControlRefused', status: 404 })
})

t.test('an emulator elsewhere is the same object', async t => {
  const local = await emulated(t)
  const { port } = new URL(local.clusters.canada.url)
  await using emulator = await connect(
    `https://localhost:${port}`.replace('localhost', new URL(local.clusters.canada.url).hostname),
    {
      ca: local.clusters.canada.ca
    }
  )
  t.same(Object.keys(emulator.clusters), ['france', 'canada'])
  t.match(await (await emulator.clusters['france']?.fetch(`${V2}/cluster`))?.json(), { name: 'france' })
  const received: WorldEvent[] = []
  emulator.on('power-lost', event => received.push(event))
  for (let power: 'lost' | 'on' = 'lost'; received.length === 0; power = power === 'lost' ? 'on' : 'lost')
    await emulator.cluster('france').power(power) // the stream may not be open yet
  t.match(received, [{ type: 'power-lost', cluster: 'france' }])
  await emulator.clock.advance('1h')
  t.equal((await local.clock.now()).toISOString(), '2026-01-31T09:00:00.000Z')
  await emulator.stop()
  t.match(await local.clock.state(), { mode: 'frozen' }, 'which goes on when the connection ends')
})

t.test('a sleep of the clock is what code that polls waits with', async t => {
  const { clock, clusters, until } = await emulated(t)
  const { sleep } = clock
  await sleep(5000)
  t.same(await clock.now(), new Date('2026-01-31T08:00:05Z'), 'a number is milliseconds')
  await sleep('1m')
  await sleep({ seconds: 10 })
  t.same(await clock.now(), new Date('2026-01-31T08:01:15Z'))
  await until('snapshot-received')

  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"value":"canada"}' }
  await clusters.france.fetch(`${V2}/protection_domains/gold/migrate`, post)
  const isThere = async (): Promise<boolean> =>
    ((await (await clusters.canada.fetch(`${V2}/protection_domains/gold`)).json()) as { active: boolean }).active
  let polls = 0
  for (; !(await isThere()); polls += 1) await sleep(5000)
  t.ok(polls > 1, `${polls} polls`)

  for (const wrong of [-1, NaN, Infinity, 'soon']) await t.rejects(sleep(wrong), { code: 'invalid-argument' })
})

t.test('sleeps that begin together sleep side by side, and wake in the order of their ends', async t => {
  const { clock } = await emulated(t)
  for (const ends of [
    [5, 5, 5, 5],
    [10, 1, 5],
    [5, 10, 3]
  ]) {
    const begin = Number(await clock.now())
    const woken: number[] = []
    await Promise.all(ends.map(async end => clock.sleep(end * 1000).then(() => woken.push(end))))
    t.same(
      woken,
      [...ends].sort((one, other) => one - other)
    )
    t.equal(Number(await clock.now()) - begin, Math.max(...ends) * 1000)
  }
})

t.test('a sleep whose end is past by the time that it would move the clock there is over', async t => {
  const refusing = (code: string): ControlClient => ({
    ...({} as ControlClient),
    get: (async () => Promise.resolve({ mode: 'frozen', now_usecs: 0 })) as unknown as ControlClient['get'],
    post: async () => Promise.reject(new ControlRefused(code, 'no', 409))
  })
  await t.resolves(clockOf(refusing('clock/past')).sleep('5s'))
  await t.rejects(clockOf(refusing('clock/busy')).sleep('5s'), { code: 'clock/busy' })
})

t.test('a sleep goes by a clock that runs, and goes on with one that is frozen meanwhile', async t => {
  const { clock } = await emulated(t, { clock: 'running', rate: 60_000 })
  const before = await clock.now()
  await clock.sleep('10m')
  t.ok((await clock.now()).getTime() - before.getTime() >= 600_000)

  await clock.run(1)
  const [begin, slept] = [await clock.now(), clock.sleep('30d')]
  await clock.freeze()
  await slept
  t.ok((await clock.now()).getTime() - begin.getTime() >= 30 * 86_400_000, 'which has moved')
})
