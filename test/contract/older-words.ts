/** What an operation of v1 or v0.8 has of v2.0: the operation that it was derived from, and a request in its own words. */
import { placeOf } from '../../scripts/contract/spelling.js'
import { v08Contract, v1Contract } from '../../server/contracts/contracts.js'
import { translators } from '../../server/prism/dialect/translate.js'
import { served } from './operations.js'
import type { Served } from './operations.js'
import type { Input } from './valid-input.js'

export interface Origin {
  readonly operation: string
  /** The older name of each parameter to v2.0's. */
  readonly path: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
}

/** The operation of v2.0 that one of an older version was derived from, where it is at the same place. */
export function originOf(older: Served): { v2: Served; origin: Origin } | undefined {
  const origin = older.operation.extra['x-v2'] as Origin | undefined
  const place = placeOf(older.operation.path) // an id alone may be that of another operation of v2.0
  const v2 = served.find(
    ({ contract, operation: { id, path, body } }) =>
      contract.name === 'v2.0' &&
      id === origin?.operation &&
      placeOf(path) === place &&
      JSON.stringify(body?.schema) === JSON.stringify(older.operation.body?.schema) &&
      Object.values(origin.path).every(name => path.includes(`{${name}}`))
  )
  return origin !== undefined && v2 !== undefined ? { v2, origin } : undefined
}

const wordsOf = new Map([v1Contract, v08Contract].map(({ name, document }) => [name, translators(document, {})]))

/** What v2.0 says and the older dialect has words for: only that can be asked of both. */
export function inCommon(input: Input, older: Served): Input {
  const schema = older.operation.body?.schema
  const words = wordsOf.get(older.contract.name)
  if (schema === undefined || words === undefined) return input
  return { ...input, body: words.toV2(schema)(words.toOlder(schema)(input.body)) }
}

/** The same request in the older dialect's words. */
export function inOlder({ url, body }: Input, older: Served, v2: Served, origin: Origin): Input {
  const [path = '', query = ''] = url.split('?')
  const input = path.slice(v2.contract.bases[0]?.length).split('/')
  const template = v2.operation.path.split('/')
  const values = new Map(template.map((segment, index) => [segment, input[index] ?? '']))
  const named = older.operation.path.replace(
    /\{(\w+)\}/g,
    (_, name: string) => values.get(`{${origin.path[name]}}`) ?? ''
  )
  const names = new Map(Object.entries(origin.query).map(([name, wire]) => [wire, name]))
  const renamed = query.replace(
    /(^|&)(\w+)=/g,
    (_, before: string, name: string) => `${before}${names.get(name) ?? name}=`
  )
  const schema = older.operation.body?.schema
  return {
    url: `${older.contract.bases[0]}${named}${renamed === '' ? '' : `?${renamed}`}`,
    body: schema === undefined ? body : wordsOf.get(older.contract.name)?.toOlder(schema)(body)
  }
}
