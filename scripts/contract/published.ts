/** What the vendor publishes, from openapi/prism/published/: names and types, made into operations and models of OpenAPI. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Operation, Parameter, Schema } from './openapi.js'
import { placeOf } from './spelling.js'

/** One operation as its table gives it; a type is in the short form that openapi/README.md explains. */
interface Row {
  /** Verb and path. */
  readonly at: string
  readonly path?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly header?: Readonly<Record<string, string>>
  readonly body?: string
  readonly answer: string
}

export interface PublishedOperation extends Row {
  /** Unique in its version. */
  readonly id: string
  readonly tag: string
  readonly verb: string
  readonly url: string
  /** Verb and place: equal for what is the same operation in both versions. */
  readonly key: string
}

export interface Published {
  readonly operations: readonly PublishedOperation[]
  /** By the vendor's name, every property nullable. */
  readonly models: Readonly<Record<string, Schema>>
}

type Rows<T> = Readonly<Record<string, Readonly<Record<string, T>>>>

export function readPublished(folder: string): Published {
  const read = <T>(file: string): T => parse(readFileSync(join(folder, file), 'utf8')) as T
  const seen = new Set<string>()
  const operations = Object.entries(read<Rows<Row>>('operations.yaml')).flatMap(([tag, rows]) =>
    Object.entries(rows).map(([id, row]): PublishedOperation => {
      const [verb = '', url = ''] = row.at.split(' ')
      const unique = seen.has(id) ? `${id}Of${capitalised(tag)}` : id
      seen.add(unique)
      return { ...row, id: unique, tag, verb: verb.toLowerCase(), url, key: keyOf(verb, url) }
    })
  )
  const models = Object.entries(read<Rows<string>>('models.yaml')).map(
    ([name, fields]) => [name, modelOf(fields)] as const
  )
  return { operations, models: Object.fromEntries(models) }
}

export function keyOf(verb: string, path: string): string {
  return `${verb.toUpperCase()} ${placeOf(path)}`
}

/** The name of a component: the vendor's, without the characters that a reference may not have. */
export function componentName(vendorName: string): string {
  return vendorName.replace(/[<$]/g, '.').replace(/>/g, '')
}

function modelOf(fields: Readonly<Record<string, string>>): Schema {
  const required = Object.keys(fields).filter(name => fields[name]?.endsWith('!'))
  return {
    type: 'object',
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(Object.entries(fields).map(([name, type]) => [name, nullable(schemaOf(type))]))
  }
}

const formats: Readonly<Record<string, Schema>> = {
  string: { type: 'string' },
  boolean: { type: 'boolean' },
  number: { type: 'number' },
  int32: { type: 'integer', format: 'int32' },
  int64: { type: 'integer', format: 'int64' },
  object: { type: 'object', additionalProperties: true },
  file: { type: 'string', format: 'binary' }
}

/** A type in its short form, with models by the vendor's names. */
export function schemaOf(short: string): Schema {
  const type = short.replace(/!$/, '')
  const plain = formats[type]
  if (plain !== undefined) return plain
  if (type.endsWith('[]')) return { type: 'array', items: schemaOf(type.slice(0, -2)) }
  const map = /^map<(.*)>$/.exec(type)?.[1]
  if (map !== undefined) return { type: 'object', additionalProperties: schemaOf(map) }
  const values = /^string\((.*)\)$/.exec(type)?.[1]
  if (values !== undefined) return { type: 'string', 'x-values': values.split('|') }
  return { $ref: `#/components/schemas/${type}` }
}

export function nullable(schema: Schema): Schema {
  if (schema.$ref !== undefined) return { anyOf: [schema, { type: 'null' }] }
  return typeof schema.type === 'string' ? { ...schema, type: [schema.type, 'null'] } : schema
}

/** The operation in full, said in as many words as its place gives. Models go by the vendor's names. */
export function operationOf(published: PublishedOperation, success: '200' | '201'): Operation {
  const { id, tag, answer, body } = published
  const parameters = (['path', 'query', 'header'] as const).flatMap(where =>
    Object.entries(published[where] ?? {}).map(([name, type]): Parameter & { required?: boolean } => ({
      name,
      in: where,
      ...((where === 'path' || type.endsWith('!')) && { required: true }),
      description: `${capitalised(humanize(name))}.`,
      schema: schemaOf(type)
    }))
  )
  return {
    operationId: id,
    tags: [tag],
    summary: summaryOf(published),
    description: 'Published by the vendor and not emulated: answers are made from its model.',
    'x-vendor-answer': answer,
    ...(parameters.length > 0 && { parameters }),
    ...(body !== undefined && {
      requestBody: { required: body.endsWith('!'), content: contentOf(body, 'multipart/form-data') }
    }),
    responses: {
      [success]: { description: 'Done.', content: contentOf(answer, 'application/octet-stream') },
      default: { $ref: '#/components/responses/Error' }
    }
  }
}

function contentOf(short: string, fileType: string): Record<string, { schema: Schema }> {
  const schema = schemaOf(short)
  return { [schema['format'] === 'binary' ? fileType : 'application/json']: { schema } }
}

const verbWords: Readonly<Record<string, string>> = {
  get: 'Get',
  post: 'Post to',
  put: 'Change',
  patch: 'Patch',
  delete: 'Delete'
}

/** Such as "List the disks", from verb and path. */
function summaryOf({ verb, url, answer }: PublishedOperation): string {
  const segments = url.split('/').filter(segment => segment !== '')
  const names = segments.filter(segment => !segment.startsWith('{')).map(humanize)
  const one = segments.at(-1)?.startsWith('{') === true
  const last = names.at(-1) ?? ''
  const list = verb === 'get' && !one && /\[\]$|EntityCollection</.test(answer)
  const owner = names.length > 1 && !one ? ` of ${names.slice(0, -1).join(' and ')}` : ''
  if (one) return `${verbWords[verb]} one of the ${names.join(' ')}`
  return `${list ? 'List' : verbWords[verb]} the ${last}${owner}`
}

function humanize(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_.]/g, ' ')
    .toLowerCase()
}

function capitalised(text: string): string {
  const joined = text.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
  return joined.charAt(0).toUpperCase() + joined.slice(1)
}
