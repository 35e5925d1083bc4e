/** States: worlds of a lab that are saved, restored, exported and imported. */
import t from 'tap'
import { STATES_MAX, STATE_BYTES_MAX, StateBudget } from '../../server/labs/states.js'
import { FORMAT } from '../../server/storage/port.js'
import { emulator, V2 } from '../support/emulator.js'
import type { Emulator, Method } from '../support/emulator.js'
import { controlApi, protectedSites, refuses } from '../support/control.js'

const BASE = '/emulator/v1'

interface File {
  pesim: { format: number; sha256: string }
  state: Record<string, unknown>
}

/** The control API, and a command of the emulated one. */
function hands({ ask, lab }: Emulator) {
  return {
    control: (method: Method, path: string, body?: unknown) => ask('france', method, BASE + path, body),
    create: async (value: string) => (await ask('france', 'POST', `${V2}/protection_domains`, { value })).status,
    world: () => JSON.stringify(lab.world)
  }
}

t.test('a state is gone back to, byte for byte, and goes on as it did then', async t => {
  const started = await emulator(t, { fixture: 'france-canada-protected' })
  const { control, create, world } = hands(started)
  t.match(await control('POST', '/states', { name: 'ready' }), {
    status: 200,
    body: {
      name: 'ready',
      at: '2024-01-01T00:00:00.000Z',
      clock: { mode: 'frozen', rate: 1 },
      clusters: ['france', 'canada']
    }
  })
  const ready = world()

  const act = async (): Promise<string> => {
    t.equal(await create('lead'), 201)
    await started.advance(7200)
    return world()
  }
  const then = await act()
  await control('POST', '/mishaps', { status: 503 })
  t.match(await control('PUT', '/clock', { mode: 'running', rate: 2 }), { status: 200 })
  t.match(await control('POST', '/states/ready/restore'), {
    status: 200,
    body: { now: '2024-01-01T00:00:00.000Z', mode: 'frozen', rate: 1 }
  })
  t.equal(world(), ready)
  t.same((await control('GET', '/mishaps')).body.mishaps, [], 'mishaps are forgotten')
  t.same((await control('GET', '/journal')).body.calls, [], 'and so is the journal')
  t.equal(await act(), then, 'the same commands have the same outcome')
  t.match(await control('POST', '/states/ready/restore'), { status: 200 })
  t.equal(world(), ready, 'however often')
})

t.test('states are listed by name, deleted, and refused by name', async t => {
  const { control } = hands(await emulator(t))
  for (const name of ['second', 'First', 'third']) t.equal((await control('POST', '/states', { name })).status, 200)
  const { body } = await control('GET', '/states')
  t.same(
    body.states.map(({ name }: { name: string }) => name),
    ['First', 'second', 'third']
  )
  const bytes = new Map<string, number>(
    body.states.map((one: { name: string; bytes: number }) => [one.name, one.bytes])
  )
  const [first = 0, second = 0] = [bytes.get('First'), bytes.get('second')]
  t.ok(first < 1000 && second > 50 * first, `what is shared counts once: ${second}, then ${first}`)

  t.match(
    await control('DELETE', '/states/second'),
    {
      status: 200,
      body: { states: [{ name: 'First', bytes: second }, { name: 'third' }] }
    },
    'and for the next one when the first of them goes'
  )
  for (const [method, path, answer, body] of [
    ['POST', '/states', '409 state/exists', { name: 'third' }],
    ['POST', '/states', '400 invalid-request', { name: '../third' }],
    ['POST', '/states', '400 invalid-request', { name: '' }],
    ['POST', '/states/thrid/restore', '404 state/not-found', undefined],
    ['DELETE', '/states/second', '404 state/not-found', undefined],
    ['GET', '/states/second', '404 state/not-found', undefined]
  ] as const) {
    const { status, body: refused } = await control(method, path, body)
    t.equal(`${status} ${refused.error.code}`, answer)
    if (path.includes('thrid')) t.match(refused.error.message, /There is no state thrid. Did you mean third\?/)
  }
})

t.test('a state leaves as a file and comes in again, anywhere', async t => {
  const here = await emulator(t, { fixture: 'france-canada-protected' })
  const { control, create, world } = hands(here)
  t.equal(await create('lead'), 201)
  await control('POST', '/states', { name: 'ready' })
  const ready = world()
  const exported = await control('GET', '/states/ready')
  const file = exported.body as File
  t.match(file, { pesim: { format: FORMAT, sha256: /^[0-9a-f]{64}$/ } })
  t.notMatch(exported.text, /nutanix\/4u/, 'no password is in it')

  const there = await emulator(t, { atUsecs: 1_800_000_000_000_000 })
  const other = hands(there)
  t.match(await other.control('PUT', '/states/theirs', file), { status: 200, body: { name: 'theirs' } })
  t.not(other.world(), ready, 'nothing has happened yet')
  t.match(await other.control('POST', '/states/theirs/restore'), { status: 200 })
  t.equal(other.world(), ready)
  t.equal((await there.get(`${V2}/protection_domains`)).entities.length, 2)
  t.equal((await other.control('GET', '/states/theirs')).text, exported.text, 'the file is the same')

  const third = hands(await emulator(t, { password: 'another' }))
  t.match(await third.control('PUT', '/world', file), { status: 200 })
  t.same((await third.control('GET', '/states')).body.states, [], 'no state is held of it')
})

t.test('the administrator of this start is that of a world that came in', async t => {
  const { control } = hands(await emulator(t))
  await control('POST', '/states', { name: 'ready' })
  const { body: file } = await control('GET', '/states/ready')
  const there = await emulator(t, { password: 'another' })
  t.equal((await there.ask('france', 'PUT', `${BASE}/world`, file)).status, 200)
  t.equal((await there.ask('france', 'GET', `${V2}/cluster`)).status, 401)
  t.equal((await there.as('admin', 'another')('france', 'GET', `${V2}/cluster`)).status, 200)
})

t.test('a file that is not what an export gave is refused, and nothing happens', async t => {
  const { control, world } = hands(await emulator(t))
  await control('POST', '/states', { name: 'ready' })
  const { body: file } = (await control('GET', '/states/ready')) as { body: File }
  const before = world()
  const changed = (change: (file: File) => void): File => {
    const copy = structuredClone(file)
    change(copy)
    return copy
  }
  const refusals: [unknown, string, RegExp][] = [
    [changed(({ state }) => (state['lab'] = 'x')), '400 state/invalid', /checksum/],
    [changed(({ pesim }) => (pesim.sha256 = '0'.repeat(64))), '400 state/invalid', /checksum/],
    [changed(({ pesim }) => (pesim.format = FORMAT + 1)), '400 state/invalid', /newer pesim/],
    [changed(({ pesim }) => (pesim.format = 3)), '400 state/invalid', new RegExp(`holds format ${FORMAT}, not 3`)],
    [file.state['world'], '400 invalid-request', /body/],
    [{ ...file, more: 1 }, '400 invalid-request', /more/],
    [undefined, '400 invalid-request', /body/]
  ]
  for (const [body, code, message] of refusals) {
    for (const path of ['/world', '/states/other']) {
      const { status, body: answer } = await control('PUT', path, body)
      t.equal(`${status} ${answer.error.code}`, code)
      t.match(answer.error.message, message)
    }
  }
  t.equal(world(), before)
  t.equal((await control('GET', '/states')).body.states.length, 1)

  const clusters = ['rome', 'canada'].map((name, index) => ({
    name,
    vip: `10.${index}.0.1`,
    subnet: `10.${index}.0.0/24`
  }))
  const elsewhere = await controlApi(t, { other: { fixture: { clusters }, source: 'mine.json' } })
  t.match(await elsewhere.ask('PUT', '/world', file), {
    status: 409,
    body: {
      error: { code: 'state/other-clusters', message: /has the clusters france, canada, but rome, canada are served/ }
    }
  })
})

t.test('a lab has so many states, and all of a process hold so many bytes', async t => {
  t.ok(new StateBudget().bytesMax === STATE_BYTES_MAX)
  const { control } = hands(await emulator(t))
  for (let count = 0; count < STATES_MAX; count += 1)
    t.equal((await control('POST', '/states', { name: `s${count}` })).status, 200)
  t.match(await control('POST', '/states', { name: 'more' }), {
    status: 409,
    body: { error: { code: 'states/too-many', message: /100 states at most/ } }
  })

  const small = await controlApi(t, { stateBytesMax: 10_000 })
  await refuses(t, small, [['POST /states', { name: 'ready' }, '409 states/too-large', /more than 10000 bytes/]])
  t.same((await small.ask('GET', '/states')).body, { states: [] })
})

t.test('no state is gone back to while the clock is moved', async t => {
  const { ask, lab } = await controlApi(t, protectedSites)
  await ask('POST', '/states', { name: 'ready' })
  const moving = ask('POST', '/clock/advance', { seconds: 365 * 86_400 })
  while (!lab.advancing) await new Promise(resolve => setImmediate(resolve))
  t.match(await ask('POST', '/states/ready/restore'), { status: 409, body: { error: { code: 'clock/busy' } } })
  t.equal((await moving).status, 200)
})
