/**
 * Goal: what drives an operation of v2.0 drives the one of v1 that was derived from it.
 * Method: ask both the same of equal worlds, with input made from a seed until v2.0 takes it: both take it or refuse it,
 * in the same words, and leave the same world behind. SEED=<n> replays it.
 */
import t from 'tap'
import { placeOf } from '../../scripts/contract/spelling.js'
import { v1Contract } from '../../server/contracts.js'
import type { World } from '../../server/domain/world.js'
import { translators } from '../../server/prism/translate.js'
import { randomOf } from '../engine/random.js'
import { emulator } from './emulator.js'
import type { Answer, Method } from './emulator.js'
import { livelyWorld } from './lively-world.js'
import { labelOf, served } from './operations.js'
import type { Served } from './operations.js'
import { validInput } from './valid-input.js'
import type { Input } from './valid-input.js'

const SEED = Number(process.env['SEED'] ?? 1)
const TURNS = 12

interface Origin {
  readonly operation: string
  /** v1's name of each parameter to v2.0's. */
  readonly path: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
}

const pairs = served.flatMap(v1 => {
  const origin = v1.operation.extra['x-v2'] as Origin | undefined
  const place = placeOf(v1.operation.path) // an id alone may be that of another operation of v2.0
  const v2 = served.find(
    ({ contract, operation: { id, path } }) =>
      contract.name === 'v2.0' &&
      id === origin?.operation &&
      placeOf(path) === place &&
      Object.values(origin.path).every(name => path.includes(`{${name}}`))
  )
  return origin !== undefined && v1.contract.name === 'v1' && v2 !== undefined ? [{ v1, v2, origin }] : []
})

const { toV1 } = translators(v1Contract.document, {})

/** The same request in v1's words. */
function inV1({ url, body }: Input, v1: Served, v2: Served, origin: Origin): Input {
  const [path = '', query = ''] = url.split('?')
  const given = path.slice(v2.contract.bases[0]?.length).split('/')
  const template = v2.operation.path.split('/')
  const values = new Map(template.map((segment, index) => [segment, given[index] ?? '']))
  const named = v1.operation.path.replace(/\{(\w+)\}/g, (_, name: string) => values.get(`{${origin.path[name]}}`) ?? '')
  const names = new Map(Object.entries(origin.query).map(([name, wire]) => [wire, name]))
  const renamed = query.replace(
    /(^|&)(\w+)=/g,
    (_, before: string, name: string) => `${before}${names.get(name) ?? name}=`
  )
  const schema = v1.operation.body?.schema
  return {
    url: `${v1.contract.bases[0]}${named}${renamed === '' ? '' : `?${renamed}`}`,
    body: schema === undefined ? body : toV1(schema)(body)
  }
}

/** What can be compared: whether it was taken, how much was listed, or why it was refused. */
function gist({ operation }: Served, { status, body }: Answer): unknown {
  if (status !== operation.success.status) {
    const { message } = body as { message?: unknown }
    return { status, message: String(message).replaceAll('_', '').toLowerCase() } // each names a key in its own spelling
  }
  const rows = (body as { entities?: unknown } | null)?.entities ?? body
  return { rows: Array.isArray(rows) ? rows.length : 1 }
}

t.test('v1 takes and refuses what v2.0 does, and does the same', async t => {
  const told = await emulator(t, { fixture: 'france-canada-protected' })
  const known = await livelyWorld(told, SEED)
  const { ask, lab } = told
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
  for (const [index, { v1, v2, origin }] of pairs.entries()) {
    const random = randomOf(SEED * 7919 + index)
    for (let turn = 0; turn < TURNS; turn += 1) {
      const input = validInput(v2, { known, random, now: base.now, turn })
      const other = inV1(input, v1, v2, origin)
      const [there, here] = [await outcome(v2, input), await outcome(v1, other)]
      if (JSON.stringify(there.gist) !== JSON.stringify(here.gist) || there.world !== here.world)
        faults.push(
          `${labelOf(v1)} ${other.url} ${JSON.stringify(input.body)}: ${JSON.stringify([there.gist, here.gist])}`
        )
      if (there.taken) break
    }
  }
  t.same(faults, [], `seed ${SEED}`)
  t.ok(pairs.length > 60, `${pairs.length} operations`)
})
