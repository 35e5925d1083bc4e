/** Where labs are kept: what was saved is found again, what cannot be used stops the start and says why. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { openDataDirectory } from '../../server/storage/data-directory.js'
import { lowdbStorage } from '../../server/storage/lowdb.js'
import { memoryStorage } from '../support/memory-storage.js'
import { FORMAT } from '../../server/storage/port.js'
import type { Document } from '../../server/storage/port.js'

const document = (revision: number): Document => ({
  format: FORMAT,
  lab: 'default',
  world: { revision, names: ['gold', 'ä€', null] },
  clock: { mode: 'frozen', rate: 1 }
})

for (const kind of ['memory', 'lowdb'] as const) {
  t.test(`${kind}: what is loaded is what was saved last, and shares nothing with it`, async t => {
    const storage = kind === 'memory' ? memoryStorage() : lowdbStorage(join(t.testdir({}), 'default.json'))
    t.equal(await storage.load(), undefined)
    await storage.save(document(1))
    const changing = { ...document(2), world: { revision: 2 } }
    const saving = storage.save(changing)
    changing.world.revision = 3
    await saving
    const [first, second] = [await storage.load(), await storage.load()]
    t.same(first, { ...document(2), world: { revision: 2 } })
    t.not(first, second)
    t.not(first?.world, second?.world)
  })
}

t.test('a file holds one document, on one line, and nothing is left beside it', async t => {
  const folder = t.testdir({})
  const storage = lowdbStorage(join(folder, 'default.json'))
  await Promise.all([1, 2, 3].map(async revision => storage.save(document(revision))))
  t.same(await readdir(folder), ['default.json'])
  t.equal(await readFile(join(folder, 'default.json'), 'utf8'), JSON.stringify(document(3)))
})

t.test('a document that cannot be used is named, with the reason', async t => {
  const broken = [
    { holds: '{"format":1,', says: /default\.json is not JSON: / },
    { holds: '', says: /default\.json is not JSON: / },
    { holds: 'null', says: /default\.json does not hold a saved lab/ },
    { holds: '7', says: /default\.json does not hold a saved lab/ },
    { holds: '{}', says: new RegExp(`default\\.json holds format undefined; this version reads format ${FORMAT}`) },
    {
      holds: '{"format":"1"}',
      says: new RegExp(`default\\.json holds format "1"; this version reads format ${FORMAT}`)
    },
    {
      holds: JSON.stringify({ ...document(1), format: FORMAT + 1 }),
      says: new RegExp(`holds format ${FORMAT + 1}; this version reads format ${FORMAT}`)
    }
  ]
  for (const { holds, says } of broken) {
    const path = join(t.testdir({ 'default.json': holds }), 'default.json')
    await t.rejects(lowdbStorage(path).load(), { name: 'UnreadableData', path, message: says }, holds)
    t.equal(await readFile(path, 'utf8'), holds, 'and is left as it is')
  }
  const folder = t.testdir({ 'default.json': {} })
  await t.rejects(lowdbStorage(join(folder, 'default.json')).load(), {
    message: /default\.json cannot be read: EISDIR/
  })
})

t.test('a save that fails rejects, leaves the old document, and the next one works', async t => {
  const folder = join(t.testdir({}), 'data')
  const storage = lowdbStorage(join(folder, 'default.json'))
  await t.rejects(storage.save(document(1)), { code: 'ENOENT' })
  await mkdir(folder)
  await storage.save(document(2))
  t.same(await storage.load(), document(2))
})

t.test('a data directory belongs to one process at a time', async t => {
  const folder = t.testdir({})
  const first = await openDataDirectory(join(folder, 'new', 'data'))
  await t.rejects(openDataDirectory(join(folder, 'new', 'data')), {
    name: 'UnreadableData',
    message: new RegExp(`new/data is in use by process ${process.pid}; if that is not pesim, delete .*pesim\\.lock`)
  })
  await first.storage('a/b').save(document(1))
  await first.close()
  const second = await openDataDirectory(first.path)
  t.same(await second.storage('a/b').load(), document(1), 'and the next one finds what was saved')
  t.equal(await second.storage('other').load(), undefined)
  await second.close()
  t.same(await readdir(first.path), ['a%2Fb.json'])
})

t.test('the lock of another process holds while it runs, and not after it was killed', async t => {
  const folder = t.testdir({})
  const lock = join(folder, 'pesim.lock')
  const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'])
  t.teardown(() => other.kill('SIGKILL'))
  await once(other, 'spawn')
  await writeFile(lock, `${other.pid}\n`)
  await t.rejects(openDataDirectory(folder), { message: new RegExp(`is in use by process ${other.pid};`) })
  await writeFile(lock, '')
  await t.rejects(
    openDataDirectory(folder),
    { message: /is in use by process \?;/ },
    'also before it has written its number'
  )
  await writeFile(lock, `${other.pid}\n`)
  other.kill('SIGKILL')
  await once(other, 'exit')
  await writeFile(join(folder, 'default.json.123456'), 'half a docu')
  const mine = await openDataDirectory(folder)
  t.equal(await readFile(lock, 'utf8'), `${process.pid}\n`)
  t.same(await readdir(folder), ['pesim.lock'], 'and what the other one had begun to write is gone')
  await mine.close()

  await writeFile(lock, `${process.pid}\n`)
  const restarted = await openDataDirectory(folder)
  await restarted.close()
  t.pass('a container whose process has the same number each time starts again')
})

t.test('a directory that cannot be used is named', async t => {
  const folder = t.testdir({ file: 'x', locked: {} })
  await t.rejects(openDataDirectory(join(folder, 'file')), {
    name: 'UnreadableData',
    message: /file cannot be used: EEXIST/
  })
  await t.rejects(openDataDirectory(join(folder, 'file', 'deeper')), { message: /deeper cannot be used: ENOTDIR/ })
  if (process.getuid?.() !== 0) {
    await chmod(join(folder, 'locked'), 0o500)
    await t.rejects(openDataDirectory(join(folder, 'locked')), { message: /locked cannot be used: EACCES/ })
  }
})
