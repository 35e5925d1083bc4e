/**
 * Requests that succeed. An operation that a table does not name succeeds with what its contract requires: the first row of
 * its list in its path, no query, and no body; one of v1 or v0.8 also with what v2.0 is asked, in its own words.
 */
import { identifierIn, normalizeName } from '../../../server/verify/row-identifiers.js'
import type { KnownNames } from '../known-names.js'
import type { Served } from '../operations.js'
import type { Input } from '../valid-input.js'

/**
 * A text `@/vms#web01` stands for what identifies that row of a list, `@/vms#0` for what identifies the first (`#-1`: the last), and
 * `@/vms#0#host_uuid` for another of its values.
 */
export interface GoodInput {
  /** Parameters of the path that are not those of the first row. */
  readonly path?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
  /** Where only clusters of ESXi do it, or those that have a file server. */
  readonly on?: 'esxi' | 'files'
}

/** By operation id. */
export type GoodInputs = Readonly<Record<string, GoodInput>>

/** What an operation is asked, by the table of its version. */
export function goodInput(call: Served, inputs: GoodInputs, known: KnownNames): Input {
  const { contract, operation } = call
  const { path: input = {}, query = {}, body } = inputs[operation.id] ?? {}
  const segments = known.pathOf(call, 0).split('/')
  const path = operation.path.split('/').map((segment, index) => {
    const name = segment.slice(1, -1)
    const value = segment.startsWith('{') ? input[name] : undefined
    return value === undefined ? segments[index] : encodeURIComponent(String(resolved(value, name, known)))
  })
  const search = new URLSearchParams(query).toString()
  const url = `${contract.bases[0]}${path.join('/')}${search === '' ? '' : `?${search}`}`
  return { url, body: resolved(body, 'value', known) }
}

function resolved(value: unknown, key: string, known: KnownNames): unknown {
  if (Array.isArray(value)) return value.map(each => resolved(each, key, known))
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, resolved(inner, name, known)]))
  const [, list, which, property = key] =
    (typeof value === 'string' && /^@(\/[^#]*)#([^#]*)(?:#(.*))?$/.exec(value)) || []
  if (list === undefined || which === undefined) return value
  const rows = known.rowsOf(list)
  const row = rows.find(({ name }) => name === which) ?? rows.at(Number(which))
  const found = row && identifierIn(row, normalizeName(property), normalizeName(list.split('/').at(-1) ?? ''))
  if (found === undefined) throw new Error(`There is no ${which} in ${list}`)
  return found
}
