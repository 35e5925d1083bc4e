/** Prepares a model for data generation: references inlined, nulls removed, nesting bounded, plausible formats. */
import { resolveRef } from '../../http/contract/index.js'
import type { OpenApiDocument, Schema } from '../../http/contract/index.js'

/** Models within models within models; what lies deeper is left out. */
const DEPTH_MAX = 5
const ENTRIES_MAX = 2

/** 2023-11-14, in microseconds, and about a month. */
const INSTANT = 1_700_000_000_000_000
const MONTH = 2_500_000_000_000

/** Where a schema stands in what is made of it. */
interface Place {
  readonly document: OpenApiDocument
  /** The models that it is part of, the outermost first. */
  readonly within: readonly unknown[]
  /** Of the property; empty for the answer as a whole. */
  readonly name: string
  readonly depth: number
}

export function inlineSchema(document: OpenApiDocument, schema: Schema): Schema {
  return resolveSchema(schema, { document, within: [], name: '', depth: 0 }) ?? {}
}

/** Undefined for what is too deep, or a model within itself. */
function resolveSchema(schema: Schema, place: Place): Schema | undefined {
  const model = schema['$ref']
  if (model === undefined) return inline(schema, place)
  if (place.within.includes(model)) return undefined
  return inline(resolveRef<Schema>(place.document, schema), { ...place, within: [...place.within, model] })
}

function inline(node: Schema, place: Place): Schema | undefined {
  const [branch] = ((node['anyOf'] ?? []) as Schema[]).filter(({ type }) => type !== 'null')
  const [whole] = (node['allOf'] ?? []) as Schema[] // of one: a unit with a description of its own
  if (branch !== undefined || whole !== undefined) return resolveSchema((branch ?? whole) as Schema, place)
  const type = [node['type'] ?? 'object'].flat().find(candidate => candidate !== 'null')
  switch (type) {
    case 'array':
      return list(node, place)
    case 'object':
      return object(node, place)
    case 'integer':
      return {
        type,
        ...(isInstant(place.name) ? { minimum: INSTANT, maximum: INSTANT + MONTH } : { minimum: 0, maximum: 100 })
      }
    case 'number':
      return { type, minimum: 0, maximum: 100 }
    case 'boolean':
      return /^(value|successful)$/.test(place.name) ? { const: true } : { type }
    default:
      return text(node, place.name)
  }
}

function list(node: Schema, place: Place): Schema {
  const items = resolveSchema((node['items'] ?? {}) as Schema, { ...place, name: place.name.replace(/s$/, '') })
  if (items === undefined) return { type: 'array', maxItems: 0 }
  return { type: 'array', items, minItems: 1, maxItems: ENTRIES_MAX }
}

function object(node: Schema, place: Place): Schema | undefined {
  if (place.depth > DEPTH_MAX) return undefined
  const own = Object.entries((node['properties'] ?? {}) as Record<string, Schema>)
  const properties = own.flatMap(([name, property]) => {
    const unwanted = /^error_?info$/i.test(name)
    const found = unwanted ? undefined : resolveSchema(property, { ...place, name, depth: place.depth + 1 })
    return found === undefined ? [] : [[name, found] as const]
  })
  return {
    type: 'object',
    'x-vendor-model': node['x-vendor-model'],
    properties: Object.fromEntries(properties),
    required: properties.map(([name]) => name),
    additionalProperties: false
  }
}

function isInstant(name: string): boolean {
  return /usecs$|time_?stamp|_time$|Time$/i.test(name) && !/interval|duration|retention|latency/i.test(name)
}

function text(node: Schema, name: string): Schema {
  const values = node['x-values'] as readonly string[] | undefined
  if (values !== undefined) return { type: 'string', enum: values }
  if (/uuid$/i.test(name)) return { type: 'string', format: 'uuid' }
  if (/(^|_)ip$|ip_?address$|IP$/i.test(name)) return { type: 'string', format: 'ipv4' }
  return { type: 'string', pattern: '[a-z]{4,9}' }
}
