/** A JSON schema in words: tables of fields, for the reference pages. */

/** The keywords that the contract and the schemas of files use. */
export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly format?: string
  readonly pattern?: string
  readonly default?: unknown
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: boolean | Schema
  readonly required?: readonly string[]
  readonly oneOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
}

export const cell = (text: string): string =>
  text
    .replace(/\s*\n\s*/g, ' ')
    .replaceAll('|', '\\|')
    .trim()

export const nameOf = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1)

/** `linkTo` makes of the name of a model the address at which it is described. */
export type LinkTo = (name: string) => string

const code = (value: unknown): string => `\`${JSON.stringify(value)}\``

/** What may stand there, in a few words. */
export function typeOf(schema: Schema, linkTo: LinkTo): string {
  if (schema.$ref !== undefined) return `[${nameOf(schema.$ref)}](${linkTo(nameOf(schema.$ref))})`
  if (schema.const !== undefined) return code(schema.const)
  if (schema.enum !== undefined) return schema.enum.map(code).join(', ')
  const choices = schema.oneOf ?? schema.anyOf
  if (choices !== undefined) return [...new Set(choices.map(each => typeOf(each, linkTo)))].join(' or ')
  if (schema.allOf !== undefined) return schema.allOf.map(each => typeOf(each, linkTo)).join(' and ')
  if (schema.type === 'array')
    return `list of ${schema.items === undefined ? 'anything' : typeOf(schema.items, linkTo)}`
  const { additionalProperties: values } = schema
  if (schema.properties === undefined && typeof values === 'object') return `${typeOf(values, linkTo)} by name`
  const names = typeof schema.type === 'object' ? schema.type.join(' or ') : (schema.type ?? 'anything')
  return schema.format === undefined ? names : `${names} (${schema.format})`
}

const bounds: readonly (readonly [keyof Schema, (value: unknown) => string])[] = [
  ['minimum', value => `at least ${String(value)}`],
  ['exclusiveMinimum', value => `above ${String(value)}`],
  ['maximum', value => `at most ${String(value)}`],
  ['exclusiveMaximum', value => `below ${String(value)}`],
  ['minItems', value => `${String(value)} entries or more`],
  ['maxItems', value => `at most ${String(value)} entries`],
  ['maxLength', value => `at most ${String(value)} characters`],
  ['default', value => `${code(value)} by default`]
]

const boundsOf = (schema: Schema): string =>
  bounds.flatMap(([key, words]) => (schema[key] === undefined ? [] : [words(schema[key])])).join(', ')

/** Fields of an object, one a row; those that must be there are marked. Nothing for what has no fields. */
export function fieldsTable(schema: Schema, linkTo: LinkTo): string[] {
  const rows = Object.entries(schema.properties ?? {}).map(([name, field]) => {
    const mark = schema.required?.includes(name) === true ? ' *' : ''
    const says = [field.description ?? '', boundsOf(field)].filter(Boolean).join(' ')
    return `| \`${name}\`${mark} | ${cell(typeOf(field, linkTo))} | ${cell(says)} |`
  })
  return rows.length === 0 ? [] : ['| field | type | what |', '|---|---|---|', ...rows, '']
}
