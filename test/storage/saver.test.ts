/** The saver: how many writes there are, what each of them holds, and who waits for which. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import t from 'tap'
import { FORMAT } from '../../server/storage/port.js'
import type { Storage } from '../../server/storage/port.js'
import { createSaver } from '../../server/storage/saver.js'

/** A storage whose writes end when the test says so. */
function slowStorage() {
  const written: unknown[] = []
  const running: { end: () => void; fail: (error: Error) => void }[] = []
  const storage: Storage = {
    load: async () => undefined,
    save: async ({ world }) => {
      written.push(world)
      await new Promise<void>((resolve, reject) => running.push({ end: resolve, fail: reject }))
    }
  }
  let world = 0
  const reported: unknown[] = []
  const current = () => ({ format: FORMAT, lab: 'default', world, clock: null })
  const saver = createSaver(storage, current, error => reported.push(error))
  return {
    written,
    reported,
    saver,
    change: () => {
      world += 1
      saver.changed()
    },
    endWrite: async () => {
      running.shift()?.end()
      await nextTurn()
      await nextTurn()
    },
    failWrite: async (message: string) => {
      running.shift()?.fail(new Error(message))
      await nextTurn()
      await nextTurn()
    }
  }
}

/** What has become of a promise by now. */
function outcome(promise: Promise<void>): { now: string } {
  const seen = { now: 'waiting' }
  promise.then(
    () => (seen.now = 'saved'),
    (error: Error) => (seen.now = error.message)
  )
  return seen
}

t.test('nothing is written while nothing changes', async t => {
  const { saver, written } = slowStorage()
  await saver.flushed()
  await nextTurn()
  t.same(written, [])
})

t.test('changes of one turn are one write', async t => {
  const { saver, written, change, endWrite } = slowStorage()
  change()
  change()
  const first = outcome(saver.flushed())
  change()
  const second = outcome(saver.flushed())
  await nextTurn()
  t.same(written, [3])
  t.same([first.now, second.now], ['waiting', 'waiting'])
  await endWrite()
  t.same([first.now, second.now], ['saved', 'saved'])
  await nextTurn()
  t.same(written, [3])
})

t.test('while one write runs, the next collects everything since', async t => {
  const { saver, written, change, endWrite } = slowStorage()
  change()
  const first = outcome(saver.flushed())
  await nextTurn()
  change()
  const second = outcome(saver.flushed())
  change()
  const third = outcome(saver.flushed())
  await nextTurn()
  t.same(written, [1], 'one at a time')
  await endWrite()
  t.same([first.now, second.now, third.now], ['saved', 'waiting', 'waiting'], 'its end acknowledges only what it held')
  t.same(written, [1, 3])
  await endWrite()
  t.same([second.now, third.now], ['saved', 'saved'])
})

t.test('a change that nobody waits for is written too', async t => {
  const { written, change, endWrite } = slowStorage()
  change()
  await nextTurn()
  change()
  await endWrite()
  t.same(written, [1, 2])
})

t.test('a write that fails rejects those who waited for it, is reported, and is tried again', async t => {
  const { saver, written, reported, change, endWrite, failWrite } = slowStorage()
  change()
  const first = outcome(saver.flushed())
  await nextTurn()
  change()
  const second = outcome(saver.flushed())
  await failWrite('disk full')
  t.same([first.now, second.now], ['disk full', 'waiting'])
  t.match(reported, [{ message: 'disk full' }])
  t.same(written, [1, 2], 'the next write is for those who came later')
  await failWrite('disk still full')
  t.equal(second.now, 'disk still full')
  await nextTurn()
  t.same(written, [1, 2], 'and nobody tries in a loop')

  const third = outcome(saver.flushed())
  await nextTurn()
  t.same(written, [1, 2, 2], 'who waits again tries again')
  await endWrite()
  t.equal(third.now, 'saved')
  await saver.flushed()

  change()
  await nextTurn()
  await failWrite('disk full again')
  change()
  await nextTurn()
  t.same(written.slice(3), [3, 4], 'so does a change')
  await endWrite()
})
