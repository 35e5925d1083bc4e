/** Bodies of which one field is far too long: a text, a list or a map, wherever a contract describes one. */
import { resolveRef } from '../../server/http/contract/contract.js'
import type { OpenApiDocument, Operation, Schema } from '../../server/http/contract/contract.js'
import { withValue } from './wrong-types.js'
import type { Place } from './wrong-types.js'

export interface TooLong {
  readonly body: unknown
  /** Where the long value is, and which kind it is of. */
  readonly place: string
}

/** Fields within fields: an envelope, a list in it, what an entry holds, and what that holds. */
const DEPTH_MAX = 6

export const TEXT_LENGTH = 100_000
export const ENTRIES = 4_000

const LONG_TEXT = 'x'.repeat(TEXT_LENGTH)

interface Field {
  readonly place: Place
  readonly kind: 'text' | 'list' | 'map' | 'key'
}

/** Every text, list and map of a body in turn, in a body that would be taken without. */
export function tooLong(document: OpenApiDocument, { body }: Operation, good: unknown): TooLong[] {
  if (body === undefined) return []
  return [...fieldsOf(document, body.schema, [])].map(({ place, kind }) => ({
    place: `${place.join('.')} (${kind})`,
    body: withValue(good, place, longValue(kind, valueAt(good, place)))
  }))
}

function longValue(kind: Field['kind'], present: unknown): unknown {
  const entries = Array.from(
    { length: ENTRIES },
    (_, index) => `10.${100 + (index >> 16)}.${(index >> 8) & 255}.${index & 255}`
  )
  switch (kind) {
    case 'text':
      return LONG_TEXT
    case 'key':
      return { [LONG_TEXT]: Object.values(present ?? {})[0] ?? 'x' }
    case 'map':
      return Object.fromEntries(entries.map(key => [key, Object.values(present ?? {})[0] ?? 2020]))
    case 'list': {
      const [first] = Array.isArray(present) ? (present as unknown[]) : []
      if (typeof first !== 'object' || first === null) return entries
      return entries.map(text =>
        Object.fromEntries(
          Object.entries(first).map(([key, value]) => [
            key,
            typeof value === 'string' && /name|address|title/i.test(key) ? text : value
          ])
        )
      )
    }
  }
}

function valueAt(value: unknown, place: Place): unknown {
  return place.reduce<unknown>(
    (inner, step) => (inner as Record<string | number, unknown> | null | undefined)?.[step],
    value
  )
}

function* fieldsOf(document: OpenApiDocument, target: Schema, place: Place): Generator<Field> {
  if (place.length > DEPTH_MAX) return
  const schema = resolveRef<Schema>(document, target)
  const branches = ((schema['anyOf'] ?? schema['allOf'] ?? []) as Schema[]).filter(({ type }) => type !== 'null')
  if (branches.length > 0) {
    for (const branch of branches) yield* fieldsOf(document, branch, place)
    return
  }
  const type = [schema['type'] ?? 'object'].flat().find(candidate => candidate !== 'null')
  if (type === 'string' && schema['enum'] === undefined) yield { place, kind: 'text' }
  if (type === 'array') {
    yield { place, kind: 'list' }
    yield* fieldsOf(document, (schema['items'] ?? {}) as Schema, [...place, 0])
  }
  const entries = schema['additionalProperties']
  if (typeof entries === 'object') {
    yield { place, kind: 'map' }
    yield { place, kind: 'key' }
    yield* fieldsOf(document, entries as Schema, [...place, 'canada'])
  }
  for (const [name, inner] of Object.entries((schema['properties'] ?? {}) as Record<string, Schema>))
    yield* fieldsOf(document, inner, [...place, name])
}
