/** Names that every object of JavaScript inherits are names like others: of clusters, sites, domains, VMs, users, containers. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { emulator } from '../support/emulator.js'
import type { Emulator } from '../support/emulator.js'

const V2 = '/PrismGateway/services/rest/v2.0'
const CONTROL = '/emulator/v1'
const names = ['constructor', 'toString', 'hasOwnProperty']

const disks = [{ sizeBytes: 1_000_000, usedBytes: 1_000_000 }]
const vms = names.map(name => ({ name, power: 'on', changeBytesPerSecond: 100, disks, networks: ['valueOf'] }))
const site = (name: string, subnet: number): object => ({
  ...{ name, vip: `10.0.${subnet}.100`, subnet: `10.0.${subnet}.0/24` },
  ...{ pack: 'ultimate', containers: [{ name: 'toString' }, { name: 'constructor' }] },
  networks: [{ name: 'valueOf', vlanId: 0 }]
})
const fixture = {
  clusters: [
    { ...site('constructor', 1), vms, users: [{ username: 'toString', password: 'secret' }] },
    site('valueOf', 2),
    site('isPrototypeOf', 3)
  ],
  links: [
    { between: ['valueOf', 'constructor'], bandwidthBitsPerSecond: 1e9 },
    { between: ['isPrototypeOf', 'constructor'], bandwidthBitsPerSecond: 1e9 }
  ]
}

async function started(t: Test): Promise<Emulator> {
  const folder = await mkdtemp(join(tmpdir(), 'pesim-names-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'fixture.json')
  await writeFile(file, JSON.stringify(fixture))
  return emulator(t, { fixture: file })
}

const remote = (name: string, subnet: number): object => ({
  ...{ name, remote_ip_ports: { [`10.0.${subnet}.100`]: 2020 } },
  vstore_name_map: { toString: 'constructor', constructor: 'toString' }
})

t.test('clusters, sites, domains, VMs and users with such names are protected, sent and migrated', async t => {
  const { ask } = await started(t)
  const good = async (...[cluster, method, url, body]: Parameters<typeof ask>) => {
    const answer = await ask(cluster, method, url, body)
    t.ok(answer.status < 300, `${method} ${url} on ${cluster}: ${answer.status} ${answer.text.slice(0, 200)}`)
    return answer.body
  }
  const advance = (seconds: number) => good('valueOf', 'POST', `${CONTROL}/clock/advance`, { seconds })
  await good('constructor', 'POST', `${V2}/remote_sites`, remote('valueOf', 2))
  await good('valueOf', 'POST', `${V2}/remote_sites`, remote('constructor', 1))
  const schedule = {
    ...{ type: 'HOURLY', every_nth: 1 },
    retention_policy: { local_max_snapshots: 2, remote_max_snapshots: { valueOf: 2 } }
  }
  for (const name of names) {
    const domain = `${V2}/protection_domains/${name}`
    t.match(await ask('constructor', 'GET', `${V2}/protection_domains?names=${name}`), { body: { entities: [] } })
    t.equal((await ask('constructor', 'POST', `${domain}/migrate`, { value: 'valueOf' })).status, 500, 'not there yet')
    await good('constructor', 'POST', `${V2}/protection_domains`, { value: name })
    await good('constructor', 'POST', `${domain}/protect_vms`, { names: [name], consistency_group_name: name })
    await good('constructor', 'POST', `${domain}/schedules`, schedule)
  }
  await advance(7200)
  for (const name of names) {
    const domain = `${V2}/protection_domains/${name}`
    const { entities } = await good('valueOf', 'GET', `${domain}/dr_snapshots`)
    t.equal(entities.length, 2, `snapshots of ${name}`)
    await good('constructor', 'POST', `${domain}/migrate`, { value: 'valueOf' })
  }
  await advance(3600)
  const arrived = (await good('valueOf', 'GET', `${V2}/vms`)).entities as { name: string }[]
  t.same(arrived.map(({ name }) => name).sort(), [...names].sort())

  const ledger = await good('valueOf', 'GET', `${CONTROL}/ledger`)
  t.equal(ledger.failovers.length, names.length)
  t.equal((await good('valueOf', 'GET', `${CONTROL}/ledger/score`)).criteria.length, 7)
  await good('valueOf', 'PUT', `${CONTROL}/clusters/constructor`, { power: 'lost' })
  await good('valueOf', 'POST', `${CONTROL}/links/constructor/valueOf/cut`)
  await good('valueOf', 'POST', `${CONTROL}/incidents`, { what: 'link-cut', between: ['constructor', 'isPrototypeOf'] })
  await advance(60)
  t.equal((await good('valueOf', 'GET', `${CONTROL}/world/invariants`)).violations.length, 0)
})

t.test('such a name is unknown where nothing has it', async t => {
  const { ask, as } = await started(t)
  const refused = async (...[cluster, method, url, body]: Parameters<typeof ask>) =>
    (await ask(cluster, method, url, body)).body?.error?.code as string
  t.equal(await refused('valueOf', 'GET', `${CONTROL}/clusters/hasOwnProperty`), 'cluster/not-found')
  t.equal(await refused('valueOf', 'GET', `${CONTROL}/links/valueOf/toString`), 'cluster/not-found')
  t.equal(await refused('valueOf', 'GET', `${CONTROL}/incidents/constructor`), 'incident/not-found')
  t.equal(await refused('valueOf', 'POST', `${CONTROL}/states/constructor/restore`), 'state/not-found')
  t.equal(await refused('valueOf', 'DELETE', `${CONTROL}/labs/constructor`), 'lab/not-found')
  t.equal((await ask('valueOf', 'DELETE', `${V2}/remote_sites/constructor`)).status, 500)
  t.equal((await ask('valueOf', 'GET', `${V2}/protection_domains/constructor`)).status, 500)
  t.equal((await as('toString', 'secret')('constructor', 'GET', `${V2}/cluster`)).status, 200)
  t.equal((await as('constructor', 'secret')('constructor', 'GET', `${V2}/cluster`)).status, 401)
  t.equal((await as('toString', 'secret')('valueOf', 'GET', `${V2}/cluster`)).status, 401)
})

t.test('what the prototype itself is called by cannot be taken as a name, or is one', async t => {
  const { ask } = await started(t)
  const { status } = await ask('constructor', 'POST', `${V2}/protection_domains`, { value: '__proto__' })
  const { body } = await ask('constructor', 'GET', `${V2}/protection_domains`)
  t.equal(body.entities.length, status === 201 ? 1 : 0)
  const made = await ask('constructor', 'POST', `${V2}/remote_sites`, remote('__proto__', 2))
  t.equal((await ask('constructor', 'GET', `${V2}/remote_sites`)).body.entities.length, made.status === 201 ? 1 : 0)
})
