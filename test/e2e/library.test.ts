/** The library as another project's test would use it, and what a start that cannot be says. */
import { scryptSync } from 'node:crypto'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { forged } from '../storage/small-lab.js'
import type { Test } from 'tap'
import { builtInText, fixtureNames, parseFixture } from '../../server/seed/fixture.js'
import { FORMAT } from '../../server/storage/port.js'
import { startEmulator } from '../../server/index.js'
import type { Emulator } from '../../server/index.js'

const BASIC = `Basic ${Buffer.from('admin:nutanix/4u').toString('base64')}`

async function domainsOf(emulator: Emulator): Promise<string[]> {
  const url = `${emulator.clusters['france']?.url}/api/nutanix/v2.0/protection_domains`
  const { entities } = (await (await fetch(url, { headers: { authorization: BASIC } })).json()) as {
    entities: { name: string }[]
  }
  return entities.map(({ name }) => name)
}

async function folder(t: Test): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'pesim-library-'))
  t.teardown(() => rm(path, { recursive: true, force: true }))
  return path
}

t.test('several emulators run side by side and know nothing of each other', async t => {
  await using one = await startEmulator({ http: true })
  await using other = await startEmulator({ http: true, fixture: 'france-canada-protected' })
  t.same([await domainsOf(one), await domainsOf(other)], [[], ['gold']])
  const urls = [one, other].flatMap(({ clusters }) => Object.values(clusters).map(({ url }) => url))
  t.equal(new Set(urls).size, 4, 'each cluster has an address of its own')
})

t.test('a stopped emulator answers no more, and stopping twice is fine', async t => {
  const emulator = await startEmulator({ http: true })
  await emulator.stop()
  await emulator.stop()
  await t.rejects(domainsOf(emulator), TypeError)
})

t.test('the same seed and fixture give the same world', async t => {
  const worlds = await Promise.all(
    [1, 2].map(async () => {
      await using emulator = await startEmulator({
        http: true,
        clock: 'frozen',
        at: new Date(1.7e12),
        fixture: 'france-canada-protected'
      })
      const world = (await (await fetch(`${emulator.control}/world`)).json()) as {
        clusters: Record<string, { addresses: unknown }>
      }
      return JSON.stringify(world)
    })
  )
  t.equal(worlds[0], worlds[1])
})

t.test('the administrator of the start keeps a password that was changed, until a start says another', async t => {
  const data = join(await folder(t), 'kept')
  const v1 = '/PrismGateway/services/rest/v1'
  const ask = async (
    emulator: Emulator,
    user: string,
    password: string,
    path = '/users/session_info',
    body?: object
  ) => {
    const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
    const { status } = await fetch(`${emulator.clusters['france']?.url}${v1}${path}`, {
      method: body === undefined ? 'GET' : 'PUT',
      headers: { authorization, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) })
    })
    return status
  }
  {
    await using first = await startEmulator({ http: true, data, user: 'chief', password: 'one' })
    const change = { oldPassword: 'one', newPassword: 'two' }
    t.equal(await ask(first, 'chief', 'one', '/users/change_password', change), 200)
  }
  {
    await using again = await startEmulator({ http: true, data, user: 'chief', password: 'one' })
    t.same([await ask(again, 'chief', 'one'), await ask(again, 'chief', 'two')], [401, 200])
  }
  await using other = await startEmulator({ http: true, data, user: 'chief', password: 'three' })
  t.same([await ask(other, 'chief', 'two'), await ask(other, 'chief', 'three')], [401, 200])
})

/** What a lab keeps of a password since before there was a hash ahead of scrypt. */
function olderSecret(password: string, salt: string) {
  return { salt, hash: scryptSync(password, salt, 32, { N: 1024 }).toString('hex') }
}

t.test('a lab of an earlier version knows its passwords, and a changed one stays changed', async t => {
  const data = join(await folder(t), 'earlier')
  await (await startEmulator({ http: true, data, password: 'one' })).stop()
  const file = join(data, 'default.json')
  const earlier = forged(await readFile(file), saved => {
    const { clusters } = saved['world'] as { clusters: Record<string, { users: Record<string, object> }> }
    for (const { users } of Object.values(clusters))
      users['admin'] = { ...users['admin'], secret: olderSecret('two', 'a'), appointed: olderSecret('one', 'b') }
  })
  await writeFile(file, earlier)
  await using again = await startEmulator({ http: true, data, password: 'one' })
  const statuses = ['two', 'one', 'two\0'].map(async password => {
    const authorization = `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`
    const url = `${again.clusters['france']?.url}/api/nutanix/v2.0/protection_domains`
    return (await fetch(url, { headers: { authorization } })).status
  })
  t.same(await Promise.all(statuses), [200, 401, 401])
})

t.test('a start with a password that nobody could use is refused', async t => {
  for (const password of ['one\0', ''])
    await t.rejects(startEmulator({ http: true, password }), { name: 'ConfigError', message: /--password/ })
})

t.test('a fixture may list users', async t => {
  const base = JSON.parse(builtInText('france-canada') ?? '') as { clusters: object[] }
  const viewer = { username: 'viewer', password: 'look/Only1' }
  const fixture = join(await folder(t), 'users.json')
  const write = (users: object[]) =>
    writeFile(fixture, JSON.stringify({ ...base, clusters: [{ ...base.clusters[0], users }, base.clusters[1]] }))
  await write([viewer])
  await using emulator = await startEmulator({ http: true, fixture })
  const authorization = `Basic ${Buffer.from('viewer:look/Only1').toString('base64')}`
  const url = `${emulator.clusters['france']?.url}/api/nutanix/v2.0/protection_domains`
  t.equal((await fetch(url, { headers: { authorization } })).status, 200)
  const headers = { authorization, 'content-type': 'application/json' }
  t.equal((await fetch(url, { method: 'POST', headers, body: '{"value":"new"}' })).status, 403)

  await write([viewer, viewer])
  await t.rejects(startEmulator({ http: true, fixture }), { message: /at \/clusters\/0\/users: User viewer already/ })
  await write([{ ...viewer, roles: ['ROLE_KING'] }])
  await t.rejects(startEmulator({ http: true, fixture }), { message: /at \/clusters\/0\/users\/0\/roles\/0/ })
  await write([{ username: 'viewer', password: 'look\0' }])
  await t.rejects(startEmulator({ http: true, fixture }), { message: /at \/clusters\/0\/users\/0\/password/ })
  await write([{ username: 'viewer' }])
  await using other = await startEmulator({ http: true, fixture })
  const path = `${other.clusters['france']?.url}/api/nutanix/v2.0/protection_domains`
  for (const password of ['', 'undefined', 'look/Only1']) {
    const basic = `Basic ${Buffer.from(`viewer:${password}`).toString('base64')}`
    t.equal((await fetch(path, { headers: { authorization: basic } })).status, 401, 'nobody logs in without a password')
  }
})

t.test('what a start cannot use is named', async t => {
  const path = await folder(t)
  const write = async (name: string, text: string): Promise<string> => {
    await writeFile(join(path, name), text)
    return join(path, name)
  }
  const base = JSON.parse(builtInText('france-canada') ?? '') as { clusters: object[] }
  const faults: [string, RegExp][] = [
    ['nowhere', /nowhere: no fixture and no file of that name; the fixtures are .*france-canada/],
    [await write('broken.json', '{"clusters": ['), /broken\.json is not JSON/],
    [await write('empty.json', '{"clusters": []}'), /at \/clusters: must NOT have fewer than 1/],
    [await write('extra.json', JSON.stringify({ ...base, colour: 'red' })), /at \/: unknown key colour/],
    [
      await write(
        'vm.json',
        JSON.stringify({
          clusters: [{ name: 'a', vip: '10.0.0.1', subnet: '10.0.0.0/24', vms: [{ name: 'x', networks: ['none'] }] }]
        })
      ),
      /at \/clusters\/0\/vms: Network none does not exist on a/
    ],
    [
      await write('twice.json', JSON.stringify({ clusters: [base.clusters[0], base.clusters[0]] })),
      /at \/clusters\/1\/name: france is there twice/
    ],
    [
      await write(
        'link.json',
        JSON.stringify({ ...base, links: [{ between: ['france', 'mars'], bandwidthBitsPerSecond: 1 }] })
      ),
      /at \/links\/0\/between: there is no cluster mars/
    ],
    [
      await write(
        'step.json',
        JSON.stringify({ ...base, steps: [{ command: { type: 'set-pack', cluster: 'mars', pack: 'pro' } }] })
      ),
      /at \/steps\/0: There is no cluster mars/
    ]
  ]
  for (const [fixture, says] of faults) {
    await t.rejects(startEmulator({ http: true, fixture }), { name: 'FixtureError', message: says }, fixture)
  }
  await t.rejects(startEmulator({ http: true, listen: [{ name: 'mars', address: '127.0.0.1', port: 0 }] }), {
    name: 'ConfigError',
    message: /mars/
  })
})

t.test('the fixtures that come with pesim are as their schema says', async t => {
  t.same([...fixtureNames].sort(), [
    'france-canada',
    'france-canada-esxi',
    'france-canada-files',
    'france-canada-protected'
  ])
  for (const name of fixtureNames) t.doesNotThrow(() => parseFixture(builtInText(name) ?? '', name), name)
})

t.test('an address that is taken is named, and nothing is left running', async t => {
  const squatter = createServer()
  await new Promise<void>(resolve => squatter.listen(0, '127.0.0.1', resolve))
  t.teardown(() => squatter.close())
  const { port } = squatter.address() as AddressInfo
  const listen = [{ name: 'france', address: '127.0.0.1', port }]
  await t.rejects(startEmulator({ http: true, listen }), {
    name: 'AddressUnavailable',
    message: `127.0.0.1:${port} is in use by another process`
  })
})

t.test('what was kept is found again, clock included, and by one process at a time', async t => {
  const data = join(await folder(t), 'data')
  const options = { http: true, data, clock: 'frozen', at: new Date(1.7e12) } as const
  {
    await using first = await startEmulator(options)
    await fetch(`${first.clusters['france']?.url}/api/nutanix/v2.0/protection_domains`, {
      method: 'POST',
      headers: { authorization: BASIC, 'content-type': 'application/json' },
      body: '{"value":"gold"}'
    })
    await fetch(`${first.control}/clock/advance`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"seconds":60}'
    })
    await t.rejects(startEmulator(options), { name: 'UnreadableData', message: /in use by process/ })
  }
  await using second = await startEmulator({ http: true, data })
  t.same(await domainsOf(second), ['gold'])
  t.match(await second.clock.state(), { mode: 'frozen', now: new Date(1.7e12 + 60_000).toISOString() })
  t.match(second.notes.join(), /goes on with the lab kept in/)
})

t.test('a start says where a certificate that clients may trust was replaced, and why', async t => {
  const data = join(await folder(t), 'data')
  {
    await using first = await startEmulator({ data })
    t.notMatch(first.notes.join(), /certificate/)
  }
  await writeFile(join(data, 'certificate.pem'), 'damaged')
  await using second = await startEmulator({ data })
  t.match(second.notes.join(), /made a new certificate in .*data: it was damaged, and who trusts that one/)
  t.match(second.notes.join(), /; what was there is kept as certificate\.pem\.old and key\.pem\.old/)
})

t.test('a broken or foreign document stops the start with its name and the reason', async t => {
  const data = await folder(t)
  const file = join(data, 'default.json')
  for (const [text, says] of [
    [`{"format":${FORMAT},"wor`, /default\.json is not JSON/],
    [
      '{"format":3,"lab":"default","clock":{"mode":"frozen","rate":1},"world":{}}',
      /holds a world that cannot be, at \/:/
    ],
    ['{"format":99}', /holds format 99, which a newer pesim has written/]
  ] as const) {
    await writeFile(file, text)
    await t.rejects(startEmulator({ http: true, data }), { name: 'UnreadableData', message: says })
    t.equal(await readFile(file, 'utf8'), text, 'and stays as it was')
  }
})
