/** Requests that an operation's contract allows, told in the names of what is there: made up from a seed. */
import { resolveRef } from '../../server/http/contract/contract.js'
import type { OpenApiDocument, Schema } from '../../server/http/contract/contract.js'
import { normalizeName } from '../../server/verify/row-identifiers.js'
import type { Random } from '../../server/explore/random.js'
import type { KnownNames } from './known-names.js'
import type { Served } from './operations.js'

export interface Input {
  /** With its base, path and query. */
  readonly url: string
  readonly body: unknown
}

export interface InputOptions {
  readonly known: KnownNames
  readonly random: Random
  /** Microseconds since the epoch. */
  readonly now: number
  /** Each turn is another request; the first says only what is required, the second everything. */
  readonly turn: number
  /** What a text without a telling name may be about, beside everything else. */
  readonly near?: readonly unknown[]
  /** What such a text is taken for there. */
  readonly wanted?: readonly string[]
}

/** Models within models; what lies deeper is left out where it may be. */
const DEPTH_MAX = 6
const HOUR_USECS = 3_600_000_000

export function validInput(served: Served, options: InputOptions): Input {
  const { contract, operation } = served
  const { known, turn } = options
  const path = known.pathOf(served, Math.floor(turn / 3))
  const body =
    operation.body === undefined || (!operation.body.required && turn === 0)
      ? undefined
      : bodyOf(
          contract.document,
          operation.body.schema,
          { ...options, near: known.near(operation.path), wanted: wantedAt(operation.path) },
          known.rowsOf(operation.path)
        )
  return { url: `${contract.bases[0]}${path}${queryOf(served, options)}`, body }
}

function queryOf({ contract, operation }: Served, { known, random, turn, now }: InputOptions): string {
  const query = new URLSearchParams()
  for (const { name, schema, required } of operation.parameters.filter(parameter => parameter.in === 'query')) {
    if (!required && (turn === 0 || random.chance(0.5))) continue
    if (/page$/i.test(name) && !query.has('count')) continue
    if (/filter|criteria/i.test(name)) continue // a language of its own: see lists.test.ts
    const value = made(contract.document, schema, { known, random, turn: 1, now }, name, 0)
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one))
  }
  return query.size === 0 ? '' : `?${query}`
}

/** Every other body that changes something is what was read before, as clients do. */
function bodyOf(document: OpenApiDocument, schema: Schema, options: InputOptions, rows: readonly unknown[]): unknown {
  const value = made(document, schema, options, '', 0)
  const row = rows[Math.floor(options.turn / 3) % Math.max(1, rows.length)]
  if (options.turn % 3 !== 2 || row === undefined || Array.isArray(value)) return value
  const envelope = Object.keys(value ?? {}).find(key => normalizeName(key) === 'genericdto')
  if (envelope !== undefined) return { [envelope]: row }
  return Object.assign({}, row, options.turn % 2 === 0 ? value : undefined)
}

/** A value that a schema allows, for a field of this name. */
export function made(
  document: OpenApiDocument,
  source: Schema,
  options: InputOptions,
  name: string,
  depth: number
): unknown {
  const schema = resolveRef<Schema>(document, source)
  const [branch] = [...((schema['anyOf'] ?? schema['allOf'] ?? []) as Schema[])].filter(({ type }) => type !== 'null')
  if (branch !== undefined) return made(document, branch, options, name, depth)
  const { random, turn, now, known, near = [] } = options
  const type = [schema['type'] ?? 'object'].flat().find(candidate => candidate !== 'null')
  switch (type) {
    case 'object':
      return object(document, schema, options, name, depth)
    case 'array':
      return [made(document, (schema['items'] ?? {}) as Schema, options, name, depth + 1)]
    case 'boolean':
      return turn > 1 && random.chance(0.3)
    case 'integer':
    case 'number':
      if (schema['format'] !== 'int32' && /usecs$|time/i.test(name) && !/secs_|timeout|zone|logical/i.test(name))
        return now + HOUR_USECS
      if (random.chance(0.4)) return random.pick([1, 2, 10, 86_400])
      return numeric(random, name === '' ? near : known.valuesOf(name))
    default:
      return text(schema, options, name)
  }
}

function object(document: OpenApiDocument, schema: Schema, options: InputOptions, name: string, depth: number): object {
  const { random, turn, known } = options
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>)
  const entries = schema['additionalProperties']
  if (properties.length === 0 && entries !== null && typeof entries === 'object') {
    const keys = known.valuesOf(/remote|vstore|site/i.test(name) ? 'remote_site_name' : name)
    return { [String(keys[0] ?? 'key')]: made(document, entries as Schema, options, name, depth + 1) }
  }
  const required = (schema['required'] ?? []) as readonly string[]
  const share = turn === 0 ? 0 : turn === 1 ? 1 : random.pick([0.2, 0.5, 0.8])
  const wanted = properties.filter(([key]) => required.includes(key) || (depth < DEPTH_MAX && random.chance(share)))
  return Object.fromEntries(wanted.map(([key, inner]) => [key, made(document, inner, options, key || name, depth + 1)]))
}

const wantedAt = (path: string): readonly string[] =>
  words.flatMap(([pattern, texts]) => (pattern.test(path) ? texts : []))

function numeric(random: Random, values: readonly unknown[]): number {
  const numbers = values.filter(value => typeof value === 'number')
  return numbers.length === 0 ? 1 : random.pick(numbers)
}

/** What the product takes where its contract publishes a plain text, by what the path is about. */
const words: readonly (readonly [RegExp, readonly string[]])[] = [
  [/replications/, ['pause', 'resume', 'abort']],
  [/power/, ['ON', 'OFF']],
  [/role/, ['ROLE_USER_ADMIN', 'ROLE_CLUSTER_VIEWER']],
  [/nfs_whitelist/, ['10.11.0.0/24', '10.12.0.0/24']],
  [/blacklist_ip/i, ['10.7.1.50']]
]

/** The password of the administrator. */
const PASSWORD = 'nutanix/4u'

/** What a text without a telling name may be about. */
const anything = ['vmname', 'vmuuid', 'remotesitename', 'snapshotid', 'protectiondomainname', 'uuid', 'id', 'name']

function text(schema: Schema, { known, random, turn, near = [], wanted = [] }: InputOptions, name: string): string {
  const values = schema['x-values'] as readonly string[] | undefined
  if (values?.length) return random.pick(values)
  if (/^old_?password$/i.test(name)) return PASSWORD
  if (/(^|_|user)name$/i.test(name) && random.chance(0.5)) return `made-${random.below(100_000)}`
  const everywhere = known.valuesOf(name)
  const close = everywhere.filter(value => near.includes(value))
  const telling = close.length > 0 && random.chance(0.5) ? close : everywhere
  if (/address|(^|_)ip/i.test(name) && (telling.length === 0 || random.chance(0.3)))
    return `10.7.${random.below(250)}.${1 + random.below(250)}`
  const vague = telling.length === 0 || /^(value|name|id|uuid|entity|)$/.test(normalizeName(name))
  const pool = vague && (turn > 1 || telling.length === 0) ? anyIdentifiers() : telling
  return String(random.pick(pool.length === 0 ? ['made'] : pool))

  function anyIdentifiers(): readonly unknown[] {
    if (wanted.length > 0 && random.chance(0.5)) return wanted
    if (near.length > 0 && random.chance(0.5)) return near
    return [...known.valuesOf(random.pick(anything)), `made-${random.below(100_000)}`]
  }
}
