/** Values between the spelling of an older version and v2.0's, led by the older schemas: a key of a map is a name of something and stays as it is. */
import { LazyRows, resolveRef } from '../../http/contract/index.js'
import type { OpenApiDocument, Schema } from '../../http/contract/index.js'

type Translate = (value: unknown) => unknown
type Row = Record<string, unknown>
type Direction = (properties: readonly Property[], schema: Schema) => (input: Row) => Row
/** Computes fields that only an older version has from a v2.0 row, by vendor model name. */
export type OlderOnlyFields = Readonly<Record<string, (row: never) => Readonly<Row>>>

interface Property {
  readonly older: string
  readonly wire: string
  readonly translate: Translate
}

interface Translators {
  /** The older keys for those that came in v2.0's spelling; what no schema knows stays. */
  canonical(schema: Schema): Translate
  toOlder(schema: Schema): Translate
  toV2(schema: Schema): Translate
}

export function translators(document: OpenApiDocument, olderOnly: OlderOnlyFields): Translators {
  return {
    canonical: translatorsTo(document, properties => input => {
      const row: Row = { ...input }
      for (const { older, wire, translate } of properties) {
        const key = Object.hasOwn(input, older) ? older : wire
        if (!Object.hasOwn(input, key)) continue
        if (key !== older) delete row[key]
        row[older] = translate(input[key])
      }
      return row
    }),
    toOlder: translatorsTo(document, (properties, schema) => input => {
      const row: Row = { ...olderOnly[String(schema['x-vendor-model'])]?.(input as never) }
      for (const { older, wire, translate } of properties)
        if (input[wire] !== undefined) row[older] = translate(input[wire])
      return row
    }),
    toV2: translatorsTo(document, properties => input => {
      const row: Row = {}
      for (const { older, wire, translate } of properties)
        if (input[older] !== undefined) row[wire] = translate(input[older])
      return row
    })
  }
}

/** Also of lists and maps of what stays as it is: they are most of a row, and are not copied. */
const same: Translate = value => value

/** Each schema's translator is made at its first use and kept. */
function translatorsTo(document: OpenApiDocument, direction: Direction): (schema: Schema) => Translate {
  const known = new WeakMap<Schema, Translate>()
  return of

  function of(schema: Schema): Translate {
    const reference = schema['$ref']
    if (typeof reference === 'string') return of(resolveRef<Schema>(document, { $ref: reference }))
    let translate = known.get(schema)
    if (translate === undefined) {
      known.set(schema, value => translate?.(value)) // before its parts, which may refer to it
      translate = createTranslator(schema)
      known.set(schema, translate)
    }
    return translate
  }

  function createTranslator(schema: Schema): Translate {
    const [branch] = ((schema['anyOf'] ?? []) as Schema[]).filter(({ type }) => type !== 'null')
    if (branch !== undefined) return nullable(of(branch))
    if (schema['items'] !== undefined) {
      const entry = of(schema['items'] as Schema)
      if (entry === same) return same
      return value => (Array.isArray(value) || value instanceof LazyRows ? value.map(entry) : value)
    }
    if (schema['properties'] !== undefined)
      return ofObject(direction(propertiesOf(schema['properties'] as Row), schema))
    if (typeof schema['additionalProperties'] === 'object') {
      const entry = of(schema['additionalProperties'] as Schema)
      if (entry === same) return same
      return ofObject(map => Object.fromEntries(Object.entries(map).map(([key, value]) => [key, entry(value)])))
    }
    return same
  }

  function propertiesOf(properties: Row): Property[] {
    return Object.entries(properties).map(([older, property]) => ({
      older,
      wire: wireName(older, property as Schema),
      translate: of(property as Schema)
    }))
  }
}

function nullable(translate: Translate): Translate {
  return translate === same ? same : value => (value === null ? null : translate(value))
}

function ofObject(translate: (input: Row) => Row): Translate {
  return value =>
    value === null || typeof value !== 'object' || Array.isArray(value) ? value : translate(value as Row)
}

/** v2.0's name of a property of an older schema. */
export function wireName(older: string, property: Schema): string {
  return String(property['x-wire'] ?? snakeCase(older))
}

/** As the product's serializer writes a name: runs of capitals stay together. */
function snakeCase(name: string): string {
  return name.replace(
    /[A-Z]+/g,
    (run, at: number) => `${at === 0 || name[at - 1] === '_' ? '' : '_'}${run.toLowerCase()}`
  )
}
