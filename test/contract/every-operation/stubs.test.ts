/** Goal: every published operation that is not emulated answers from its model and says so, and is refused in strict mode. */
import t from 'tap'
import { emulator } from '../../support/emulator.js'
import type { Method } from '../../support/emulator.js'
import { randomOf } from '../../../server/explore/random.js'
import { knownNames } from '../known-names.js'
import { labelOf, served } from '../operations.js'
import { validInput } from '../valid-input.js'

const SEED = Number(process.env['SEED'] ?? 1)
const stubs = served.filter(({ emulated }) => !emulated)

t.test('all published operations have an answer', async t => {
  t.ok(served.length >= 726, `${served.length} operations`)
})

for (const strict of [false, true]) {
  t.test(`what is not emulated ${strict ? 'is refused with 501 in strict mode' : 'answers as a stub'}`, async t => {
    const { ask, lab } = await emulator(t, { strict, validateResponses: !strict, fixture: 'france-canada-protected' })
    const known = await knownNames(ask, 'france', served) // no handler is asked, so any world will do
    for (const [index, call] of stubs.entries()) {
      const { url, body } = validInput(call, { known, random: randomOf(SEED + index), now: lab.world.now, turn: 0 })
      const answer = await ask('france', call.operation.method as Method, url, body)
      const { status, headers } = answer
      if (!strict) {
        t.equal(status, call.operation.success.status, labelOf(call), { answer })
        t.equal(headers['x-pesim'], 'stub', labelOf(call))
        continue
      }
      const code = call.contract.name.startsWith('v2') ? answer.body.error_code : answer.body.errorCode
      t.same([status, code?.code], [501, 501], labelOf(call), { answer })
    }
  })
}
