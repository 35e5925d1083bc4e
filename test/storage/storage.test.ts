/** Where labs are kept: what was saved is found again, and what is written is on the device before it has its name. */
import { chmod, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { lowdbStorage } from '../../server/storage/lowdb.js'
import { FORMAT } from '../../server/storage/port.js'
import { memoryStorage } from '../support/memory-storage.js'
import { smallLab, withChecksum } from './small-lab.js'

for (const kind of ['memory', 'lowdb'] as const) {
  t.test(`${kind}: what is loaded is what was saved last, and shares nothing with it`, async t => {
    const storage = kind === 'memory' ? memoryStorage() : lowdbStorage(join(t.testdir({}), 'default.json'))
    t.equal(await storage.load(), undefined)
    await storage.save(smallLab(1))
    const changing = smallLab(2)
    const saving = storage.save(changing)
    changing.world.revision = 3
    await saving
    const [first, second] = [await storage.load(), await storage.load()]
    t.same(first, smallLab(2))
    t.not(first, second)
    t.not(first?.world, second?.world)
  })
}

t.test('a file holds a first line and the document, and beside it is the one before', async t => {
  const folder = t.testdir({})
  const storage = lowdbStorage(join(folder, 'default.json'))
  for (const revision of [1, 2, 3]) await storage.save(smallLab(revision))
  t.same((await readdir(folder)).sort(), ['default.json', 'default.previous.json'])
  const text = await readFile(join(folder, 'default.json'), 'utf8')
  const end = text.indexOf('\n')
  const [first, rest] = [text.slice(0, end), text.slice(end + 1)]
  t.match(
    first,
    new RegExp(`^{"pesim":{"format":${FORMAT},"length":${Buffer.byteLength(rest)},"sha256":"[0-9a-f]{64}"}}$`)
  )
  t.match(JSON.parse(rest), {
    format: FORMAT,
    lab: 'default',
    clock: { mode: 'frozen', rate: 1 },
    world: { revision: 3 }
  })
  t.ok(withChecksum(FORMAT, Buffer.from(rest)).equals(Buffer.from(text)))
})

t.test('--previous goes on from the save before, and what it passes over is kept', async t => {
  const folder = t.testdir({})
  const path = join(folder, 'default.json')
  const first = lowdbStorage(path)
  await t.rejects(first.loadPrevious(), { name: 'UnreadableData', message: /default\.previous\.json is not there/ })
  for (const revision of [1, 2, 3]) await first.save(smallLab(revision))
  await writeFile(path, 'torn')
  await t.rejects(lowdbStorage(path).load(), {
    message: /default\.json is not JSON.*; --previous goes on from .*default\.previous\.json, which was saved before it/
  })

  const storage = lowdbStorage(path)
  t.match(await storage.loadPrevious(), { world: { revision: 2 } })
  t.equal(await readFile(path, 'utf8'), 'torn', 'nothing is written yet')
  await storage.save(smallLab(4))
  t.equal(await readFile(join(folder, 'default.passed-over.json'), 'utf8'), 'torn')
  t.match(await lowdbStorage(path).load(), { world: { revision: 4 } })
  t.match(
    await lowdbStorage(path).loadPrevious(),
    { world: { revision: 2 } },
    'the last good one is still the previous'
  )
  await storage.save(smallLab(5))
  t.match(await lowdbStorage(path).loadPrevious(), { world: { revision: 4 } })

  await writeFile(path, 'torn')
  await writeFile(join(folder, 'default.previous.json'), 'torn')
  await t.rejects(lowdbStorage(path).load(), {
    message: /previous\.json, which was saved before it, cannot be read either/
  })
  await t.rejects(lowdbStorage(path).loadPrevious(), { message: /default\.previous\.json is not JSON/ })
})

t.test('a save that fails rejects with its reason, leaves the old document, and the next one works', async t => {
  const folder = join(t.testdir({}), 'data')
  const storage = lowdbStorage(join(folder, 'default.json'))
  const gone = { name: 'StorageFailure', code: 'ENOENT', reason: 'the directory is gone (ENOENT)' }
  await t.rejects(storage.save(smallLab(1)), gone)
  await t.rejects(storage.probe(), gone)
  await mkdir(folder)
  await storage.probe()
  t.same(await readdir(folder), [], 'a probe leaves nothing')
  await storage.save(smallLab(2))
  t.match(await storage.load(), { world: { revision: 2 } })
  await rm(folder, { recursive: true })
  await t.rejects(storage.save(smallLab(3)), gone)
  if (process.getuid?.() !== 0) {
    await mkdir(folder)
    await chmod(folder, 0o500)
    await t.rejects(storage.save(smallLab(3)), { code: 'EACCES', reason: /may not be written/ })
  }
})
