/** Derives schemas from those of a contract: for request validation, response validation and serialization. */
import { resolveRef } from './contract.js'
import type { OpenApiDocument, Schema } from './contract.js'

type Rewrite = (schema: Schema) => Schema

const isNull = (schema: Schema): boolean => schema['type'] === 'null'
const listOf = (value: unknown): Schema[] => value as Schema[]
const typesOf = (schema: Schema): string[] => [schema['type'] ?? []].flat() as string[]

/**
 * For a validator that coerces. `{ type: 'null' }` becomes `{ const: null }` and goes first, because coercion would make
 * 0 of a null and a null of an empty text. An `int64` has 64 bits: ajv takes every whole number for one, 1e300 too.
 * Each node is what `rewrite` makes of it.
 */
export function requestSchema(document: OpenApiDocument, schema: Schema, rewrite: Rewrite = node => node): Schema {
  return bundleSchema(document, schema, source => {
    const node = rewrite(source)
    if (node['format'] === 'int64') return { minimum: -(2 ** 63), maximum: 2 ** 63, ...node }
    const branches = listOf(node['anyOf'] ?? [])
    if (!branches.some(isNull)) return node
    return { ...node, anyOf: [{ const: null }, ...branches.filter(branch => !isNull(branch))] }
  })
}

/** For checking an answer: a property that the model lacks is a fault. */
function strictSchema(document: OpenApiDocument, schema: Schema): Schema {
  return bundleSchema(document, schema, node => {
    const whole = mergeAllOf(document, node)
    const closed = whole['properties'] !== undefined && whole['additionalProperties'] === undefined
    return closed ? { ...whole, additionalProperties: false } : whole
  })
}

/** The models of a document and a schema over them as schemas apart, by names that a validator resolves once for all. */
export function strictParts(document: OpenApiDocument): {
  models: Record<string, Schema>
  root(schema: Schema): Schema
} {
  const named = (value: unknown): Schema =>
    JSON.parse(JSON.stringify(value).replaceAll('"#/components/schemas/', `"${MODEL}`)) as Schema
  const names = Object.keys(document.components?.['schemas'] ?? {})
  const all = strictSchema(document, { anyOf: names.map(name => ({ $ref: `#/components/schemas/${name}` })) })
  const { schemas = {} } = all['components'] as { schemas?: Record<string, Schema> }
  return {
    models: Object.fromEntries(
      Object.entries(schemas).map(([name, model]) => [MODEL + name, { $id: MODEL + name, ...named(model) }])
    ),
    root: schema => {
      const { components: _components, ...root } = strictSchema(document, schema)
      return named(root)
    }
  }
}

const MODEL = 'urn:model:'

/**
 * For fast-json-stringify, which writes nulls only where `nullable` says so, checks each branch of an `anyOf` at run time,
 * fills in defaults and constants, and drops all of an object that lists no properties.
 */
export function serializerSchema(document: OpenApiDocument, schema: Schema): Schema {
  return bundleSchema(document, schema, node => writableNode(document, node))
}

/** One node of it, which may be a reference now; the schemas in it are as they were. */
export function writableNode(document: OpenApiDocument, node: Schema): Schema {
  const { default: _default, const: _const, enum: _enum, required: _required, ...kept } = mergeAllOf(document, node)
  const branches = listOf(kept['anyOf'] ?? [])
  const real = branches.filter(branch => !isNull(branch))
  const [only] = real
  if (branches.length > real.length && real.length === 1 && only !== undefined) return writableNode(document, only)
  const types = typesOf(kept).filter(type => type !== 'null')
  if (types.length === 0 && kept['properties'] !== undefined) types.push('object')
  if (types.length === 0 && kept['items'] !== undefined) types.push('array')
  if (types.length === 0) return kept
  const open = types.includes('object') && !kept['properties'] && kept['additionalProperties'] === undefined
  return {
    ...kept,
    type: types.length === 1 ? types[0] : types,
    nullable: true,
    ...(open && { additionalProperties: true })
  }
}

/** Of a row of a list, or of the `entities` of a collection. Throws an `Error` for a schema that has no rows. */
export function rowSchema(document: OpenApiDocument, schema: Schema): Schema {
  const whole = resolveRef<Schema>(document, schema)
  const entities = (whole['properties'] as Readonly<Record<string, Schema>> | undefined)?.['entities']
  const { items } = entities === undefined ? whole : resolveRef<Schema>(document, entities)
  if (items === undefined) throw new Error(`An answer of ${document.info.title} has no rows`)
  return items as Schema
}

/** `allOf` as one schema, because neither closing nor writing an object can see beyond its own list of properties. */
function mergeAllOf(document: OpenApiDocument, schema: Schema): Schema {
  const { allOf, ...own } = schema
  if (allOf === undefined) return schema
  const parts = [...listOf(allOf).map(part => mergeAllOf(document, resolveRef<Schema>(document, part))), own]
  const properties = Object.assign({}, ...parts.map(part => part['properties'])) as Schema
  return {
    ...(Object.assign({}, ...parts) as Schema),
    ...(Object.keys(properties).length > 0 && { properties }),
    ...(parts.some(part => part['required']) && { required: parts.flatMap(part => listOf(part['required'] ?? [])) })
  }
}

const schemaKeywords = ['items', 'additionalProperties', 'not']
const listKeywords = ['anyOf', 'oneOf', 'allOf', 'prefixItems']
const mapKeywords = ['properties', 'patternProperties']

/** A copy of a schema with every schema in it rewritten, that carries the models it refers to. */
function bundleSchema(document: OpenApiDocument, root: Schema, rewrite: Rewrite): Schema {
  const schemas: Record<string, Schema> = {}

  function visit(schema: Schema): Schema {
    const reference = schema['$ref']
    if (typeof reference === 'string') {
      const name = reference.split('/').at(-1) ?? ''
      if (!(name in schemas)) {
        schemas[name] = {} // before its own content, which may refer to it
        schemas[name] = visit(resolveRef<Schema>(document, { $ref: reference }))
      }
      return { $ref: `#/components/schemas/${name}` }
    }
    const node: Record<string, unknown> = { ...rewrite(schema) }
    if (typeof node['$ref'] === 'string') return visit(node)
    for (const keyword of schemaKeywords) {
      if (typeof node[keyword] === 'object') node[keyword] = visit(node[keyword] as Schema)
    }
    for (const keyword of listKeywords) if (node[keyword]) node[keyword] = listOf(node[keyword]).map(visit)
    for (const keyword of mapKeywords) {
      if (!node[keyword]) continue
      node[keyword] = Object.fromEntries(
        Object.entries(node[keyword] as Record<string, Schema>).map(([name, inner]) => [name, visit(inner)])
      )
    }
    return node
  }

  return { ...visit(root), components: { schemas } }
}
