/**
 * Goal: no published operation lacks an answer, no answer leaves its model, and what is emulated can be made to succeed.
 * Method: call all of them with input that is made from their contract and speaks of what the world has, lax and strict,
 * with answers checked; a refusal in the product's form is an answer. One that is emulated is asked again with other
 * input until it succeeds, each from the same world, so that no call depends on those before it.
 * SEED=<n> npx tap test/contract/every-operation.test.ts makes other input.
 */
import t from 'tap'
import type { World } from '../../server/domain/core/world.js'
import { randomOf } from '../../server/explore/random.js'
import { emulator } from '../support/emulator.js'
import type { Answer, Emulator, Method } from '../support/emulator.js'
import { knownNames } from './known-names.js'
import type { KnownNames } from './known-names.js'
import { populatedWorld } from './populated-world.js'
import { labelOf, served } from './operations.js'
import type { Served } from './operations.js'
import { validInput } from './valid-input.js'

const SEED = Number(process.env['SEED'] ?? 1)
/** Requests that an emulated operation is given to succeed. */
const TURNS = 120
/** What the emulated product refuses on two clusters of AHV, whatever it is asked. */
const refusedHere = new Set([
  ...['getGpuforHost', 'getHostGpuStats'], // no host has such a processor
  ...['rekey', 'testEncryptionConfiguration', 'uploadCertificatesViaMultiFile', 'deleteCertificate'], // no key server
  ...['addStoragePool', 'deleteStoragePool', 'deployRemoteSite'], // one pool has all disks; no cloud answers
  ...['createNfsDatastores', 'deleteNfsDatastores', 'getAllMAWitnesses'], // datastores and metro are of ESXi
  ...['startStretchCluster', 'stopStretchCluster', 'promoteStretchCluster'],
  ...['updateStretchCluster', 'updateStretchFailureHandling', 'getSnapshotByName']
])
/** The share of emulated operations that are driven to success; the others need what chance does not find. */
const SUCCEED_MIN = 0.92

/** What is wrong with an answer; undefined when nothing is. */
function faultOf(
  { contract, operation, emulated }: Served,
  { status, headers, body, text }: Answer,
  strict: boolean
): string | undefined {
  const summary = `${status} ${text.slice(0, 300)}`
  const refusal = (body as { error_code?: unknown; errorCode?: unknown } | undefined) ?? {}
  const code = (contract.name.startsWith('v2') ? refusal.error_code : refusal.errorCode) as
    { code?: unknown } | undefined
  if (headers['exception'] === 'RuntimeException') return summary
  if (!emulated && strict) return status === 501 && code?.code === 501 ? undefined : `${summary} is not 501`
  if (!emulated) return status === operation.success.status && headers['x-pesim'] === 'stub' ? undefined : summary
  if (status === operation.success.status) return undefined
  return code !== undefined && status >= 400 && status <= 500 ? undefined : summary
}

/** What has gone wrong, and which calls were only ever refused. */
interface Driven {
  readonly faults: readonly string[]
  readonly refused: readonly { readonly call: Served; readonly why: string }[]
}

async function drive(
  emulator: Emulator,
  known: KnownNames,
  calls: readonly Served[],
  strict: boolean
): Promise<Driven> {
  const { ask, lab } = emulator
  const base = structuredClone(lab.world) as World
  const faults: string[] = []
  const refused: { call: Served; why: string }[] = []
  for (const [index, call] of calls.entries()) {
    const random = randomOf(SEED * 100_003 + index)
    let answer: Answer | undefined
    const refusals = new Set<string>()
    for (let turn = 0; turn < (call.emulated ? TURNS : 1); turn += 1) {
      const { url, body } = validInput(call, { known, random, now: base.now, turn })
      answer = await ask('france', call.operation.method as Method, url, body)
      const fault = faultOf(call, answer, strict)
      if (fault !== undefined)
        faults.push(`${call.operation.method} ${url} ${JSON.stringify(body)} (${labelOf(call)}): ${fault}`)
      if (lab.world.revision !== base.revision) lab.engine.replace(structuredClone(base))
      if (answer.status === call.operation.success.status) break
      refusals.add(answer.text.slice(0, 120))
    }
    if (call.emulated && answer?.status !== call.operation.success.status)
      refused.push({ call, why: `${labelOf(call)}: ${[...refusals].slice(0, 4).join(' | ')}` })
  }
  return { faults, refused }
}

t.test('all published operations answer as published, and those that are emulated can succeed', async t => {
  const ahv = await emulator(t, { fixture: 'france-canada-protected' })
  const first = await drive(ahv, await populatedWorld(ahv, SEED), served, false)
  t.same(first.faults, [], `seed ${SEED}`)
  t.ok(served.length >= 726, `${served.length} operations`)

  const refused = new Set(first.refused.map(({ call }) => call))
  const taken = served.filter(call => call.emulated && refusedHere.has(call.operation.id) && !refused.has(call))
  t.same(taken.map(labelOf), [], 'what is refused here is refused')

  // What only clusters of ESXi do.
  const esxi = await emulator(t, { fixture: 'france-canada-esxi' })
  const second = await drive(esxi, await populatedWorld(esxi, SEED), [...refused], false)
  t.same(second.faults, [], `seed ${SEED}, ESXi`)

  const emulated = served.filter(call => call.emulated).length
  const share = 1 - second.refused.length / emulated
  t.comment(`seed ${SEED}: ${emulated - second.refused.length} of ${emulated} emulated operations succeed`)
  const telling = new Map(first.refused.map(({ call, why }) => [call, why]))
  for (const { call } of second.refused) t.comment(`refused: ${telling.get(call)}`)
  t.ok(share >= SUCCEED_MIN, `${Math.round(share * 100)} % of them`)
})

t.test('all published operations that are not emulated say so in strict mode', async t => {
  const summary = await emulator(t, { strict: true, validateResponses: false, fixture: 'france-canada-protected' })
  const known = await knownNames(summary.ask, 'france', served) // no handler is asked, so any world will do
  const { faults } = await drive(
    summary,
    known,
    served.filter(({ emulated }) => !emulated),
    true
  )
  t.same(faults, [], `seed ${SEED}`)
})
