/**
 * Goal: nothing that a request says stays in the world in a length without bound, to be copied into every snapshot and saved.
 * Method: every emulated operation that takes a body is sent each text, list and map that its contract describes, one at a
 * time and far too long, in a body that is taken otherwise; of the older versions every third, by chance. It may be refused, or
 * have no effect: no world holds it, and no answer says it. SEED=<n> chooses others, ALL=1 all.
 */
import t from 'tap'
import type { World } from '../../server/domain/core/world.js'
import { randomOf } from '../../server/explore/random.js'
import { V2, emulator } from '../support/emulator.js'
import type { Emulator, Method } from '../support/emulator.js'
import { inputsOf } from './every-operation/drive.js'
import { inputsIn, v1Refused, v2Refused } from './every-operation/refused.js'
import { v08Inputs } from './every-operation/v08-inputs.js'
import { v1Inputs } from './every-operation/v1-inputs.js'
import { v2Inputs } from './every-operation/v2-inputs.js'
import { tooLong } from './kept-texts.js'
import type { KnownNames } from './known-names.js'
import { labelOf, served } from './operations.js'
import type { Served } from './operations.js'
import { populatedWorld } from './populated-world.js'
import { faultOf } from './refusal-form.js'
import { validInput } from './valid-input.js'
import type { Input } from './valid-input.js'

const SEED = Number(process.env['SEED'] ?? 1)
const inputs = {
  'v2.0': { ...v2Inputs, ...inputsIn(v2Refused) },
  v1: { ...v1Inputs, ...inputsIn(v1Refused) },
  'v0.8': v08Inputs
} as const
/** Characters by which a world may grow: its audits and its tasks name what was changed. */
const GROWTH_MAX = 20_000
const ANSWER_MAX = 100_000

/** What succeeds, where the tables have it for this world, else what the contract requires. */
function inputOf(call: Served, known: KnownNames, now: number): Input {
  try {
    const good = inputsOf(call, inputs[call.contract.name as keyof typeof inputs], known).at(-1)
    if (good?.body !== undefined) return good
  } catch {
    // Of another fixture.
  }
  return validInput(call, { known, random: randomOf(SEED), now, turn: 0 })
}

t.test('no text, list or map of a request is kept in any length', async t => {
  const instance = await emulator(t, { fixture: 'france-canada-protected' })
  const known = await populatedWorld(instance)
  const { lab, ask } = instance
  const base = structuredClone(lab.world) as World
  const before = JSON.stringify(base).length
  const random = randomOf(SEED)
  const faults: string[] = []
  let count = 0
  for (const call of served.filter(({ emulated, operation }) => emulated && operation.body !== undefined)) {
    const { operation, contract } = call
    const { url, body } = inputOf(call, known, base.now)
    for (const long of tooLong(contract.document, operation, body)) {
      if (contract.name !== 'v2.0' && process.env['ALL'] === undefined && !random.chance(1 / 3)) continue
      const answer = await ask('france', operation.method as Method, url, long.body)
      count += 1
      const changed = lab.world.revision !== base.revision
      const growth = changed ? JSON.stringify(lab.world).length - before : 0
      const fault =
        faultOf(call, url, answer) ??
        (answer.text.length > ANSWER_MAX ? 'an answer without end' : undefined) ??
        (growth > GROWTH_MAX ? `the world has grown by ${growth} characters` : undefined)
      if (fault !== undefined)
        faults.push(`${labelOf(call)}, ${long.place}: ${fault}: ${answer.status} ${answer.text.slice(0, 150)}`)
      if (changed) lab.engine.replace(structuredClone(base))
    }
  }
  t.comment(`seed ${SEED}: ${count} requests`)
  t.same(faults.slice(0, 20), [], `seed ${SEED}: ${faults.length} faults`)
})

/** The first VM, the first volume group of a world, and so on. */
async function first({ ask }: Emulator, list: string): Promise<string> {
  const { body } = await ask('france', 'GET', `${V2}${list}`)
  return String((body as { entities: { uuid?: string }[] }).entities[0]?.uuid)
}

interface Bounded {
  readonly what: string
  readonly max: number
  readonly method?: Method
  readonly url: string
  readonly body: (text: string) => object
}

const bounded = (vm: string): readonly Bounded[] => [
  { what: 'name of a VM', max: 255, url: '/vms', body: name => ({ name, num_vcpus: 1, memory_mb: 512 }) },
  {
    ...{ what: 'description of a VM', max: 1000, method: 'PUT', url: `/vms/${vm}` },
    body: description => ({ description })
  },
  {
    ...{ what: 'name of a snapshot', max: 255, url: '/snapshots' },
    body: name => ({ snapshot_specs: [{ vm_uuid: vm, snapshot_name: name }] })
  },
  {
    ...{ what: 'description of a volume group', max: 1000, url: '/volume_groups' },
    body: description => ({ name: 'vg', description })
  },
  { what: 'name of an image', max: 255, url: '/images', body: name => ({ name, image_type: 'DISK_IMAGE' }) },
  {
    ...{ what: 'annotation of an image', max: 1000, url: '/images' },
    body: annotation => ({ name: 'image', annotation, image_type: 'DISK_IMAGE' })
  },
  {
    ...{ what: 'annotation of a protection domain', max: 1000, url: '/protection_domains' },
    body: annotation => ({ value: 'silver', annotations: [annotation] })
  },
  {
    ...{ what: 'first name of a user', max: 255, url: '/api/nutanix/v1/users' },
    body: firstName => ({ profile: { username: 'new', password: 'plain', firstName } })
  }
]

t.test('names and descriptions are taken up to their bounds, and refused beyond them with the value cut', async t => {
  const made = await emulator(t, { fixture: 'france-canada-protected' })
  for (const { what, max, method = 'POST', url, body } of bounded(await first(made, '/vms'))) {
    const path = url.startsWith('/api') ? url : `${V2}${url}`
    const before = JSON.stringify(made.lab.engine.world)
    const refusal = await made.ask('france', method, path, body('x'.repeat(max + 1)))
    t.equal(refusal.status, 500, what)
    t.match(refusal.text, new RegExp(`${max} characters`), what)
    t.notMatch(refusal.text, /x{76}/, what)
    t.equal(JSON.stringify(made.lab.engine.world), before, `${what}: nothing has changed`)
    const answer = await made.ask('france', method, path, body('x'.repeat(max)))
    t.match(String(answer.status), /^20[01]$/, `${what}: ${answer.text}`)
  }
})

t.test('a remote site has a bounded number of addresses; one that has more from before can lose some', async t => {
  const made = await emulator(t, { fixture: 'france-canada-protected' })
  const addresses = (count: number): Record<string, number> =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`10.77.${at >> 8}.${at & 255}`, 2020]))
  const change = (count: number) =>
    made.ask('france', 'PUT', `${V2}/remote_sites`, { name: 'far', remote_ip_ports: addresses(count) })
  const { status } = await made.ask('france', 'POST', `${V2}/remote_sites`, {
    name: 'far',
    remote_ip_ports: addresses(256)
  })
  t.equal(status, 201)
  const refusal = await change(257)
  t.equal(refusal.status, 500)
  t.match(refusal.text, /256 addresses at most, not 257/)
  const world = structuredClone(made.lab.world) as World
  const far = world.clusters['france']?.remoteSites['far']
  if (far === undefined) throw new Error('There is no remote site far')
  far.addresses = addresses(300)
  made.lab.engine.replace(world)
  t.equal((await change(299)).status, 200)
  t.equal((await change(300)).status, 500)
})

t.test('a refusal of an address carries the beginning of it', async t => {
  const { ask } = await emulator(t, { fixture: 'france-canada-protected' })
  const long = 'x'.repeat(9000)
  const requests = [
    ['POST', '/api/nutanix/v1/cluster/ntp_servers/add_list', [long]],
    ['POST', '/api/nutanix/v1/cluster/ntp_servers/remove_list', [long]],
    ['POST', '/api/nutanix/v1/cluster/name_servers/add_list', [long]],
    ['PUT', `${V2}/cluster/smtp`, { address: long }]
  ] as const
  for (const [method, url, body] of requests) {
    const { status, text } = await ask('france', method, url, body)
    t.equal(status, 500, url)
    t.match(text, /x{20}…/, url)
    t.ok(text.length < 400, `${url}: ${text.length}`)
  }
})
