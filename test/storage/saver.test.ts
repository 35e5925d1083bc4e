/** The saver: how many writes there are, what each of them holds, who waits for which, and what becomes of what cannot be saved. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import t from 'tap'
import type { Storage } from '../../server/storage/port.js'
import { createSaver } from '../../server/storage/saver.js'
import type { SaverHooks } from '../../server/storage/saver.js'

/** A storage whose writes and probes end when the test says so. */
function slowStorage(hooks: SaverHooks = {}) {
  const written: unknown[] = []
  const running: { end: () => void; fail: (error: Error) => void }[] = []
  const probes: { end: () => void; fail: (error: Error) => void }[] = []
  const storage: Storage = {
    load: async () => undefined,
    loadPrevious: () => Promise.reject(new Error('nothing was saved')),
    save: async ({ world }) => {
      written.push(world)
      await new Promise<void>((resolve, reject) => running.push({ end: resolve, fail: reject }))
    },
    probe: () => new Promise<void>((resolve, reject) => probes.push({ end: resolve, fail: reject }))
  }
  let world = 0
  const reported: unknown[] = []
  const saver = createSaver(
    storage,
    () => ({ lab: 'default', world, clock: null }),
    error => reported.push(error),
    hooks
  )
  const end = async (one: { end: () => void } | undefined): Promise<void> => {
    one?.end()
    await nextTurn()
    await nextTurn()
  }
  const fail = async (one: { fail: (error: Error) => void } | undefined, code: string): Promise<void> => {
    one?.fail(Object.assign(new Error('it does not go'), { code }))
    await nextTurn()
    await nextTurn()
  }
  return {
    written,
    reported,
    saver,
    probes,
    change: () => {
      world += 1
      saver.changed()
    },
    putBack: (to: number) => {
      world = to
    },
    endWrite: () => end(running.shift()),
    failWrite: (code: string) => fail(running.shift(), code),
    endProbe: () => end(probes.shift()),
    failProbe: (code: string) => fail(probes.shift(), code)
  }
}

/** What has become of a promise by now. */
function outcome(promise: Promise<unknown>): { now: string } {
  const seen = { now: 'waiting' }
  promise.then(
    () => (seen.now = 'saved'),
    (error: Error & { code?: string }) => (seen.now = error.code ?? error.message)
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

t.test('a write that fails rejects all who wait, is reported, and nobody tries again by himself', async t => {
  const { saver, written, reported, change, endWrite, failWrite } = slowStorage()
  t.same(saver.state, { storage: 'ok' })
  change()
  const first = outcome(saver.flushed())
  await nextTurn()
  change()
  const second = outcome(saver.flushed())
  await failWrite('ENOSPC')
  t.same([first.now, second.now], ['ENOSPC', 'ENOSPC'], 'what came later stood on what was not saved')
  t.match(reported, [{ name: 'StorageFailure', code: 'ENOSPC' }])
  t.same(saver.state, { storage: 'failing', reason: 'no space is left on the device (ENOSPC)' })
  await nextTurn()
  t.same(written, [1])

  const third = outcome(saver.flushed())
  await nextTurn()
  t.same(written, [1, 2], 'who waits again tries again, because nobody has put the lab back')
  await endWrite()
  t.equal(third.now, 'saved')
  t.same(saver.state, { storage: 'ok' })
})

t.test('a lab that was put back has nothing to save', async t => {
  const kept = { taken: 0, saved: 0 }
  let world = 0
  const { saver, written, change, endWrite, failWrite, putBack } = slowStorage({
    taken: () => {
      kept.taken = world
    },
    saved: () => {
      kept.saved = kept.taken
    },
    failed: () => {
      world = kept.saved
      putBack(world)
      return true
    }
  })
  const step = (): void => {
    world += 1
    change()
  }
  step()
  await nextTurn()
  await endWrite()
  step()
  await nextTurn()
  step()
  const refused = outcome(saver.flushed())
  await failWrite('EIO')
  t.equal(refused.now, 'EIO')
  t.same([world, kept.saved], [1, 1])
  await saver.flushed()
  t.same(written, [1, 2], 'no write was needed')
  step()
  const next = outcome(saver.flushed())
  await nextTurn()
  await endWrite()
  t.equal(next.now, 'saved')
  t.same(written, [1, 2, 2])
})

t.test('while saves fail nothing is let in, until one attempt for all has worked', async t => {
  const { saver, probes, change, failWrite, endProbe, failProbe } = slowStorage()
  t.equal(await saver.admit(), 0)
  saver.refuseUnlessSaving()
  change()
  await nextTurn()
  await failWrite('EROFS')
  t.throws(() => saver.refuseUnlessSaving(), { name: 'StorageFailure', code: 'EROFS' })

  const [one, other] = [outcome(saver.admit()), outcome(saver.admit())]
  t.equal(probes.length, 1)
  await failProbe('EDQUOT')
  t.same([one.now, other.now], ['EDQUOT', 'EDQUOT'])
  t.match(saver.state, { storage: 'failing', reason: /quota/ }, 'the latest reason counts')

  const third = outcome(saver.admit())
  t.equal(probes.length, 1)
  await endProbe()
  t.equal(third.now, 'saved')
  t.same(saver.state, { storage: 'ok' })
  saver.refuseUnlessSaving()
})

t.test('who was let in before a save failed is refused with it', async t => {
  const { saver, change, failWrite, endProbe } = slowStorage({ failed: () => true })
  const early = await saver.admit()
  change()
  await nextTurn()
  await failWrite('EIO')
  const late = saver.admit()
  await endProbe()
  await t.rejects(saver.flushed(early), { code: 'EIO' }, 'what it changed has been put back')
  t.throws(() => saver.refuseUnlessSaving(early), { code: 'EIO' }, 'and what it would change is not saved with it')
  saver.refuseUnlessSaving(await late)
  await saver.flushed(await late)
})
