/**
 * Writes answers as their schemas say without compiling anything first: for an operation's first answers, since generating
 * and compiling a serializer takes longer than writing some hundred rows.
 *
 * It writes what the compiled one would, byte for byte, or gives up with `NotPlain`: where a schema has alternatives, and
 * where a value is of another type than its schema's, which only the compiled one converts.
 */
import { resolveRef } from '../contract.js'
import type { OpenApiDocument, Schema } from '../contract.js'
import { writableNode } from '../schemas.js'

/** What has to be left to the compiled serializer. */
export class NotPlain extends Error {}

export type Write = (value: unknown) => string

type Values = Readonly<Record<string, unknown>>

/** A property as it is written, with its writer once it has been needed. */
interface Property {
  readonly name: string
  readonly schema: Schema
  readonly label: string
  write: Write | undefined
}

/** Keywords that say nothing of how a value is written. */
const ANNOTATIONS = new Set(['description', 'example', 'examples', 'title'])
/** Keywords under which a value is written in one of several ways. */
const ALTERNATIVES = ['anyOf', 'oneOf', 'allOf', 'if', 'prefixItems', 'patternProperties']

type WriterOf = (schema: Schema) => Write

/** Writers of the schemas of one document: each is made when the first value of it is written. */
export function plainWriters(document: OpenApiDocument): WriterOf {
  const known = new Map<Schema, Write>()
  const writerOf: WriterOf = schema => {
    const found = known.get(schema)
    if (found !== undefined) return found
    const made = makeWriter(document, schema, writerOf)
    known.set(schema, made)
    return made
  }
  return writerOf
}

function makeWriter(document: OpenApiDocument, schema: Schema, writerOf: WriterOf): Write {
  if (typeof schema['$ref'] === 'string') return writerOf(resolveRef<Schema>(document, schema))
  const node = writableNode(document, schema)
  if (typeof node['$ref'] === 'string') return writerOf(node)
  if (ALTERNATIVES.some(keyword => node[keyword] !== undefined)) return giveUp
  switch (node['type']) {
    case undefined:
      return saysNothing(node) ? writeAnything : giveUp
    case 'string':
      return node['format'] === 'unsafe' ? giveUp : writeString
    case 'boolean':
      return writeBoolean
    case 'integer':
      return writeInteger
    case 'number':
      return writeNumber
    case 'array':
      return arrayWriter(node, writerOf)
    case 'object':
      return objectWriter(node, writerOf)
    default:
      return giveUp
  }
}

const saysNothing = (node: Schema): boolean =>
  Object.keys(node).every(keyword => ANNOTATIONS.has(keyword) || keyword.startsWith('x-'))

function arrayWriter({ items = {} }: Schema, writerOf: WriterOf): Write {
  let writeItem: Write | undefined
  return value => {
    if (value === null) return 'null'
    if (!Array.isArray(value)) throw new NotPlain()
    writeItem ??= writerOf(items as Schema)
    let text = '['
    for (let index = 0; index < value.length; index++) text += (index === 0 ? '' : ',') + writeItem(value[index])
    return `${text}]`
  }
}

function objectWriter({ properties = {}, additionalProperties: others }: Schema, writerOf: WriterOf): Write {
  const listed = Object.entries(properties as Record<string, Schema>).map(([name, schema]): Property => ({
    name,
    schema,
    label: `${JSON.stringify(name)}:`,
    write: undefined
  }))
  const names = new Set(listed.map(({ name }) => name))
  let writeOther: Write | undefined
  return value => {
    if (value === null) return 'null'
    if (!isPlainObject(value)) throw new NotPlain()
    let text = '{'
    for (const property of listed) {
      const inner = value[property.name]
      if (inner === undefined) continue
      property.write ??= writerOf(property.schema)
      text += (text === '{' ? '' : ',') + property.label + property.write(inner)
    }
    if (others === undefined || others === false) return `${text}}`
    writeOther ??= others === true ? writeAnything : writerOf(others as Schema)
    for (const name of Object.keys(value)) {
      const inner = value[name]
      if (names.has(name) || inner === undefined) continue
      text += `${text === '{' ? '' : ','}${JSON.stringify(name)}:${writeOther(inner)}`
    }
    return `${text}}`
  }
}

const giveUp: Write = () => {
  throw new NotPlain()
}

const isPlainObject = (value: unknown): value is Values =>
  typeof value === 'object' && !Array.isArray(value) && typeof (value as Values)['toJSON'] !== 'function'

const writeString: Write = value => {
  if (typeof value === 'string') return JSON.stringify(value)
  if (value === null) return 'null'
  throw new NotPlain()
}

const writeBoolean: Write = value => {
  if (typeof value === 'boolean' || value === null) return String(value)
  throw new NotPlain()
}

const writeInteger: Write = value => {
  if (Number.isInteger(value) || value === null) return String(value)
  throw new NotPlain()
}

const writeNumber: Write = value => {
  if (Number.isFinite(value) || value === null) return String(value)
  throw new NotPlain()
}

/** `undefined`, functions and symbols have no JSON. */
const writeAnything: Write = value => {
  const text = JSON.stringify(value) as string | undefined
  if (text === undefined) throw new NotPlain()
  return text
}
