/** The index of the control API: every operation, by topic. */
import t from 'tap'
import { controlContract } from '../../../server/contracts/contracts.js'
import { emulator } from '../../support/emulator.js'

interface Index {
  readonly version: string
  readonly links: Readonly<Record<string, string>>
  readonly topics: readonly {
    readonly topic: string
    readonly operations: readonly { method: string; path: string; operation: string; summary: string }[]
  }[]
}

t.test('it lists every operation of the contract once, below its topic, with its path', async t => {
  const { get, ask } = await emulator(t)
  const { topics, version, links } = (await get('/emulator/v1')) as Index
  const listed = topics.flatMap(({ operations }) => operations)
  const { paths } = controlContract.document
  const verbs = ['get', 'put', 'post', 'delete', 'patch']
  const published = Object.entries(paths).flatMap(([path, item]) =>
    verbs.filter(verb => verb in item).map(verb => `${verb.toUpperCase()} /emulator/v1${path}`.replace(/\/$/, ''))
  )
  t.same(listed.map(({ method, path }) => `${method} ${path}`).sort(), published.sort())
  t.ok(listed.every(({ operation, summary }) => operation !== '' && summary !== ''))
  const clock = topics.find(({ topic }) => topic === 'clock')
  t.match(clock?.operations.at(-1), { method: 'POST', path: '/emulator/v1/clock/advance', operation: 'advanceClock' })
  t.equal(version, (await get('/emulator/v1/version')).version)
  for (const link of Object.values(links)) t.equal((await ask('france', 'GET', link)).status, 200, link)
})

t.test('it is the same with a slash, needs no token, and is not moved by a lab', async t => {
  const { app, get } = await emulator(t, { controlToken: 'sesame' })
  const from = async (url: string): Promise<number> =>
    (await app.inject({ method: 'GET', url, headers: { host: 'france' }, remoteAddress: '10.1.2.3' })).statusCode
  t.equal(await from('/emulator/v1'), 200)
  t.equal(await from('/emulator/v1/clock'), 403)
  t.same(await get('/emulator/v1/'), await get('/emulator/v1'))
})
