/** Labs: worlds side by side in one process, each reached by path, Host name and addresses of its own. */
import t from 'tap'
import { emulator, V2 } from '../support/emulator.js'
import type { Emulator, Method } from '../support/emulator.js'

const BASE = '/emulator/v1'

/** The control API at the address of main, and the protection domains of a site. */
function hands({ ask }: Emulator) {
  const domainsAt = async (host: string): Promise<string[]> => {
    const { body } = await ask(host, 'GET', `${V2}/protection_domains`)
    return (body.entities as { name: string }[]).map(({ name }) => name)
  }
  return {
    ...{ ask, domainsAt },
    control: (method: Method, path: string, body?: unknown) => ask('france', method, BASE + path, body),
    create: async (host: string, value: string) =>
      (await ask(host, 'POST', `${V2}/protection_domains`, { value })).status
  }
}

t.test(
  'a lab is made of a fixture, has a clock and a seed of its own, and is reached by path and by Host name',
  async t => {
    const { control, create, domainsAt, ask } = hands(await emulator(t))
    const { status, body } = await control('POST', '/labs', {
      fixture: 'france-canada-protected',
      clock: { at: '2030-01-01T00:00:00Z', rate: 10 },
      seed: 'theirs'
    })
    t.equal(status, 200)
    t.match(body, {
      name: 'lab-1',
      path: '/emulator/v1/labs/lab-1',
      clusters: { france: { host: 'france.lab-1.localhost' }, canada: { host: 'canada.lab-1.localhost' } },
      central: { host: 'central.lab-1.localhost' },
      clock: { mode: 'frozen', rate: 10, now: '2030-01-01T00:00:00.000Z' },
      seed: 'theirs'
    })
    t.same(await domainsAt('france.lab-1.localhost'), ['gold'])
    t.same(await domainsAt('france'), [], 'main is as it was')
    t.equal(await create('france.lab-1.localhost', 'lead'), 201)
    t.same(await domainsAt('france'), [])
    t.equal(await create('france', 'tin'), 201)
    t.same(await domainsAt('france.lab-1.localhost'), ['gold', 'lead'])

    t.match(await control('POST', '/labs/lab-1/clock/advance', { seconds: 60 }), {
      status: 200,
      body: { now: /00:01:00/ }
    })
    t.match((await control('GET', '/clock')).body, { now: '2024-01-01T00:00:00.000Z' })
    t.match((await ask('canada.lab-1.localhost', 'GET', `${BASE}/clock`)).body, { now: '2030-01-01T00:01:00.000Z' })
    t.equal((await control('GET', '/labs/lab-1/journal?method=POST')).body.calls.length, 1, 'journals are apart')
    t.equal((await control('GET', '/journal?method=POST')).body.calls.length, 1)

    t.match(await control('POST', '/labs/lab-1/world/reset'), {
      status: 200,
      body: { now: '2030-01-01T00:00:00.000Z' }
    })
    t.same(await domainsAt('france.lab-1.localhost'), ['gold'], 'a reset leads to its own fixture')
    t.match((await control('GET', '/labs/lab-1')).body, { seed: 'theirs' })
  }
)

t.test('a fork has what its parent has, and goes on by itself', async t => {
  const { control, create, domainsAt } = hands(await emulator(t))
  await create('france', 'gold')
  t.match(await control('POST', '/labs', { name: 'child', fork_of: 'main' }), {
    status: 200,
    body: { name: 'child', parent: 'main' }
  })
  await create('france.child.localhost', 'lead')
  await create('france', 'tin')
  t.same(await domainsAt('france.child.localhost'), ['gold', 'lead'])
  t.same(await domainsAt('france'), ['gold', 'tin'])
  t.match(await control('POST', '/labs/child/labs', { name: 'grandchild', fork_of: 'child' }), { status: 200 })
  t.same(await domainsAt('france.grandchild.localhost'), ['gold', 'lead'])

  await control('POST', '/labs/child/states', { name: 'ready' })
  t.match(await control('POST', '/labs', { state: 'ready' }), {
    status: 404,
    body: { error: { code: 'state/not-found' } }
  })
  t.match(await control('POST', '/labs/child/labs', { name: 'of-state', state: 'ready' }), { status: 200 })
  t.same(await domainsAt('france.of-state.localhost'), ['gold', 'lead'])
  await control('POST', '/labs/of-state/world/reset')
  t.same(await domainsAt('france.of-state.localhost'), [], 'a reset leads to the fixture of its parent')
})

t.test(
  'a fork has the users of its parent, and no sessions; nor has a lab those of one of its name before',
  async t => {
    const started = await emulator(t)
    const { control } = hands(started)
    const site = 'france.child.localhost'
    const cookieOf = async (host: string): Promise<string> =>
      String((await started.ask(host, 'GET', `${V2}/cluster`)).headers['set-cookie']).replace(/;.*/, '')
    const withCookie = async (host: string, cookie: string): Promise<number> =>
      (await started.app.inject({ method: 'GET', url: `${V2}/cluster`, headers: { host, cookie } })).statusCode
    const users = '/PrismGateway/services/rest/v1/users'
    const user = {
      profile: { username: 'eve', password: 'Secret/1', firstName: 'E', lastName: 'E', emailId: 'e@x.test' }
    }
    t.equal((await started.ask('france', 'POST', users, user)).status, 200)

    const cookie = await cookieOf('france')
    t.equal(await withCookie('france', cookie), 200)
    await control('POST', '/labs', { name: 'child', fork_of: 'main' })
    t.equal(await withCookie(site, cookie), 401)
    t.equal((await started.as('eve', 'Secret/1')(site, 'GET', `${V2}/cluster`)).status, 200)
    const own = await cookieOf(site)
    t.equal(await withCookie(site, own), 200)

    await control('DELETE', '/labs/child')
    t.equal((await started.ask(site, 'GET', `${V2}/cluster`)).status, 404, 'no other lab answers for one that is gone')
    await control('POST', '/labs', { name: 'child', fork_of: 'main' })
    t.equal(await withCookie(site, own), 401)
  }
)

t.test('what cannot be a lab is refused by name', async t => {
  const { control } = hands(await emulator(t))
  await control('POST', '/labs', { name: 'child' })
  t.same(
    (await control('GET', '/labs')).body.labs.map(({ name }: { name: string }) => name),
    ['main', 'child']
  )
  const refusals: [Method, string, unknown, string, RegExp][] = [
    ['POST', '/labs', { name: 'child' }, '409 lab/exists', /child/],
    ['POST', '/labs', { name: 'main' }, '409 lab/exists', /main/],
    ['POST', '/labs', { name: 'No.Lab' }, '400 invalid-request', /name/],
    ['POST', '/labs', { fork_of: 'chidl' }, '404 lab/not-found', /There is no lab chidl. Did you mean child\?/],
    ['POST', '/labs', { fork_of: 'main', state: 'x' }, '400 invalid-request', /fork_of and state/],
    ['POST', '/labs', { fork_of: 'main', clock: { at: '2030-01-01T00:00:00Z' } }, '400 invalid-request', /own time/],
    ['POST', '/labs', { fixture: 'france-canda' }, '404 fixture/not-found', /Did you mean france-canada/],
    ['POST', '/labs', { fixture: { clusters: [] } }, '400 fixture/invalid', /body\/fixture, at \/clusters/],
    ['POST', '/labs', { fixtur: 'x' }, '400 invalid-request', /fixtur/],
    ['GET', '/labs/chidl', undefined, '404 lab/not-found', /child/],
    ['GET', '/labs/chidl/clock', undefined, '404 lab/not-found', /child/],
    ['DELETE', '/labs/main', undefined, '409 lab/first', /reset/],
    ['GET', '/labs/child/clocks', undefined, '404 unknown-path', /clocks/]
  ]
  for (const [method, path, body, code, message] of refusals) {
    const { status, body: answer } = await control(method, path, body)
    t.equal(`${status} ${answer.error.code}`, code, `${method} ${path}`)
    t.match(answer.error.message, message)
  }
  t.equal((await control('GET', '/labs')).body.labs.length, 2)
})

t.test('a fixture that comes with the request may have clusters of its own', async t => {
  const { control, domainsAt } = hands(await emulator(t))
  const fixture = { clusters: [{ name: 'rome', vip: '10.0.0.1', subnet: '10.0.0.0/24' }] }
  t.match(await control('POST', '/labs', { name: 'italy', fixture }), {
    status: 200,
    body: { clusters: { rome: { host: 'rome.italy.localhost' } } }
  })
  t.same(await domainsAt('rome.italy.localhost'), [])
  t.match(await control('POST', '/labs/italy/world/reset'), { status: 200 })
  t.match((await control('GET', '/labs/italy/clusters')).body, { clusters: [{ name: 'rome' }] })
})
