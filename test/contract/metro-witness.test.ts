/** The witness of metro relations: registered once for each cluster, in v2.0's words and in v1's. */
import t from 'tap'
import { emulator } from '../support/emulator.js'
import type { Answer, Emulator } from '../support/emulator.js'

const witnesses = {
  'v2.0': {
    url: '/PrismGateway/services/rest/v2.0/cluster/metro_witness',
    created: 201,
    body: { witness_name: 'paris', ip_addresses: ['10.9.0.1'], username: 'admin', password: 'secret' },
    test: 'test_only=true',
    row: {
      witness_name: 'paris',
      ip_addresses: ['10.9.0.1'],
      username: 'admin',
      cluster_name: 'france',
      password: null
    }
  },
  v1: {
    url: '/PrismGateway/services/rest/v1/cluster/metro_witness',
    created: 200,
    body: { witnessName: 'paris', ipAddresses: ['10.9.0.1'], username: 'admin', password: 'secret' },
    test: 'testOnly=true',
    row: { witnessName: 'paris', ipAddresses: ['10.9.0.1'], username: 'admin', clusterName: 'france', password: null }
  }
} as const

type Version = keyof typeof witnesses

async function start(version: Version) {
  const { ask, lab }: Emulator = await emulator(t)
  const { url, body } = witnesses[version]
  return {
    lab,
    list: (cluster = 'france'): Promise<Answer> => ask(cluster, 'GET', url),
    add: (query = '', change = {}): Promise<Answer> => ask('france', 'POST', `${url}?${query}`, { ...body, ...change }),
    remove: (uuid: string): Promise<Answer> => ask('france', 'DELETE', `${url}/${uuid}`)
  }
}

for (const version of ['v2.0', 'v1'] as const) {
  const { created, test, row } = witnesses[version]

  t.test(`a cluster lists the witness that it has registered, in ${version}`, async t => {
    const { list, add } = await start(version)
    t.equal((await list()).status, 412, 'there is none yet')
    const answer = await add()
    t.equal(answer.status, created)
    t.match(answer.body, row)
    t.same((await list()).body, [answer.body])
    t.equal((await list('canada')).status, 412, 'the other cluster has none')
  })

  t.test(`a request that only tests registers nothing, in ${version}`, async t => {
    const { list, add } = await start(version)
    const answer = await add(test)
    t.equal(answer.status, created)
    t.match(answer.body, row)
    t.equal((await list()).status, 412)
  })

  t.test(`a witness that is removed makes room for another, in ${version}`, async t => {
    const { list, add, remove } = await start(version)
    const { uuid } = (await add()).body as { uuid: string }
    t.match(await remove('nothing'), { status: 500, body: { message: /nothing is not registered on france/ } })
    t.match(await remove(uuid), { status: 200, body: { value: true } })
    t.equal((await list()).status, 412)
    t.match(await remove(uuid), { status: 500 }, 'it is removed once')
    t.equal((await add()).status, created)
  })

  t.test(`a second witness and one without an address are refused, in ${version}`, async t => {
    const { list, add } = await start(version)
    const addresses = version === 'v1' ? 'ipAddresses' : 'ip_addresses'
    t.match(await add('', { [addresses]: [] }), { status: 500, body: { message: /needs IPv4 addresses/ } })
    const { body } = await add()
    t.match(await add(), { status: 422, body: { message: /registered on france already: 10\.9\.0\.1/ } })
    t.match(await add(test), { status: 422 }, 'in a test too')
    t.same((await list()).body, [body])
  })
}

t.test('the world keeps no password of a witness', async t => {
  const { lab, add } = await start('v2.0')
  await add('', { password: 'k3pt-nowhere' })
  t.match(lab.world.clusters['france']?.configuration.witness, { username: 'admin' })
  t.notMatch(JSON.stringify(lab.world), 'k3pt-nowhere')
})
