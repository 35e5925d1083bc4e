/**
 * Goal: whatever a client gets wrong, it is told so in the product's form and nothing has changed.
 * Method: over every operation, requests of which one thing was spoilt by chance; a spoilt request that is still right
 * may succeed. After a refusal the world is, to the last character, what it was. Wrong types
 * of every field are wrong-types.test.ts's.
 * A failure names its seed and case: SEED=<n> npx tap test/contract/invalid-input.test.ts replays the run.
 */
import t from 'tap'
import type { World } from '../../server/domain/core/world.js'
import { randomOf } from '../../server/explore/random.js'
import { emulator } from '../support/emulator.js'
import { populatedWorld } from './populated-world.js'
import { labelOf, served } from './operations.js'
import type { Served } from './operations.js'
import { faultOf } from './refusal-form.js'
import { corrupt } from './corrupt-input.js'
import { validInput } from './valid-input.js'

const SEED = Number(process.env['SEED'] ?? 1)
const CASES = 10_000
/** The world is compared as a whole after so many cases; after each by its revision. */
const COMPARED_EVERY = 50

t.test(`${CASES} spoilt requests are refused in the product's form and change nothing, or were right`, async t => {
  const instance = await emulator(t, { validateResponses: true, fixture: 'france-canada-protected' })
  const known = await populatedWorld(instance)
  const { lab, send } = instance
  const base = structuredClone(lab.world) as World
  const before = JSON.stringify(base)
  const faults: string[] = []
  let refused = 0
  for (let number = 0; number < CASES; number += 1) {
    const random = randomOf(SEED * 1_000_003 + number)
    const call = served[number % served.length] as Served
    const input = validInput(call, { known, random, now: base.now, turn: 1 + random.below(3) })
    const wire = corrupt(call.operation, input, random)
    const answer = await send('france', wire)
    const success = answer.status < 300
    if (!success) refused += 1
    const changed = lab.world.revision !== base.revision
    const fault =
      faultOf(call, wire.url, answer) ?? (!success && changed ? 'refused, and the world has changed' : undefined)
    if (fault !== undefined) {
      const label = `${wire.method} ${wire.url.slice(0, 200)} ${String(wire.payload ?? '').slice(0, 200)}`
      faults.push(
        `case ${number}, ${labelOf(call)}, ${wire.kind}: ${fault}: ${answer.status} ${answer.text.slice(0, 300)} to ${label}`
      )
    }
    if (number % COMPARED_EVERY === 0 && lab.world.revision === base.revision && JSON.stringify(lab.world) !== before)
      faults.push(
        `the world has changed and its revision has not, in one of ${COMPARED_EVERY} cases up to case ${number}`
      )
    if (changed) lab.engine.replace(structuredClone(base))
  }
  t.comment(`seed ${SEED}: ${refused} of ${CASES} were refused`)
  t.same(faults.slice(0, 20), [], `seed ${SEED}: ${faults.length} faults`)
  t.ok(refused > CASES / 4, 'most of them were wrong')
})
