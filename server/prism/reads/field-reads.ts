/** Which fields a request has that its handler has not read, in the words of the API version that was asked. */
import type { FastifyRequest } from 'fastify'
import { resolveRef } from '../../http/contract/index.js'
import type { Contract, OpenApiDocument, Operation, Schema } from '../../http/contract/index.js'
import { ReadNode } from './tracked-view.js'

/** Fields of one request that are looked at. */
const FIELDS_MAX = 1000
/** Characters of a name that no contract has; the rest is cut. */
const UNKNOWN_NAME_MAX = 64

/** A field that a client sent. Never its value. */
export interface SentField {
  readonly in: 'query' | 'body'
  /** As `value`, `vm_disks[].disk_address`, or `remote_ip_address_ports.*` where the keys are data. */
  readonly name: string
  /** Whether the contract has it. */
  readonly published: boolean
}

/** What a handler calls a field; undefined where the field does not get to it. */
export interface Spelling {
  query(name: string): string | undefined
  /** `property` is undefined for a key that the schema does not have. */
  body(name: string, property: Schema | undefined): string | undefined
}

const asSent: Spelling = { query: name => name, body: name => name }

interface Sent {
  /** As it came: what the contract adds by default was not sent. */
  readonly query: object
  readonly body: unknown
}

/** Of the gateway, which reads it, or ignores it by decision. */
const ofGateway: readonly string[] = ['proxyClusterUuid']

interface VisitedField extends SentField {
  readonly read: boolean
  /** Whether it is of an object that was copied or handed on as a whole. */
  readonly unseen: boolean
}

interface Walk {
  readonly document: OpenApiDocument
  readonly spelling: Spelling
  readonly found: Map<string, VisitedField>
}

/** What is read of the query and body of one request. */
export class FieldReads {
  readonly #query = new ReadNode()
  readonly #body = new ReadNode()

  constructor(
    readonly contract: Contract,
    readonly operation: Operation,
    private readonly sent: Sent,
    private readonly spelling: Spelling = asSent
  ) {}

  /** Views of query and body for the handler. */
  viewOf<Query extends object>(query: Query, body: unknown): { query: Query; body: unknown } {
    return {
      query: this.#query.view(query),
      body: typeof body === 'object' && body !== null ? this.#body.view(body) : body
    }
  }

  /** Fields that were sent with a value and not read; of an object that was not read, its own name alone. */
  unread(): SentField[] {
    return this.visited().flatMap(({ in: where, name, published, read }) =>
      read ? [] : [{ in: where, name, published }]
    )
  }

  /** Every field that was sent with a value, down to those that were not read. */
  visited(): VisitedField[] {
    const { parameters, body } = this.operation
    const walk = { document: this.contract.document, spelling: this.spelling, found: new Map<string, VisitedField>() }
    for (const key of Object.keys(this.sent.query)) {
      if (ofGateway.includes(key)) continue
      const published = parameters.some(parameter => parameter.in === 'query' && parameter.name === key)
      const name = this.spelling.query(key)
      const read = name !== undefined && this.#query.field(name) !== undefined
      visit(walk, { in: 'query', name: cut(key, published), published, read, unseen: this.#query.listed })
    }
    walkBody(walk, { value: this.sent.body, schema: body?.schema, node: this.#body, taken: false }, '')
    return [...walk.found.values()]
  }
}

interface Place {
  readonly value: unknown
  readonly schema: Schema | undefined
  readonly node: ReadNode | undefined
  /** Whether it is part of something that was handed on as a whole. */
  readonly taken: boolean
}

function walkBody(walk: Walk, { value, schema: source, node, taken: above }: Place, path: string): void {
  if (typeof value !== 'object' || value === null) return
  const schema = source && plainSchema(walk.document, source)
  const taken = above || node?.taken === true
  if (Array.isArray(value)) {
    const items = schema?.['items'] as Schema | undefined
    for (const row of value as unknown[])
      walkBody(walk, { value: row, schema: items, node: node?.rows, taken }, `${path}[]`)
    return
  }
  const properties = (schema?.['properties'] ?? {}) as Readonly<Record<string, Schema>>
  const entries = mapEntries(schema, properties)
  for (const [key, inner] of Object.entries(value)) {
    if (inner === null || inner === undefined) continue
    const property = entries ?? (Object.hasOwn(properties, key) ? properties[key] : undefined)
    const published = property !== undefined
    const wire = entries === undefined ? walk.spelling.body(key, property) : key
    const child = wire === undefined ? undefined : node?.field(wire)
    const name = `${path === '' ? '' : `${path}.`}${entries === undefined ? cut(key, published) : '*'}`
    const read = child !== undefined || taken
    const unseen = entries === undefined && (taken || node?.listed === true)
    visit(walk, { in: 'body', name, published, read, unseen })
    if (read) walkBody(walk, { value: inner, schema: property, node: child, taken }, name)
  }
}

/** The fields of all objects of a list are one: read where one of them is. */
function visit({ found }: Walk, field: VisitedField): void {
  const key = `${field.in} ${field.name}`
  const known = found.get(key)
  if (known === undefined ? found.size < FIELDS_MAX : field.read && !known.read) found.set(key, field)
}

/** The schema of the values of a map, whose keys are data; undefined for an object with properties of its own. */
function mapEntries(schema: Schema | undefined, properties: object): Schema | undefined {
  const entries = schema?.['additionalProperties']
  return typeof entries === 'object' && entries !== null && Object.keys(properties).length === 0
    ? (entries as Schema)
    : undefined
}

const cut = (name: string, published: boolean): string =>
  published || name.length <= UNKNOWN_NAME_MAX ? name : `${name.slice(0, UNKNOWN_NAME_MAX)}...`

/** Of bodies that were looked at: clients send the same models again and again. */
const plainSchemas = new WeakMap<Schema, Schema>()

/** With references followed, and without the branch for null. */
function plainSchema(document: OpenApiDocument, source: Schema): Schema {
  const known = plainSchemas.get(source)
  if (known !== undefined) return known
  const schema = resolveRef<Schema>(document, source)
  const branches = (schema['anyOf'] ?? schema['allOf']) as readonly Schema[] | undefined
  const branch = branches?.find(({ type }) => type !== 'null')
  const plain = branch === undefined ? schema : plainSchema(document, branch)
  plainSchemas.set(source, plain)
  return plain
}

const ofRequests = new WeakMap<FastifyRequest, FieldReads>()

/** Views of what a request sent, for its handler; what it sent itself, where that is nothing. */
export function trackReads<Query extends object>(
  request: FastifyRequest,
  contract: Contract,
  operation: Operation,
  input: { readonly query: Query; readonly body: unknown },
  spelling?: Spelling
): { query: Query; body: unknown } {
  const query = request.query as object
  if (input.body === undefined && Object.keys(query).length === 0) return input
  const reads = new FieldReads(contract, operation, { query, body: input.body }, spelling)
  ofRequests.set(request, reads)
  return reads.viewOf(input.query, input.body)
}

/** What was read of a request so far; undefined where it had neither query nor body, or no handler was asked. */
export function readsOf(request: FastifyRequest): FieldReads | undefined {
  return ofRequests.get(request)
}
