/**
 * Goal: what drives an operation of v2.0 drives those of v1 and v0.8 that were derived from it.
 * Method: ask both the same of equal worlds, with input made from a seed until v2.0 takes it: both take it or refuse it,
 * in the same words, and leave the same world behind. SEED=<n> replays it.
 */
import t from 'tap'
import { placeOf } from '../../scripts/contract/spelling.js'
import { v08Contract, v1Contract } from '../../server/contracts/contracts.js'
import type { World } from '../../server/domain/core/world.js'
import { translators } from '../../server/prism/dialect/translate.js'
import { randomOf } from '../../server/explore/random.js'
import { emulator } from '../support/emulator.js'
import type { Answer, Method } from '../support/emulator.js'
import { populatedWorld } from './populated-world.js'
import { labelOf, served } from './operations.js'
import type { Served } from './operations.js'
import { validInput } from './valid-input.js'
import type { Input } from './valid-input.js'

const SEED = Number(process.env['SEED'] ?? 1)
const TURNS = 12

interface Origin {
  readonly operation: string
  /** The older name of each parameter to v2.0's. */
  readonly path: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
}

const pairs = served.flatMap(older => {
  const origin = older.operation.extra['x-v2'] as Origin | undefined
  const place = placeOf(older.operation.path) // an id alone may be that of another operation of v2.0
  const v2 = served.find(
    ({ contract, operation: { id, path, body } }) =>
      contract.name === 'v2.0' &&
      id === origin?.operation &&
      placeOf(path) === place &&
      JSON.stringify(body?.schema) === JSON.stringify(older.operation.body?.schema) &&
      Object.values(origin.path).every(name => path.includes(`{${name}}`))
  )
  return origin !== undefined && v2 !== undefined ? [{ older, v2, origin }] : []
})

const wordsOf = new Map([v1Contract, v08Contract].map(({ name, document }) => [name, translators(document, {})]))

/** What v2.0 says and the older dialect has words for: only that can be asked of both. */
function inCommon(input: Input, older: Served): Input {
  const schema = older.operation.body?.schema
  const words = wordsOf.get(older.contract.name)
  if (schema === undefined || words === undefined) return input
  return { ...input, body: words.toV2(schema)(words.toOlder(schema)(input.body)) }
}

/** The same request in the older dialect's words. */
function inOlder({ url, body }: Input, older: Served, v2: Served, origin: Origin): Input {
  const [path = '', query = ''] = url.split('?')
  const segments = path.slice(v2.contract.bases[0]?.length).split('/')
  const template = v2.operation.path.split('/')
  const values = new Map(template.map((segment, index) => [segment, segments[index] ?? '']))
  const named = older.operation.path.replace(
    /\{(\w+)\}/g,
    (_, name: string) => values.get(`{${origin.path[name]}}`) ?? ''
  )
  const names = new Map(Object.entries(origin.query).map(([name, wire]) => [wire, name]))
  const renamed = query.replace(
    /(^|&)(\w+)=/g,
    (_, before: string, name: string) => `${before}${names.get(name) ?? name}=`
  )
  const schema = older.operation.body?.schema
  return {
    url: `${older.contract.bases[0]}${named}${renamed === '' ? '' : `?${renamed}`}`,
    body: schema === undefined ? body : wordsOf.get(older.contract.name)?.toOlder(schema)(body)
  }
}

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
  const known = await populatedWorld(instance, SEED)
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
