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
import type { GoodInput, GoodInputs } from './good-input.js'
import { inputsIn, v2Refused } from './refused.js'
import type { RefusedOperations } from './refused.js'
import { v2Inputs } from './v2-inputs.js'

const SEED = Number(process.env['SEED'] ?? 1)
/** Requests made by chance for each operation: only what is required, everything, and some of it. */
const TURNS = 4
/** How a refusal ends its detailed message, in either version. */
const CODE = /"detailed_?[mM]essage":"\w+: ([a-z-]+\/[a-z-]+)"/
/** The worlds, by what an input says it needs. */
const fixtures: readonly (readonly [GoodInput['on'], string])[] = [
  [undefined, 'france-canada-protected'],
  ['esxi', 'france-canada-esxi'],
  ['files', 'france-canada-files']
]

/** What v2.0 is asked, which an operation that was derived from one of it is asked too. */
const requestsOfV2: GoodInputs = { ...v2Inputs, ...inputsIn(v2Refused) }

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

/** Tests a version: what is refused here has to be refused as its entry says. */
export async function driveVersion(version: string, inputs: GoodInputs, refused: RefusedOperations): Promise<void> {
  const calls = served.filter(({ contract, emulated }) => emulated && contract.name === version)
  const lists = served.filter(({ contract: { name } }) => name === 'v2.0' || name === version)
  const sites = new Map<GoodInput['on'], Site>()
  for (const [on, fixture] of fixtures) sites.set(on, await site(fixture, lists))
  const ahv = sites.get(undefined) as Site
  const own = { ...inputs, ...inputsIn(refused) }

  t.test(`every emulated operation of ${version} succeeds with a good request, or is refused for a reason`, async t => {
    for (const call of calls) {
      const { id, success } = call.operation
      const outcomes = await outcomesOf(call, originOf(call) === undefined ? own : inputs, sites)
      const last = outcomes.at(-1) ?? ''
      const entry = refused[id]
      if (entry === undefined) t.match(last, new RegExp(`^${success.status} `), labelOf(call), { outcomes })
      else t.equal(last.split(' to ')[0], entry.told, `${labelOf(call)} is refused: ${entry.reason}`, { outcomes })
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

/** What each request is answered, until one succeeds: the status and a refusal's code, and what was asked. */
async function outcomesOf(call: Served, inputs: GoodInputs, sites: ReadonlyMap<GoodInput['on'], Site>) {
  const { id, success } = call.operation
  const { on } = inputs[id] ?? requestsOfV2[originOf(call)?.v2.operation.id ?? ''] ?? {}
  const where = sites.get(on) as Site
  const outcomes: string[] = []
  for (const input of inputsOf(call, inputs, where.known)) {
    const { status, text } = await ask(where, call, input)
    const code = CODE.exec(text)?.[1]
    const answer = code === undefined ? status : `${status} ${code}`
    outcomes.push(`${answer} to ${input.url} ${JSON.stringify(input.body)}: ${text.slice(0, 200)}`)
    if (status === success.status) break
  }
  return outcomes
}

/** What the table of its version says, and for a derived operation what that of v2.0 says: one of them has to do. */
export function inputsOf(call: Served, inputs: GoodInputs, known: KnownNames): Input[] {
  const own = goodInput(call, inputs, known)
  const derived = originOf(call)
  if (call.operation.id in inputs || derived === undefined) return [own]
  const { v2, origin } = derived
  return [own, inOlder(goodInput(v2, requestsOfV2, known), call, v2, origin)]
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
