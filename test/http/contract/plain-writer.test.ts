/**
 * Goal: an operation's first answers are written without a compiled serializer, and nobody can tell.
 * Method: random values of every model of the contracts are written in both ways; some hold what no schema asks for.
 */
import t from 'tap'
import { contracts } from '../../../server/contracts/contracts.js'
import { compilersFactory, compilersOf } from '../../../server/http/contract/compile.js'
import { resolveRef } from '../../../server/http/contract/contract.js'
import type { OpenApiDocument, Schema } from '../../../server/http/contract/contract.js'
import { NotPlain, plainWriters } from '../../../server/http/contract/plain/plain-writer.js'
import { serializerSchema, writableNode } from '../../../server/http/contract/schemas.js'
import { randomOf } from '../../../server/explore/random.js'
import type { Random } from '../../../server/explore/random.js'
import { library, shelves } from '../shelves.js'

const SEED = Number(process.env['SEED'] ?? 20260115)
const VALUES_PER_SCHEMA = 6
const DEPTH_MAX = 7

type Write = (value: unknown) => string

const compiledFor = (document: OpenApiDocument, schema: Schema): Write =>
  compilersFactory.buildSerializer(
    {},
    {}
  )({
    ...{ method: 'GET', url: '/', httpStatus: '200' },
    schema: serializerSchema(document, schema)
  }) as Write

/** The text, or that there is none. */
function textOf(write: Write, value: unknown): string {
  try {
    return write(value)
  } catch (error) {
    if (error instanceof NotPlain) throw error
    return `no text: ${(error as Error).name}`
  }
}

const TEXTS = [
  '',
  'plain',
  'a "quoted" \\ text',
  'line\nbreak\u0000',
  'Zürich \u2028 \ud83d\ude00',
  '\ud800 alone',
  'x'.repeat(60)
]
const NUMBERS = [0, -0, 1, -17, 1_700_000_000_000_000, 0.25, -1e-7, 1e21]
const ODD = [undefined, null, '12', 12, 1.5, true, NaN, Infinity, new Date(0), [], {}, { toJSON: () => ({ a: 1 }) }, 7n]

/** A value of a schema; where `odd`, now and then one of another type. */
function valueOf(document: OpenApiDocument, source: Schema, random: Random, odd: boolean, depth = 0): unknown {
  if (odd && random.chance(0.04)) return random.pick(ODD)
  const schema = writableNode(document, resolveRef<Schema>(document, source))
  if (typeof schema['$ref'] === 'string') return valueOf(document, schema, random, odd, depth)
  if (depth > 0 && random.chance(0.08)) return null
  const inner = (of: Schema): unknown => valueOf(document, of, random, odd, depth + 1)
  switch (schema['type']) {
    case 'string':
      return random.pick(TEXTS)
    case 'boolean':
      return random.chance(0.5)
    case 'integer':
      return random.pick(NUMBERS.filter(Number.isInteger))
    case 'number':
      return random.pick(NUMBERS)
    case 'array': {
      const length = depth > DEPTH_MAX ? 0 : random.pick([0, 1, 2, 3])
      return Array.from({ length }, () => inner((schema['items'] ?? {}) as Schema))
    }
    case 'object': {
      const listed = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>)
        .filter(() => random.chance(depth > DEPTH_MAX ? 0 : 0.7))
        .map(([name, of]) => [name, inner(of)] as const)
      const others = schema['additionalProperties']
      const open = typeof others === 'object' ? (others as Schema) : {}
      const unlisted = ['unlisted', 'a "key"', '7'].filter(() => random.chance(0.3)).map(name => [name, inner(open)])
      return Object.fromEntries(random.chance(0.5) ? [...listed, ...unlisted] : [...unlisted, ...listed]) as unknown
    }
    default:
      return random.pick<unknown>(['text', 3, { any: ['thing', null] }])
  }
}

t.test(`every model is written as the compiled serializers write it, seed ${SEED}`, async t => {
  const random = randomOf(SEED)
  const alternatives = new Set<string>()
  let plainly = 0
  let converted = 0
  for (const { name, document } of [...contracts, shelves]) {
    if (name === 'v1' || name === 'v0.8') continue // the models of v2.0 in other letters
    const writerOf = plainWriters(document)
    for (const model of Object.keys(document.components?.['schemas'] ?? {})) {
      const schema = { $ref: `#/components/schemas/${model}` }
      const [compiled, plain] = [compiledFor(document, schema), writerOf(schema)]
      for (let turn = 0; turn < VALUES_PER_SCHEMA; turn++) {
        const value = valueOf(document, schema, random, turn % 2 === 1)
        try {
          const written = textOf(plain, value)
          if (written !== textOf(compiled, value)) t.equal(written, textOf(compiled, value), `${name} ${model}`)
          plainly += 1
        } catch (error) {
          if (!(error instanceof NotPlain)) throw error
          converted += 1
          if (turn % 2 === 0) alternatives.add(`${name} ${model}`)
        }
      }
    }
  }
  t.same([...alternatives], ['control LabRequest', 'control WorldReset'], 'which are never answers')
  t.ok(plainly > 500, `${plainly} were written plainly`)
  t.ok(converted > 20, `${converted} were left to the compiled serializer`)
})

t.test('what is of another type than its schema says is converted, as it always was', async t => {
  const { serializer } = compilersOf(shelves.document)
  const shelf = { $ref: '#/components/schemas/Shelf' }
  t.equal(serializer(shelf)({ name: 7, width: '12', built: 1 }), '{"name":"7","width":12,"built":true}')
  t.equal(serializer(shelf)({ name: new Date(0) }), '{"name":"1970-01-01T00:00:00.000Z"}')
  t.throws(() => serializer(shelf)({ tags: 'oak' }), TypeError)
})

t.test('a serializer is compiled where much is written, and not before', async t => {
  const long = { name: 'x'.repeat(600_000) }
  const { api, send } = await library(t, { handlers: { getShelf: () => long } })
  const read = async (): Promise<string> => (await send('GET', '/Library/rest/v2/shelves/oak')).text
  const text = JSON.stringify(long)
  const compiledAfter: number[] = []
  for (const _turn of [1, 2, 3, 4]) {
    t.equal((await read()) === text, true)
    compiledAfter.push(api.compiled())
  }
  t.same(compiledAfter, [0, 0, 1, 1])
})
