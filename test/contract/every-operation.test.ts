/**
 * Goal: no published operation lacks an answer, no answer leaves its model, and what is emulated can be made to succeed.
 * Method: call all of them with input that is made from their contract and speaks of what the world has, lax and strict,
 * with answers checked; a refusal in the product's form is an answer. One that is emulated is asked again with other
 * input until it succeeds, each from the same world, so that no call depends on those before it.
 * SEED=<n> npx tap test/contract/every-operation.test.ts makes other input.
 */
import t from 'tap'
import type { World } from '../../server/domain/world.js'
import { randomOf } from '../../server/explore/random.js'
import { emulator } from './emulator.js'
import type { Answer, Method } from './emulator.js'
import { livelyWorld } from './lively-world.js'
import { labelOf, served } from './operations.js'
import type { Served } from './operations.js'
import { validInput } from './valid-input.js'

const SEED = Number(process.env['SEED'] ?? 1)
/** Requests that an emulated operation is given to succeed. */
const TURNS = 60
/** What the emulated product refuses on two clusters of AHV, whatever it is asked: they count in no share. */
const refusedHere = new Set([
  ...['getGpuforHost', 'getHostGpuStats'], // no host has such a processor
  ...['rekey', 'testEncryptionConfiguration', 'uploadCertificatesViaMultiFile', 'deleteCertificate'], // no key server
  ...['addStoragePool', 'deleteStoragePool', 'deployRemoteSite'], // one pool has all disks; no cloud answers
  ...['createNfsDatastores', 'deleteNfsDatastores', 'getAllMAWitnesses'], // datastores and metro are of ESXi
  ...['startStretchCluster', 'stopStretchCluster', 'promoteStretchCluster'],
  ...['updateStretchCluster', 'updateStretchFailureHandling', 'getSnapshotByName']
])
/** The share of emulated operations that are driven to success; the others need what chance does not find. */
const SUCCEED_MIN = 0.85

/** What is wrong with an answer; undefined when nothing is. */
function faultOf(
  { contract, operation, emulated }: Served,
  { status, headers, body, text }: Answer,
  strict: boolean
): string | undefined {
  const told = `${status} ${text.slice(0, 300)}`
  const refusal = (body as { error_code?: unknown; errorCode?: unknown } | undefined) ?? {}
  const code = (contract.name.startsWith('v2') ? refusal.error_code : refusal.errorCode) as
    { code?: unknown } | undefined
  if (headers['exception'] === 'RuntimeException') return told
  if (!emulated && strict) return status === 501 && code?.code === 501 ? undefined : `${told} is not 501`
  if (!emulated) return status === operation.success.status && headers['x-pesim'] === 'stub' ? undefined : told
  if (status === operation.success.status) return undefined
  return code !== undefined && status >= 400 && status <= 500 ? undefined : told
}

for (const strict of [false, true]) {
  t.test(`all published operations answer as published, ${strict ? 'strict' : 'lax'}`, async t => {
    const told = await emulator(t, { strict, strictAnswers: !strict, fixture: 'france-canada-protected' })
    const { ask, lab } = told
    const known = await livelyWorld(told, SEED)
    const base = structuredClone(lab.world) as World
    const faults: string[] = []
    const refused: string[] = []
    const taken: string[] = []
    const asked = strict ? served.filter(({ emulated }) => !emulated) : served // the others are as they are in lax mode
    for (const [index, call] of asked.entries()) {
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
      const succeeded = answer?.status === call.operation.success.status
      if (call.emulated && succeeded && refusedHere.has(call.operation.id)) taken.push(labelOf(call))
      if (call.emulated && !succeeded && !refusedHere.has(call.operation.id))
        refused.push(`${labelOf(call)}: ${[...refusals].slice(0, 4).join(' | ')}`)
    }
    t.same(faults, [], `seed ${SEED}`)
    t.ok(served.length >= 726, `${served.length} operations`)
    t.same(taken, [], 'what is refused here is refused')
    if (strict) return
    const emulated = served.filter(call => call.emulated && !refusedHere.has(call.operation.id)).length
    const share = 1 - refused.length / emulated
    t.comment(`seed ${SEED}: ${emulated - refused.length} of ${emulated} emulated operations were driven to success`)
    for (const why of refused) t.comment(`refused: ${why}`)
    t.ok(share >= SUCCEED_MIN, `${Math.round(share * 100)} % of them`)
  })
}
