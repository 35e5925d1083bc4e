/** Query normalization before validation, and formatting of validation errors. */
import type { ErrorObject } from '@fastify/ajv-compiler'
import type { Schema } from './contract.js'

/**
 * Python says `True`, and a form says `count=` for nothing: what is no text is read as it was meant [C: clients]. What
 * is asked once and said twice is read as it was said first.
 */
export function queryTidier(schema: Schema): (query: Record<string, unknown>) => void {
  const kinds = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>)
    .map(([name, { type }]) => [name, [type].flat()] as const)
    .filter(([, types]) => !types.includes('array'))
  return query => {
    for (const [name, types] of kinds) {
      const values = query[name]
      const value: unknown = Array.isArray(values) ? values[0] : values
      if (value === '' && !types.includes('string')) Reflect.deleteProperty(query, name)
      else if (typeof value === 'string') query[name] = types.includes('boolean') ? value.toLowerCase() : value
    }
  }
}

/**
 * Says what is wrong and where, as `body/retention_policy/local_max_snapshots must be integer`. Where it is about keys, and
 * in the place of a body that is missing, it says which ones `allowedKeys` finds.
 */
export function faultsIn(
  errors: readonly ErrorObject[],
  part: string,
  allowedKeys: (error: ErrorObject) => readonly string[] = () => []
): string {
  // The branch for null says nothing about what was sent instead.
  const telling = errors.filter(
    ({ keyword, params }) => keyword !== 'anyOf' && !(keyword === 'const' && params['allowedValue'] === null)
  )
  const [first] = telling.length > 0 ? telling : errors
  if (first === undefined) return `${part} is not as the contract says`
  const params = first.params as Record<string, unknown>
  const unknown = params['additionalProperty']
  const extra = unknown === undefined ? params['allowedValues'] : brief(String(unknown))
  const place = first.instancePath.split('/').map(brief).join('/')
  const said = `${part}${place} ${messageOf(first)}${extra === undefined ? '' : `: ${String(extra)}`}`
  const keys = allowedKeys(first)
  if (keys.length === 0) return said
  if (unknown !== undefined) return `${said}; allowed are ${keys.join(', ')}`
  return first.data === null && first.instancePath === ''
    ? `${said}, and there is none; allowed are ${keys.join(', ')}`
    : said
}

/** Characters of a name that is told in full, and of what is told of a longer one. */
const NAME_LENGTH_MAX = 255
const BRIEF_LENGTH = 20

/** A key that a client chose, cut where it is longer than any name. */
function brief(key: string): string {
  return key.length > NAME_LENGTH_MAX ? `${key.slice(0, BRIEF_LENGTH)}…` : key
}

/** What each format wants, for people. */
const FORMATS: Readonly<Record<string, string>> = {
  'date-time': 'must be a date with a time and a zone, for example 2026-01-31T09:00:00Z',
  int32: 'must be an integer of 32 bits',
  int64: 'must be an integer of 64 bits'
}

/** The validator's words; in the place of a format what it wants, behind a pattern what the contract says of the value. */
function messageOf({ keyword, params, message = 'is wrong', parentSchema }: ErrorObject): string {
  if (keyword === 'format') return FORMATS[String((params as Record<string, unknown>)['format'])] ?? message
  const description = (parentSchema as Schema | undefined)?.['description']
  return keyword === 'pattern' && typeof description === 'string' ? `${message}: ${description}` : message
}

/** The keys that an object in a body may have which an error of an unknown key is about; none where it cannot be found. */
export function keysAllowedIn(schema: Schema): (error: ErrorObject) => readonly string[] {
  return ({ instancePath }) => {
    const steps = instancePath.split('/').slice(1)
    const found = steps.reduce((nodes, step) => nodes.flatMap(node => stepsInto(schema, node, step)), [schema])
    const all = found.flatMap(node => plainOf(schema, node))
    return [...new Set(all.flatMap(node => Object.keys(node['properties'] ?? {})))]
  }
}

/** What a step of a path leads to, in each of the schemas that a schema may stand for. */
function stepsInto(root: Schema, node: Schema, step: string): Schema[] {
  return plainOf(root, node).flatMap((each): Schema[] => {
    const { properties, items } = each as { properties?: Record<string, Schema>; items?: Schema }
    const found = /^\d+$/.test(step) ? items : properties?.[step]
    return found === undefined ? [] : [found]
  })
}

/** A schema without references and alternatives; the models stand beside the root. */
function plainOf(root: Schema, node: Schema): Schema[] {
  const name = typeof node['$ref'] === 'string' ? node['$ref'].split('/').at(-1) : undefined
  const { schemas = {} } = (root['components'] ?? {}) as { schemas?: Record<string, Schema> }
  const referred = name === undefined ? [] : [schemas[name] ?? {}]
  const branches = node as { anyOf?: Schema[]; oneOf?: Schema[]; allOf?: Schema[] }
  const others = [branches.anyOf, branches.oneOf, branches.allOf].flatMap(each => each ?? [])
  const inner = [...referred, ...others]
  return inner.length === 0 ? [node] : inner.flatMap(each => plainOf(root, each))
}
