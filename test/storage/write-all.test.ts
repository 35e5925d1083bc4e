/** Pieces of memory on their way to a file: all of them, in their order, however few bytes the system takes at once. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { nodeFiles } from '../../server/files/files.js'
import { lengthOf, writeAll } from '../../server/files/write-all.js'

const pieces = ['a line\n', '', 'ä€ another\n', 'x', ''].map(text => Buffer.from(text))
const whole = Buffer.concat(pieces)

t.test('a system that takes a few bytes at once is asked again with the rest', async t => {
  for (let most = 1; most <= whole.length + 1; most += 1) {
    const taken: Buffer[] = []
    await writeAll(pieces, async left => {
      const bytes = Buffer.concat(left).subarray(0, most)
      taken.push(bytes)
      return bytes.length
    })
    if (!Buffer.concat(taken).equals(whole)) t.fail(`${most} at once`)
    t.equal(taken.length, Math.ceil(whole.length / most))
  }
  t.equal(lengthOf(pieces), whole.length)
})

t.test('one that takes nothing is asked once, and nobody waits for ever', async t => {
  let calls = 0
  await writeAll(pieces, async () => {
    calls += 1
    return 0
  })
  t.equal(calls, 1)
  await writeAll([Buffer.alloc(0)], () => Promise.reject(new Error('there was nothing to write')))
})

t.test('a file holds more pieces than a system takes in one call', async t => {
  const path = join(t.testdir({}), 'many')
  const many = Array.from({ length: 5000 }, (_, index) => Buffer.from(`${index},`))
  const file = await nodeFiles.create(path)
  await file.write(many)
  t.equal(await file.size(), lengthOf(many))
  await file.close()
  t.ok((await readFile(path)).equals(Buffer.concat(many)))
})
