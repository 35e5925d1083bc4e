/** What v1 and v0.8 make of an operation or a model of v2.0: the same thing in camelCase, at times a bare list, in v1 always 200. */
import type { Operation, Parameter, Schema } from './openapi.js'
import type { PublishedOperation } from './published.js'
import { nullable, schemaOf } from './published.js'
import { v2Spelling, camelCase, snakeCase } from './spelling.js'

export interface Differences {
  readonly version: 'v1' | 'v0.8'
  /** Wire names of v2.0, alone or after a model and a dot, to the older ones where that is more than camelCase. */
  readonly spelling: Readonly<Record<string, string>>
  /** By model: fields of the older version alone with their types, fields of v2.0 alone with null. */
  readonly fields: Readonly<Record<string, Readonly<Record<string, string | null>>>>
}

/** Query parameters that have another name in an older version for the same question. */
const questions: Readonly<Record<string, readonly string[]>> = {
  hostIds: ['host_uuids'],
  ids: ['uuids'],
  nodeId: ['node_uuid'],
  nodeIdList: ['node_uuid_list'],
  fileGroupUuid: ['uuid'],
  categories: ['classification', 'classifications'],
  impacts: ['impact_types'],
  remoteContainers: ['remoteVStores']
}

/** Where the server finds the operation of v2.0 behind an older one, and what that calls its parameters. */
export interface Origin {
  readonly operation: string
  readonly path: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  /** True where the entities are answered alone. */
  readonly bare?: true
}

/** A model in the words of an older version. `x-wire` says what v2.0 calls a property where that cannot be told from its name. */
export function olderModel(name: string, model: Schema, differences: Differences): Schema {
  const vendorName = String(model['x-vendor-model'] ?? name)
  const rest = olderSchema(model, vendorName, differences)
  const extra = Object.entries(differences.fields[vendorName] ?? {}).flatMap(([field, type]) =>
    type === null
      ? []
      : [[field, { ...nullable(schemaOf(type)), description: `Of ${differences.version} alone.` }] as const]
  )
  if (extra.length === 0) return rest
  return { ...rest, properties: { ...rest.properties, ...Object.fromEntries(extra) } }
}

function olderSchema(schema: Schema, vendorName: string, differences: Differences): Schema {
  const changed: Record<string, unknown> = { ...schema }
  const inner = (value: unknown): Schema => olderSchema(value as Schema, vendorName, differences)
  for (const keyword of ['items', 'additionalProperties'])
    if (typeof changed[keyword] === 'object') changed[keyword] = inner(changed[keyword])
  for (const keyword of ['anyOf', 'allOf'])
    if (Array.isArray(changed[keyword])) changed[keyword] = changed[keyword].map(inner)
  const name = (wire: string): string => olderName(wire, vendorName, differences)
  if (schema.properties === undefined) return changed
  const properties: Record<string, Schema> = {}
  for (const [wire, property] of Object.entries(schema.properties)) {
    const { 'x-v1': queryParameters, ...rest } = property
    const [older, dropped] = [
      typeof queryParameters === 'string' ? queryParameters : name(wire),
      differences.fields[vendorName]?.[wire] === null
    ]
    if (dropped || older in properties) continue
    properties[older] = snakeCase(older) === wire ? inner(rest) : { ...inner(rest), 'x-wire': wire }
  }
  const required = ((schema['required'] ?? []) as string[]).map(name).filter(older => older in properties)
  const { required: _required, ...kept } = changed
  return { ...kept, ...(required.length > 0 && { required }), properties }
}

export function olderName(wire: string, vendorName: string, { spelling }: Differences): string {
  return spelling[`${vendorName}.${wire}`] ?? spelling[wire] ?? camelCase(wire)
}

export interface Derived {
  readonly tag: string
  readonly url: string
  readonly verb: string
  readonly operation: Operation
}

interface Source {
  readonly url: string
  readonly verb: string
  readonly operation: Operation
  /** The components that its schemas refer to. */
  readonly models: Readonly<Record<string, Schema>>
  /** Written for the older version, though in v2.0's words. */
  readonly canonical: boolean
}

type Content = Readonly<Record<string, { readonly schema?: Schema }>>

/** An operation in the words of an older version; `published` is what the vendor says of it, and absent for one that the vendor keeps quiet. */
export function olderOperation(
  source: Source,
  published: PublishedOperation | undefined,
  differences: Differences
): Derived {
  const { operation } = source
  const url = published?.url ?? olderPath(source.url)
  const path = paired(namesIn(url), namesIn(source.url))
  const queryParameters = (operation.parameters ?? []).filter(parameter => parameter.in === 'query')
  const undocumented = queryParameters.filter(
    parameter => source.canonical && parameter['x-pesim-source'] !== undefined
  )
  const query =
    published === undefined
      ? undocumentedQuery(queryParameters)
      : { ...queryOf(Object.keys(published.query ?? {}), queryParameters), ...undocumentedQuery(undocumented) }
  const [status, success] = Object.entries(operation.responses ?? {}).find(([status]) => status.startsWith('2')) ?? []
  if (status === undefined) throw new Error(`${operation.operationId} can succeed in no way`)
  const bare = published?.answer.endsWith('[]') === true && !isList(success, source.models)
  const origin: Origin = { operation: operation.operationId ?? '', path, query, ...(bare && { bare: true }) }
  const { parameters: _parameters, requestBody, responses, 'x-vendor-path': _path, ...rest } = operation
  const parameters = [
    ...Object.entries(path).map(([older, wire]) => renamed(operation, 'path', wire, older)),
    ...Object.entries(query).map(([older, wire]) => renamed(operation, 'query', wire, older)),
    ...Object.entries(published?.query ?? {})
      .filter(([name]) => query[name] === undefined)
      .map(([name, type]): Parameter => ({
        name,
        in: 'query',
        description: `Of ${differences.version} alone.`,
        schema: schemaOf(type)
      }))
  ]
  return {
    tag: published?.tag ?? String((operation['tags'] as string[] | undefined)?.[0]),
    url,
    verb: source.verb,
    operation: {
      ...rest,
      operationId: published?.id ?? operation.operationId ?? '',
      'x-v2': origin,
      ...(published && { 'x-vendor-answer': published.answer }),
      ...(parameters.length > 0 && { parameters }),
      ...(requestBody !== undefined && { requestBody: older(requestBody, differences) }),
      responses: {
        [differences.version === 'v1' ? '200' : status]: older(
          bare ? bareOf(success, source.models) : success,
          differences
        ),
        ...(responses?.['default'] !== undefined && { default: responses['default'] })
      }
    }
  }
}

const olderPath = (url: string): string => url.replace(/\{(\w+)\}/g, (_, name: string) => `{${camelCase(name)}}`)

const namesIn = (url: string): string[] => [...url.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)

function paired(names: readonly string[], wires: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name, at) => [name, wires[at] ?? name]))
}

function undocumentedQuery(queryParameters: readonly Parameter[]): Record<string, string> {
  return Object.fromEntries(queryParameters.map(({ name = '' }) => [camelCase(name), name]))
}

function queryOf(names: readonly string[], queryParameters: readonly Parameter[]): Record<string, string> {
  const found = names.flatMap(name => {
    const wire = queryParameters.find(
      parameter =>
        v2Spelling(parameter.name ?? '') === v2Spelling(name) || questions[name]?.includes(parameter.name ?? '')
    )?.name
    return wire === undefined ? [] : [[name, wire] as const]
  })
  return Object.fromEntries(found)
}

function renamed({ parameters = [] }: Operation, where: string, wire: string, older: string): Parameter {
  const parameter = parameters.find(candidate => candidate.in === where && candidate.name === wire)
  return { ...parameter, in: where, name: older }
}

/** Property names of a body or answer that is not a model of its own. */
function older(part: unknown, differences: Differences): unknown {
  const { content, ...rest } = part as { content?: Content }
  if (content === undefined) return part
  const changed = Object.entries(content).map(([type, { schema }]) => [
    type,
    schema === undefined ? {} : { schema: olderSchema(schema, '', differences) }
  ])
  return { ...rest, content: Object.fromEntries(changed) as Content }
}

function schemaIn(success: unknown, models: Readonly<Record<string, Schema>>): Schema {
  const schema = (success as { content?: Content }).content?.['application/json']?.schema ?? {}
  return models[schema.$ref?.split('/').at(-1) ?? ''] ?? schema
}

function isList(success: unknown, models: Readonly<Record<string, Schema>>): boolean {
  return schemaIn(success, models).type === 'array'
}

/** The entities of a collection, without it. */
function bareOf(success: unknown, models: Readonly<Record<string, Schema>>): unknown {
  const entities = schemaIn(success, models).properties?.['entities']
  if (entities === undefined) throw new Error(`${JSON.stringify(success)} is no collection`)
  const { description: _description, ...list } = entities
  return { ...(success as object), content: { 'application/json': { schema: list } } }
}
