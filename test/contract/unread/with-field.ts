/** A request with one more field than another. */
import type { Schema } from '../../../server/http/contract/contract.js'
import type { Served } from '../operations.js'
import { made } from '../valid-input.js'
import type { Input, InputOptions } from '../valid-input.js'
import { plainSchema } from './published-fields.js'
import type { PublishedField } from './published-fields.js'

/** What a list can be asked by that is no plain value, by the parameter's name without its underscores. */
const criteria: Readonly<Record<string, string>> = {
  filtercriteria: 'name==web01',
  filter: 'name==web01',
  sortcriteria: '-name'
}

/** With what is required beside it. What the other request has of the field already is replaced. */
export function withField(call: Served, input: Input, field: PublishedField, options: InputOptions): Input {
  return field.in === 'query'
    ? { ...input, url: withParameter(call, input.url, field, options) }
    : { ...input, body: withProperty(call, input.body, field.name.split(/\.|(?=\[\])/), options) }
}

function withParameter({ contract }: Served, url: string, { name, schema }: PublishedField, options: InputOptions) {
  const [path = '', text = ''] = url.split('?')
  const query = new URLSearchParams(text)
  const value = criteria[name.replaceAll('_', '').toLowerCase()] ?? made(contract.document, schema, options, name, 0)
  query.delete(name)
  for (const each of Array.isArray(value) ? value : [value]) query.append(name, String(each))
  if (/page$/i.test(name) && !query.has('count')) query.set('count', '1')
  return `${path}?${query.toString()}`
}

function withProperty(
  { contract: { document }, operation }: Served,
  body: unknown,
  steps: string[],
  options: InputOptions
) {
  const required = { ...options, turn: 0 }
  return place(body, operation.body?.schema ?? {}, steps)

  function place(value: unknown, source: Schema, [step, ...rest]: readonly string[]): unknown {
    const schema = plainSchema(document, source)
    if (step === undefined) return value
    if (step === '[]') {
      const rows = Array.isArray(value) && value.length > 0 ? (value as unknown[]) : [undefined]
      const items = schema['items'] as Schema
      return rows.map((row, index) =>
        index === 0 ? place(row ?? made(document, items, required, '', 1), items, rest) : row
      )
    }
    const properties = (schema['properties'] ?? {}) as Readonly<Record<string, Schema>>
    const inner = properties[step] ?? (schema['additionalProperties'] as Schema)
    const row = (value ?? made(document, source, required, '', 1)) as Record<string, unknown>
    if (step === '*') return { ...row, ...(made(document, source, { ...options, turn: 1 }, '', 1) as object) }
    if (rest.length > 0) return { ...row, [step]: place(row[step] ?? undefined, inner, rest) }
    return { ...row, [step]: made(document, inner, options, step, 5) }
  }
}
