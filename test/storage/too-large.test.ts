/** What is saved can be read back: a lab, or a state, that no start could be sure to read is refused when it is to be saved. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { nodeFiles } from '../../server/files/files.js'
import { labFolder } from '../../server/storage/directory/lab-folder.js'
import { decode } from '../../server/storage/document.js'
import { lowdbStorage } from '../../server/storage/lowdb.js'
import { SAVED_BYTES_MAX } from '../../server/storage/port.js'
import { createSaver } from '../../server/storage/saver.js'
import { smallLab, written } from './small-lab.js'

const whole = await written(smallLab(1))
/** Of the same lab, with a name that makes it larger by so many bytes. */
const larger = (revision: number, bytes: number) => ({ ...smallLab(revision), lab: `default${'x'.repeat(bytes)}` })

t.test('a lab is saved as long as its document is within the limit, to the byte', async t => {
  const path = join(t.testdir({}), 'default.json')
  const storage = lowdbStorage(path, { bytesMax: whole.length + 1 })
  await storage.save(smallLab(1))
  await storage.save(larger(2, 1))
  await t.rejects(storage.save(larger(3, 2)), {
    name: 'StorageFailure',
    code: 'EFBIG',
    path,
    reason: /^it would take [\d.]+ MiB, and [\d.]+ MiB is the most that is saved of one$/
  })
  t.same((await readdir(join(path, '..'))).sort(), ['default.json', 'default.previous.json'])
  t.match(await lowdbStorage(path).load(), { world: { revision: 2 } }, 'what was saved before still stands')
  await storage.probe()
  await storage.save(smallLab(4))
  t.match(await lowdbStorage(path).load(), { world: { revision: 4 } })
})

t.test('whoever made it larger is refused, and the next one who does not is served', async t => {
  const path = join(t.testdir({}), 'default.json')
  let [lab, kept] = [larger(1, 0), larger(1, 0)]
  const saver = createSaver(lowdbStorage(path, { bytesMax: whole.length }), () => lab, undefined, {
    saved: () => (kept = lab),
    failed: () => {
      lab = kept
      return true
    }
  })
  const change = async (to: typeof lab): Promise<void> => {
    const admission = await saver.admit()
    lab = to
    saver.changed()
    await saver.flushed(admission)
  }
  await change(larger(2, 0))
  await t.rejects(change(larger(3, 1)), { name: 'StorageFailure', code: 'EFBIG' })
  t.equal(lab, kept, 'it did not happen')
  await change(larger(4, 0))
  t.match(await lowdbStorage(path).load(), { world: { revision: 4 } })
})

t.test('a state in a file has the same limit', async t => {
  const folder = t.testdir({})
  const options = { files: nodeFiles, mayWrite: () => Promise.resolve() }
  const { states } = labFolder(folder, 'default.json', { ...options, bytesMax: 100 })
  await t.rejects(states.save('ready', smallLab(1)), {
    code: 'EFBIG',
    message: /ready\.json cannot be saved: it would/
  })
  t.same(await states.names(), [])
  await labFolder(folder, 'default.json', options).states.save('ready', smallLab(1))
  t.match(await states.load('ready'), { world: { revision: 1 } })
})

t.test('a file that is larger than a text can be is refused in words', async t => {
  t.throws(() => decode(whole, 'lab.json', whole.length - 1), {
    name: 'UnreadableData',
    message: /^lab\.json has [\d.]+ MiB, and no more than [\d.]+ MiB can be read$/
  })
  t.match(decode(whole, 'lab.json', whole.length), { world: { revision: 1 } })
  t.ok(SAVED_BYTES_MAX * 2 <= 2 ** 29, 'what is saved is well within what one text can hold')
})
