/** Every field that the contract of an operation publishes for its query and body, named as unread fields are. */
import { resolveRef } from '../../../server/http/contract/contract.js'
import type { OpenApiDocument, Schema } from '../../../server/http/contract/contract.js'
import type { Served } from '../operations.js'

export interface PublishedField {
  readonly in: 'query' | 'body'
  /** As `vm_disks[].disk_address.device_bus`; `*` stands for the keys of a map. */
  readonly name: string
  readonly schema: Schema
}

export function publishedFields({ contract: { document }, operation }: Served): PublishedField[] {
  const query = operation.parameters
    .filter(parameter => parameter.in === 'query')
    .map(({ name, schema }): PublishedField => ({ in: 'query', name, schema }))
  return operation.body === undefined ? query : [...query, ...fieldsOf(document, operation.body.schema, '', [])]
}

/** A model within itself is left out. */
function fieldsOf(document: OpenApiDocument, source: Schema, path: string, above: readonly Schema[]): PublishedField[] {
  const schema = plainSchema(document, source)
  if (above.includes(schema)) return []
  const within = [...above, schema]
  if (schema['items'] !== undefined) return fieldsOf(document, schema['items'] as Schema, `${path}[]`, within)
  const field = (name: string, inner: Schema): PublishedField[] => {
    const full = path === '' ? name : `${path}.${name}`
    return [{ in: 'body', name: full, schema: inner }, ...fieldsOf(document, inner, full, within)]
  }
  const properties = Object.entries((schema['properties'] ?? {}) as Readonly<Record<string, Schema>>)
  if (properties.length > 0) return properties.flatMap(([name, inner]) => field(name, inner))
  const entries = schema['additionalProperties']
  return typeof entries === 'object' && entries !== null ? field('*', entries as Schema) : []
}

/** With references followed, and without the branch for null. */
export function plainSchema(document: OpenApiDocument, source: Schema): Schema {
  const schema = resolveRef<Schema>(document, source)
  const branches = (schema['anyOf'] ?? schema['allOf']) as readonly Schema[] | undefined
  const branch = branches?.find(({ type }) => type !== 'null')
  return branch === undefined ? schema : plainSchema(document, branch)
}
