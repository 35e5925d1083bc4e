/**
 * Goal: every body goes through the contract, a PATCH's too, so that no value of a wrong type reaches a handler.
 * Method: every emulated operation that takes a body is sent each field that its contract describes with values of other
 * types, in its place and outside of its envelope. After a refusal nothing has changed.
 */
import t from 'tap'
import type { World } from '../../server/domain/core/world.js'
import { randomOf } from '../../server/explore/random.js'
import { emulator } from '../support/emulator.js'
import type { Method } from '../support/emulator.js'
import { populatedWorld } from './populated-world.js'
import { labelOf, served } from './operations.js'
import { faultOf } from './refusal-form.js'
import { validInput } from './valid-input.js'
import { wrongTypes } from './wrong-types.js'

t.test('no field of a body has a value of a type that the emulator fails over', async t => {
  const instance = await emulator(t, { validateResponses: true, fixture: 'france-canada-protected' })
  const known = await populatedWorld(instance)
  const { lab, ask } = instance
  const base = structuredClone(lab.world) as World
  const before = JSON.stringify(base)
  const faults: string[] = []
  let [sentCount, refusedCount] = [0, 0]
  for (const call of served.filter(({ emulated }) => emulated)) {
    const { operation, contract } = call
    const { url, body } = validInput(call, { known, random: randomOf(1), now: base.now, turn: 0 })
    for (const wrong of wrongTypes(contract.document, operation, body)) {
      const answer = await ask('france', operation.method as Method, url, wrong.body)
      const success = answer.status < 300
      const changed = lab.world.revision !== base.revision
      sentCount += 1
      if (!success) refusedCount += 1
      const fault =
        faultOf(call, url, answer) ?? (!success && changed ? 'refused, and the world has changed' : undefined)
      if (fault !== undefined)
        faults.push(`${labelOf(call)}, ${wrong.place}: ${fault}: ${answer.status} ${answer.text}`)
      if (changed) lab.engine.replace(structuredClone(base))
    }
    if (JSON.stringify(lab.world) !== before) {
      faults.push(`${labelOf(call)}: refused, and the world has changed`)
      lab.engine.replace(structuredClone(base))
    }
  }
  t.comment(`${refusedCount} of ${sentCount} were refused`)
  t.same(faults.slice(0, 20), [], `${faults.length} faults`)
  t.ok(refusedCount > sentCount / 2, 'most of them were wrong')
})
