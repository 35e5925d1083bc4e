/** Bodies of which one field has a value of a wrong type: each field that a contract describes, where it stands and where it does not. */
import { resolveRef } from '../../server/http/contract/contract.js'
import type { OpenApiDocument, Operation, Schema } from '../../server/http/contract/contract.js'

/** Names from the body inwards; a number is a place in a list. */
export type Place = readonly (string | number)[]

export interface WrongType {
  readonly body: unknown
  /** Where the wrong value is, and what it is. */
  readonly place: string
}

/** Fields within fields: an envelope, what it holds, and what that holds, which one wrong value has to do for. */
const DEPTH_MAX = 3

/** What is wrong for a type. A text or a number may stand for each other where it can be read so. */
const wrongFor: Readonly<Record<string, readonly unknown[]>> = {
  string: [['x'], { a: 1 }],
  integer: ['x', { a: 1 }],
  number: ['x', { a: 1 }],
  boolean: ['x', { a: 1 }],
  array: ['x', 7, { a: 1 }, [null], [['x']], [{ a: ['x'] }]],
  object: ['x', 7, ['x'], { a: ['x'] }, { canada: { a: 1 } }]
}

const anything: readonly unknown[] = ['x', 7, true, ['x'], { a: 1 }, { value: ['x'] }]

interface Field {
  readonly place: Place
  readonly wrong: readonly unknown[]
}

/**
 * Every field is spoilt by itself, with nothing beside it but what is required; fields of an inner object are also said
 * outside of it, as clients do that leave an envelope out. `required` is a body that the contract allows.
 */
export function wrongTypes(document: OpenApiDocument, { body }: Operation, required: unknown): WrongType[] {
  if (body === undefined) return []
  const fields = [...fieldsOf(document, body.schema, [])]
  const outside = fields.flatMap(({ place, wrong }) => (place.length > 1 ? [{ place: place.slice(-1), wrong }] : []))
  const known = new Set<string>()
  const said = [
    ...fields.map(field => ({ ...field, base: required })),
    ...outside.map(field => ({ ...field, base: {} }))
  ]
  return said.flatMap(({ place, wrong, base }) =>
    wrong.flatMap(value => {
      const label = `${place.join('.')} = ${JSON.stringify(value)}`
      if (known.has(label)) return []
      known.add(label)
      return [{ place: label, body: withValue(base, place, value) }]
    })
  )
}

function* fieldsOf(document: OpenApiDocument, target: Schema, place: Place): Generator<Field> {
  const schema = resolveRef<Schema>(document, target)
  const branches = ((schema['anyOf'] ?? []) as Schema[]).filter(({ type }) => type !== 'null')
  if (branches.length > 0) {
    for (const branch of branches) yield* fieldsOf(document, branch, place)
    return
  }
  const type = [schema['type'] ?? 'object'].flat().find(candidate => candidate !== 'null') as string
  const wrong = wrongFor[type] ?? anything
  yield { place, wrong: place.length < DEPTH_MAX ? wrong : wrong.slice(0, 1) }
  if (place.length >= DEPTH_MAX) return
  for (const [name, inner] of Object.entries((schema['properties'] ?? {}) as Record<string, Schema>)) {
    yield* fieldsOf(document, inner, [...place, name])
  }
  const entries = schema['additionalProperties']
  if (entries === true) yield { place: [...place, 'value'], wrong: anything }
  else if (typeof entries === 'object') yield* fieldsOf(document, entries as Schema, [...place, 'canada'])
  if (schema['items'] !== undefined) yield* fieldsOf(document, schema['items'] as Schema, [...place, 0])
}

/** A copy with a value at a place; what is missing on the way there is made. */
export function withValue(target: unknown, [step, ...rest]: Place, value: unknown): unknown {
  if (step === undefined) return value
  if (typeof step === 'number') return [withValue(Array.isArray(target) ? target[0] : undefined, rest, value)]
  const row = (target !== null && typeof target === 'object' ? target : {}) as Record<string, unknown>
  return { ...row, [step]: withValue(row[step], rest, value) }
}
