/**
 * Goal: parameters are checked without a compiled validator where they are plain, and nobody can tell.
 * Method: random parameters for every operation that is served, right and wrong, are checked in both ways.
 */
import t from 'tap'
import { compilersFactory } from '../../../server/http/contract/compile.js'
import type { Schema } from '../../../server/http/contract/contract.js'
import { plainCheck } from '../../../server/http/contract/plain/plain-check.js'
import { randomOf } from '../../../server/explore/random.js'
import { controlContract } from '../../../server/contracts/contracts.js'
import { served } from '../../contract/operations.js'
import { operationsOf } from '../../../scripts/contract/openapi.js'
import type { OpenApi } from '../../../scripts/contract/openapi.js'

const SEED = Number(process.env['SEED'] ?? 20260116)
const TURNS = 400

const VALUES = [
  ...['', '0', '-0', '7', '007', '+7', '7.0', '1e3', ' 7', '2147483647', '2147483648', '-99999', '999999999999999'],
  ...['9007199254740993', 'true', 'false', 'True', 'null', 'text', 'ALL', 'Zürich', '/path', 'x'.repeat(300)],
  ...[undefined, [], ['a'], ['a', 'b'], ['7'], ['true', '1'], null, 7, true]
]

const compiledFor = (schema: Schema): ((data: unknown) => boolean) =>
  compilersFactory.buildValidator(
    {},
    {
      customOptions: {
        ...({ coerceTypes: 'array', useDefaults: true, removeAdditional: false, strict: false } as const),
        ...{ code: { optimize: false }, logger: false }
      }
    }
  )({ schema })

/** The parameters of every operation, each kind of a schema once, some with defaults. */
function kinds(): Schema[] {
  const control = operationsOf(controlContract.document as unknown as OpenApi).flatMap(
    ({ operation }) => operation.parameters ?? []
  )
  const all = [...served.flatMap(({ operation }) => operation.parameters), ...control] as { schema: Schema }[]
  const plain = all.map(({ schema: { description: _description, ...schema } }) => JSON.stringify(schema))
  return [
    ...[...new Set(plain)].map(text => JSON.parse(text) as Schema),
    ...[{ type: 'integer', format: 'int32', default: 10 }, { type: 'boolean', default: false }, { type: 'number' }],
    ...[{ type: ['string', 'null'] }, { type: 'string', default: 'all' }, { type: 'integer' }, {}]
  ]
}

t.test(`what is accepted is coerced as by the compiled validators, seed ${SEED}`, async t => {
  const random = randomOf(SEED)
  const all = kinds()
  let accepted = 0
  for (let turn = 0; turn < TURNS; turn++) {
    const chosen = Object.fromEntries(['a', 'b', 'c'].map(name => [name, random.pick(all)]))
    const schema = { type: 'object', properties: chosen, required: random.some(['a', 'b'], 0.3) }
    const [isPlain, validate] = [plainCheck(schema), compiledFor(schema)]
    for (let again = 0; again < 20; again++) {
      const input = Object.fromEntries(
        random.some(['a', 'b', 'c', 'unknown'], 0.6).map(name => [name, random.pick<unknown>(VALUES)])
      )
      const [plainly, compiled] = [structuredClone(input), structuredClone(input)]
      if (!isPlain(plainly)) {
        if (JSON.stringify(plainly) !== JSON.stringify(input)) t.same(plainly, input, 'what is not accepted stays')
        continue
      }
      accepted += 1
      const says = `${JSON.stringify(input)} by ${JSON.stringify(schema)}`
      if (!validate(compiled)) t.fail(`${says} is accepted`)
      // Compared with its members in order of name: a default that is put in has no place of its own.
      const inOrder = (data: object): string =>
        JSON.stringify(Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1)))
      if (inOrder(plainly) !== inOrder(compiled)) t.same(plainly, compiled, says)
    }
  }
  t.ok(accepted > 500, `${accepted} were accepted`)
})

t.test('nearly every parameter that is served can be checked so', async t => {
  const parameters = served.flatMap(({ operation }) => operation.parameters)
  const plain = parameters.filter(({ schema }) =>
    ['1', 'text', 'true'].some(value => plainCheck({ type: 'object', properties: { p: schema } })({ p: value }))
  )
  t.ok(plain.length > 0.95 * parameters.length, `${plain.length} of ${parameters.length}`)
})
