/** Values between v1's spelling and v2.0's, led by v1's schemas: a key of a map is a name of something and stays as it is. */
import { follow } from '../http/contract.js'
import type { OpenApiDocument, Schema } from '../http/contract.js'

type Translate = (value: unknown) => unknown
type Row = Record<string, unknown>
type Direction = (properties: readonly Property[], schema: Schema) => (given: Row) => Row
/** What v1 alone tells of a row in v2.0's words, by the vendor's name of the model. */
export type OnlyInV1 = Readonly<Record<string, (row: never) => Readonly<Row>>>

interface Property {
  readonly v1: string
  readonly wire: string
  readonly translate: Translate
}

export interface Translators {
  /** v1's keys for those that came in v2.0's spelling; what no schema knows stays. */
  canonical(schema: Schema): Translate
  toV1(schema: Schema): Translate
  toV2(schema: Schema): Translate
}

export function translators(document: OpenApiDocument, onlyInV1: OnlyInV1): Translators {
  return {
    canonical: translatorsTo(document, properties => given => {
      const row: Row = { ...given }
      for (const { v1, wire, translate } of properties) {
        const key = Object.hasOwn(given, v1) ? v1 : wire
        if (!Object.hasOwn(given, key)) continue
        if (key !== v1) delete row[key]
        row[v1] = translate(given[key])
      }
      return row
    }),
    toV1: translatorsTo(document, (properties, schema) => given => {
      const row: Row = { ...onlyInV1[String(schema['x-vendor-model'])]?.(given as never) }
      for (const { v1, wire, translate } of properties) if (given[wire] !== undefined) row[v1] = translate(given[wire])
      return row
    }),
    toV2: translatorsTo(document, properties => given => {
      const row: Row = {}
      for (const { v1, wire, translate } of properties) if (given[v1] !== undefined) row[wire] = translate(given[v1])
      return row
    })
  }
}

const same: Translate = value => value

/** Each schema's translator is made at its first use and kept. */
function translatorsTo(document: OpenApiDocument, direction: Direction): (schema: Schema) => Translate {
  const known = new WeakMap<Schema, Translate>()
  return of

  function of(schema: Schema): Translate {
    const reference = schema['$ref']
    if (typeof reference === 'string') return of(follow<Schema>(document, { $ref: reference }))
    let translate = known.get(schema)
    if (translate === undefined) {
      known.set(schema, value => translate?.(value)) // before its parts, which may refer to it
      translate = made(schema)
      known.set(schema, translate)
    }
    return translate
  }

  function made(schema: Schema): Translate {
    const [branch] = ((schema['anyOf'] ?? []) as Schema[]).filter(({ type }) => type !== 'null')
    if (branch !== undefined) return unlessNull(of(branch))
    if (schema['items'] !== undefined) {
      const entry = of(schema['items'] as Schema)
      return value => (Array.isArray(value) ? value.map(entry) : value)
    }
    if (schema['properties'] !== undefined)
      return ofObject(direction(propertiesOf(schema['properties'] as Row), schema))
    if (typeof schema['additionalProperties'] === 'object') {
      const entry = of(schema['additionalProperties'] as Schema)
      return ofObject(map => Object.fromEntries(Object.entries(map).map(([key, value]) => [key, entry(value)])))
    }
    return same
  }

  function propertiesOf(properties: Row): Property[] {
    return Object.entries(properties).map(([v1, property]) => ({
      v1,
      wire: String((property as Schema)['x-wire'] ?? snakeCase(v1)),
      translate: of(property as Schema)
    }))
  }
}

const unlessNull =
  (translate: Translate): Translate =>
  value =>
    value === null ? null : translate(value)

function ofObject(translate: (given: Row) => Row): Translate {
  return value =>
    value === null || typeof value !== 'object' || Array.isArray(value) ? value : translate(value as Row)
}

/** As the product's serializer writes a name: runs of capitals stay together. */
function snakeCase(name: string): string {
  return name.replace(
    /[A-Z]+/g,
    (run, at: number) => `${at === 0 || name[at - 1] === '_' ? '' : '_'}${run.toLowerCase()}`
  )
}
