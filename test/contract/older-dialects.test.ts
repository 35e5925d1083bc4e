/**
 * Goal: what drives an operation of v2.0 drives those of v1 and v0.8 that were derived from it.
 * Method: ask both the same of equal worlds, with input made from a seed until v2.0 takes it: both take it or refuse it,
 * in the same words, and leave the same world behind. SEED=<n> replays it.
 */
import t from 'tap'
import type { World } from '../../server/domain/core/world.js'
import { randomOf } from '../../server/explore/random.js'
import { emulator } from '../support/emulator.js'
import type { Answer, Method } from '../support/emulator.js'
import { populatedWorld } from './populated-world.js'
import { inCommon, inOlder, originOf } from './older-words.js'
import { labelOf, served } from './operations.js'
import type { Served } from './operations.js'
import { validInput } from './valid-input.js'
import type { Input } from './valid-input.js'

const SEED = Number(process.env['SEED'] ?? 1)
const TURNS = 12

const pairs = served.flatMap(older => {
  const derived = originOf(older)
  return derived === undefined ? [] : [{ older, ...derived }]
})

const UNASKED = 'not what its contract asks for'

/** What can be compared: whether it was taken, how much was listed, or why it was refused. */
function gist({ operation }: Served, { status, body }: Answer): unknown {
  if (status === 400) return UNASKED
  if (status !== operation.success.status) {
    const { message } = body as { message?: unknown }
    return { status, message: String(message).replaceAll('_', '').toLowerCase() } // each names a key in its own spelling
  }
  const rows = (body as { entities?: unknown } | null)?.entities ?? body
  if (!Array.isArray(rows)) return { rows: 1 }
  return { rows: rows.filter(row => (row as { controllerVm?: unknown }).controllerVm !== true).length } // v1 alone lists those
}

t.test('v1 and v0.8 take and refuse what v2.0 does, and do the same', async t => {
  const instance = await emulator(t, { fixture: 'france-canada-protected' })
  const known = await populatedWorld(instance)
  const { ask, lab } = instance
  const base = structuredClone(lab.world) as World
  const outcome = async (
    call: Served,
    { url, body }: Input
  ): Promise<{ gist: unknown; world: string; taken: boolean }> => {
    const answer = await ask('france', call.operation.method as Method, url, body)
    const world = JSON.stringify(lab.world)
    if (lab.world.revision !== base.revision) lab.engine.replace(structuredClone(base))
    return { gist: gist(call, answer), world, taken: answer.status === call.operation.success.status }
  }
  const faults: unknown[] = []
  for (const [index, { older, v2, origin }] of pairs.entries()) {
    const random = randomOf(SEED * 7919 + index)
    for (let turn = 0; turn < TURNS; turn += 1) {
      const input = inCommon(validInput(v2, { known, random, now: base.now, turn }), older)
      const other = inOlder(input, older, v2, origin)
      const [there, here] = [await outcome(v2, input), await outcome(older, other)]
      const unasked = !there.taken && here.gist === UNASKED // one contract may ask for more than the other
      if ((!unasked && JSON.stringify(there.gist) !== JSON.stringify(here.gist)) || there.world !== here.world)
        faults.push(
          `${labelOf(older)} ${other.url} ${JSON.stringify(input.body)}: ${JSON.stringify([there.gist, here.gist])}`
        )
      if (there.taken) break
    }
  }
  t.same(faults, [], `seed ${SEED}`)
  t.ok(pairs.length > 60, `${pairs.length} operations`)
})
