/**
 * Goal: no published operation lacks an answer, no answer leaves its model, and what is emulated can be made to succeed.
 * Method: every emulated operation is asked what its version's table says, which has to succeed, and what is made from its
 * contract by chance, which may be refused in the product's form; each from the same world, with answers checked.
 * SEED=<n> makes other input.
 */
import t from 'tap'
import type { World } from '../../../server/domain/core/world.js'
import { randomOf } from '../../../server/explore/random.js'
import { emulator } from '../../support/emulator.js'
import type { Answer, Emulator, Method } from '../../support/emulator.js'
import type { KnownNames } from '../known-names.js'
import { populatedWorld } from '../populated-world.js'
import { labelOf, served } from '../operations.js'
import type { Served } from '../operations.js'
import { inOlder, originOf } from '../older-words.js'
import { validInput } from '../valid-input.js'
import type { Input } from '../valid-input.js'
import { goodInput } from './good-input.js'
import type { GoodInputs } from './good-input.js'
import { v2Inputs } from './v2-inputs.js'

const SEED = Number(process.env['SEED'] ?? 1)
/** Requests made by chance for each operation: only what is required, everything, and some of it. */
const TURNS = 4

/** A cluster with its world, to which it is put back after each request. */
interface Site {
  readonly emulator: Emulator
  readonly known: KnownNames
  readonly base: World
}

async function site(fixture: string, lists: readonly Served[]): Promise<Site> {
  const instance = await emulator(t, { fixture })
  const known = await populatedWorld(instance, lists)
  return { emulator: instance, known, base: structuredClone(instance.lab.world) as World }
}

/** Tests a version: each operation that is refused here has its reason. */
export async function driveVersion(
  version: string,
  inputs: GoodInputs,
  refused: Readonly<Record<string, string>>
): Promise<void> {
  const calls = served.filter(({ contract, emulated }) => emulated && contract.name === version)
  const lists = served.filter(({ contract: { name } }) => name === 'v2.0' || name === version)
  const ahv = await site('france-canada-protected', lists)
  const esxi = await site('france-canada-esxi', lists)

  t.test(`every emulated operation of ${version} succeeds with a good request, or is refused for a reason`, async t => {
    for (const call of calls) {
      const { id, success } = call.operation
      const { on } = inputs[id] ?? v2Inputs[originOf(call)?.v2.operation.id ?? ''] ?? {}
      const where = on === 'esxi' ? esxi : ahv
      const outcomes = []
      for (const input of inputsOf(call, inputs, where.known)) {
        const answer = await ask(where, call, input)
        outcomes.push(`${answer.status} to ${input.url} ${JSON.stringify(input.body)}: ${answer.text.slice(0, 200)}`)
        if (answer.status === success.status) break
      }
      const succeeds = outcomes.at(-1)?.startsWith(`${success.status} `) === true
      const reason = refused[id]
      if (reason === undefined) t.ok(succeeds, labelOf(call), { outcomes })
      else t.notOk(succeeds, `${labelOf(call)} is refused: ${reason}`, { outcomes })
    }
    const ids = new Set(calls.map(({ operation }) => operation.id))
    const unknown = [...Object.keys(inputs), ...Object.keys(refused)].filter(id => !ids.has(id))
    t.same(unknown, [], 'the tables name nothing else')
  })

  t.test(`every emulated operation of ${version} answers what is made by chance as its contract says`, async t => {
    const faults: string[] = []
    for (const [index, call] of calls.entries()) {
      const random = randomOf(SEED * 100_003 + index)
      for (let turn = 0; turn < TURNS; turn += 1) {
        const input = validInput(call, { known: ahv.known, random, now: ahv.base.now, turn })
        const answer = await ask(ahv, call, input)
        const fault = faultOf(call, answer)
        if (fault !== undefined) faults.push(`${labelOf(call)}: ${input.url} ${JSON.stringify(input.body)}: ${fault}`)
      }
    }
    t.same(faults, [], `seed ${SEED}`)
  })
}

/** What the table of its version says, and for a derived operation what that of v2.0 says: one of them has to do. */
function inputsOf(call: Served, inputs: GoodInputs, known: KnownNames): Input[] {
  const own = goodInput(call, inputs, known)
  const derived = originOf(call)
  if (call.operation.id in inputs || derived === undefined) return [own]
  const { v2, origin } = derived
  return [own, inOlder(goodInput(v2, v2Inputs, known), call, v2, origin)]
}

async function ask(
  { emulator: { ask, lab }, base }: Site,
  { operation }: Served,
  { url, body }: Input
): Promise<Answer> {
  const answer = await ask('france', operation.method as Method, url, body)
  if (lab.world.revision !== base.revision) lab.engine.replace(structuredClone(base))
  return answer
}

/** What is wrong with an answer; undefined when nothing is. */
function faultOf({ contract, operation }: Served, { status, headers, body, text }: Answer): string | undefined {
  if (status === operation.success.status) return undefined
  const instance = `${status} ${text.slice(0, 300)}`
  if (headers['exception'] === 'RuntimeException') return instance
  const refusal = (body as { error_code?: object; errorCode?: object } | undefined) ?? {}
  const code = contract.name.startsWith('v2') ? refusal.error_code : refusal.errorCode
  return code !== undefined && status >= 400 && status <= 500 ? undefined : instance
}
