/**
 * Goal: whatever goes wrong with a file operation, and wherever a power failure comes, nothing that was acknowledged is
 * lost and nothing that was refused has happened.
 * Method: requests, alone and several at once, each set a bit of the lab's revision, and it is saved; the n-th file
 * operation is short, fails, or is never done because the process was killed, for n = 1, 2, 3 ... until nothing is hit any
 * more. Then the lab is loaded again: from all that was not synced, from half of it, from none, and with as many of the
 * last changes of names as may have reached the device.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import t from 'tap'
import { lowdbStorage, previousOf } from '../../server/storage/lowdb.js'
import { createSaver } from '../../server/storage/saver.js'
import { FaultyFiles, faultKinds } from './faulty-files.js'
import type { Loss, Plan } from './faulty-files.js'
import { smallLab } from './small-lab.js'

const PATH = '/data/default.json'
const OPERATIONS_MAX = 200
/** Longer than any save takes that is not killed. */
const TURNS = 80

/** When each request comes: in the same turn as others, while what those brought is written, or when all is quiet. */
const requests = ['quiet', 'quiet', 'together', 'meanwhile', 'quiet', 'together', 'quiet'] as const
/** The first ones have had their answer before anything goes wrong with the later ones, which save a lab that is there. */
const OPERATIONS_MIN = 40

/** Requests by their bits. */
interface Outcome {
  acknowledged: number
  refused: number
  /** Sent, and the process was killed over it. */
  unanswered: number
}

/** Serves the requests as the emulator does: what cannot be saved is put back. `look` is called before each, and at the end. */
async function serve(files: FaultyFiles, look: (outcome: Outcome) => void): Promise<Outcome> {
  const storage = lowdbStorage(PATH, { files })
  const outcome: Outcome = { acknowledged: 0, refused: 0, unanswered: 0 }
  let [world, taken, kept] = [0, 0, 0]
  const saver = createSaver(storage, () => smallLab(world), undefined, {
    taken: () => {
      taken = world
    },
    saved: () => {
      kept = taken
    },
    failed: () => {
      world = kept
      return true
    }
  })
  const send = async (bit: number): Promise<void> => {
    outcome.unanswered |= bit
    try {
      const admission = await saver.admit()
      saver.refuseUnlessSaving(admission)
      world |= bit
      saver.changed()
      await saver.flushed(admission)
      outcome.acknowledged |= bit
    } catch {
      outcome.refused |= bit
    }
    outcome.unanswered &= ~bit
  }
  for (const [index, when] of requests.entries()) {
    const turns = { together: 0, meanwhile: 3, quiet: TURNS }[when]
    for (let turn = 0; turn < turns && outcome.unanswered !== 0; turn += 1) await nextTurn()
    if (files.killed) break
    look({ ...outcome })
    void send(1 << index)
  }
  for (let turn = 0; turn < TURNS && outcome.unanswered !== 0; turn += 1) await nextTurn()
  look(outcome)
  return outcome
}

/** The bits that a start finds. */
async function readBits(files: FaultyFiles): Promise<number> {
  const lab = await lowdbStorage(PATH, { files }).load()
  return lab?.world.revision ?? 0
}

function lossesOf(files: FaultyFiles): Loss[] {
  const names = Array.from({ length: files.nameChanges + 1 }, (_, count) => count)
  return names.flatMap(count => (['synced', 'torn', 'all'] as const).map(contents => ({ names: count, contents })))
}

function faultIn(bits: number, { acknowledged, refused }: Outcome): string | undefined {
  if ((bits & acknowledged) !== acknowledged) return 'what was acknowledged is lost'
  return (bits & refused) === 0 ? undefined : 'what was refused has happened'
}

/** Runs the table for one kind of fault; tells how many operations were hit, and what went wrong where. */
async function table(plan: Omit<Plan, 'operation'>): Promise<{ rows: number; looks: number; faults: string[] }> {
  const faults: string[] = []
  let looks = 0
  for (let operation = 1; operation <= OPERATIONS_MAX; operation += 1) {
    const files = new FaultyFiles()
    files.plan({ ...plan, operation })
    const left: { after: FaultyFiles; loss: Loss; outcome: Outcome }[] = []
    const { unanswered } = await serve(files, outcome => {
      // Before the fault it is as it was for the operation before.
      if (files.hit === undefined) return
      for (const loss of lossesOf(files)) left.push({ after: files.afterwards(loss), loss, outcome })
    })
    const { hit } = files
    if (hit === undefined) return { rows: operation - 1, looks, faults }
    if (!files.killed && unanswered !== 0) faults.push(`operation ${operation} (${hit}): a request has no answer`)
    for (const { after, loss, outcome } of left) {
      looks += 1
      const fault = await readBits(after).then(
        bits => faultIn(bits, outcome),
        (error: Error) => error.message
      )
      if (fault !== undefined)
        faults.push(`operation ${operation} (${hit}): ${fault} ${JSON.stringify({ ...outcome, ...loss })}`)
    }
  }
  throw new Error(`Nothing ends after ${OPERATIONS_MAX} operations`)
}

for (const fault of faultKinds) {
  t.test(`${fault}, at each operation once`, async t => {
    const { rows, looks, faults } = await table({ fault, lasting: false })
    t.same(faults, [])
    t.ok(rows >= OPERATIONS_MIN, `${rows} operations, ${looks} looks`)
  })
}

for (const fault of ['ENOSPC', 'EIO', 'EROFS', 'EDQUOT', 'short'] as const) {
  t.test(`${fault}, at each operation and all that follow`, async t => {
    const { rows, looks, faults } = await table({ fault, lasting: true })
    // A device that fails for good right after a document got its name does not let it be taken back either.
    const inDoubt = /\(sync directory\): what was refused has happened/
    t.same(
      faults.filter(each => !inDoubt.test(each)),
      []
    )
    t.ok(rows >= OPERATIONS_MIN, `${rows} operations, ${looks} looks`)
  })
}

t.test('what cannot be read ends the start, and the file stays as it is', async t => {
  const files = new FaultyFiles()
  const storage = lowdbStorage(PATH, { files })
  for (const revision of [1, 2]) await storage.save(smallLab(revision))
  const before = await files.readFile(PATH)
  files.plan({ fault: 'EIO', operation: 1, lasting: false })
  await t.rejects(lowdbStorage(PATH, { files }).load(), { name: 'UnreadableData', message: /cannot be read: EIO/ })
  files.plan(undefined)
  t.ok((await files.readFile(PATH)).equals(before))
  t.same(files.names, [PATH, previousOf(PATH)])
  t.equal((await lowdbStorage(PATH, { files }).loadPrevious()).world.revision, 1)
})
