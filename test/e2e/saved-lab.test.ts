/** With --data, from outside: what cannot be saved is refused and makes the end a failure; what was saved before can be gone on from. */
import { readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { startEmulator } from '../../server/index.js'
import type { Emulator } from '../../server/index.js'
import { clientOf } from '../support/client.js'
import type { Client } from '../support/client.js'

const DOMAINS = '/api/nutanix/v2.0/protection_domains'

const france = ({ clusters }: Emulator): Client => clientOf(clusters['france']?.url ?? '')

const protect = async (emulator: Emulator, value: string): Promise<number> =>
  (await france(emulator)('POST', DOMAINS, { value })).status

async function domainsOf(emulator: Emulator): Promise<string[]> {
  const { body } = await france(emulator)('GET', DOMAINS)
  return body.entities.map(({ name }: { name: string }) => name)
}

t.test('what cannot be saved is refused, and the end is a failure', async t => {
  const data = join(t.testdir({}), 'data')
  const emulator = await startEmulator({ http: true, clock: 'frozen', data })
  t.equal(await protect(emulator, 'gold'), 201)
  await rm(data, { recursive: true })
  t.ok((await protect(emulator, 'silver')) >= 500)
  await t.rejects(emulator.stop(), { name: 'StorageFailure', message: /cannot be saved: the directory is gone/ })
})

t.test('a damaged lab ends the start, and --previous goes on from the save before', async t => {
  const data = join(t.testdir({}), 'data')
  const file = join(data, 'default.json')
  {
    await using emulator = await startEmulator({ http: true, clock: 'frozen', data })
    for (const name of ['gold', 'silver']) t.equal(await protect(emulator, name), 201)
  }
  const torn = (await readFile(file)).subarray(0, 5_000)
  await writeFile(file, torn)
  await t.rejects(startEmulator({ http: true, data }), {
    name: 'UnreadableData',
    message: /default\.json is damaged: .*; --previous goes on from .*default\.previous\.json/
  })
  t.ok((await readFile(file)).equals(torn), 'and is left as it is')
  const [lock = '', ...others] = (await readdir(data)).filter(name => name.startsWith('pesim.'))
  t.same(others, [], 'what stays is the number of its owners')
  t.match(JSON.parse(await readFile(join(data, lock), 'utf8')), { state: 'free' }, 'and keeps nobody out')
  {
    await using emulator = await startEmulator({ http: true, data, previous: true })
    t.same(await domainsOf(emulator), ['gold'])
    t.equal(await protect(emulator, 'bronze'), 201)
  }
  await using emulator = await startEmulator({ http: true, data })
  t.same((await domainsOf(emulator)).sort(), ['bronze', 'gold'])
})
