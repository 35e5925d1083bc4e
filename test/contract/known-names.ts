/** Names and identifiers of what a cluster has, learnt from its own lists: what path parameters and bodies may speak of. */
import type { Operation } from '../../server/http/contract/contract.js'
import { rowsIn } from '../../server/reading/rows.js'
import type { Row } from '../../server/reading/rows.js'
import { identifierIn, normalizeName } from '../../server/verify/row-identifiers.js'
import type { Emulator, Method } from '../support/emulator.js'
import type { Served } from './operations.js'

export interface KnownNames {
  /** What may stand for the parameters of a path, each time other ones of those that are there. */
  pathOf(served: Served, turn: number): string
  /** Values that answers gave under a property of this name. */
  valuesOf(property: string): readonly unknown[]
  /** What identifies the rows of the lists that a path is below. */
  near(path: string): readonly unknown[]
  /** Rows of the list that a path belongs to. */
  rowsOf(path: string): readonly Row[]
}

/** Reads every list that a handler answers, those below others after them. */
export async function knownNames(
  ask: Emulator['ask'],
  cluster: string,
  served: readonly Served[]
): Promise<KnownNames> {
  const rows = new Map<string, readonly Row[]>()
  const values = new Map<string, Set<unknown>>()
  const known: KnownNames = {
    pathOf: ({ operation }, turn) => filled(rows, operation, turn),
    valuesOf: property => [...(values.get(normalizeName(property)) ?? [])],
    near: path => {
      const segments = path.split('/')
      const lists = segments.map((_, index) => segments.slice(0, index + 1).join('/'))
      const beside = [...rows.keys()].filter(list => parentOf(path) !== '' && parentOf(list) === parentOf(path))
      return [...new Set([...lists, ...beside])].flatMap(list =>
        (rows.get(list) ?? []).flatMap(row => identifiersIn(row, list.split('/').at(-1) ?? ''))
      )
    },
    rowsOf: path => rows.get(path) ?? rows.get(path.replace(/\/\{\w+\}$/, '')) ?? []
  }
  const lists = served
    .filter(({ emulated, operation: { method } }) => emulated && method === 'GET')
    .sort((a, b) => depthOf(a) - depthOf(b))
  for (const list of lists) {
    const { contract, operation } = list
    const url = `${contract.bases[0]}${known.pathOf(list, 0)}`
    const { status, body } = await ask(cluster, operation.method as Method, url)
    if (status !== 200) continue
    const found = rowsOrValuesIn(body)
    remember(values, body, normalizeName(operation.path.split('/').at(-1) ?? ''))
    if (found !== undefined && !rows.get(operation.path)?.length) rows.set(operation.path, found)
  }
  return known
}

/** What a list and an operation beside it are of: `/protection_domains/{name}` of its snapshots and its rollback. */
const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/'))

/** Of a list of plain values, as of addresses, each stands for itself. */
function rowsOrValuesIn(body: unknown): readonly Row[] | undefined {
  const plain = Array.isArray(body) && body.length > 0 && body.every(value => typeof value === 'string')
  return plain ? body.map(name => ({ name })) : rowsIn(body)
}

const depthOf = ({ operation: { path } }: Served): number => path.split('{').length

/** Each value by the name of its property, and what identifies a row by that of its list too: the `uuid` of `hosts`. */
function remember(values: Map<string, Set<unknown>>, value: unknown, kind: string): void {
  if (Array.isArray(value)) {
    for (const entry of value) remember(values, entry, kind)
    return
  }
  if (value === null || typeof value !== 'object') {
    if (value === null || value === undefined || value === '' || typeof value === 'boolean') return
    const known = values.get(kind) ?? new Set()
    values.set(kind, known.add(value))
    return
  }
  for (const [name, inner] of Object.entries(value)) {
    const property = normalizeName(name)
    remember(values, inner, property === 'entitie' ? kind : property)
    if (/^(uuid|id|name)$/.test(property)) remember(values, inner, kind + property)
  }
}

/** What no list tells, by the parameter of a path: the address that is kept back (populated-relations.ts). */
const untold: Readonly<Record<string, string>> = { [normalizeName('ipaddress')]: '10.7.1.9' }

/** Where there is nothing of the kind, what a contract lets through. */
function unknown({ parameters }: Operation, segment: string): unknown {
  const found = parameters.find(parameter => parameter.in === 'path' && `{${parameter.name}}` === segment)
  const sample = untold[normalizeName(segment.slice(1, -1))]
  if (sample !== undefined) return sample
  const [word] = (found?.schema['x-values'] ?? []) as readonly string[]
  return word ?? (found?.schema['type'] === 'integer' ? 1 : 'some thing')
}

function filled(rows: ReadonlyMap<string, readonly Row[]>, operation: Operation, turn: number): string {
  const segments = operation.path.split('/')
  return segments
    .map((segment, index) => {
      if (!segment.startsWith('{')) return segment
      const parameter = normalizeName(segment.slice(1, -1))
      const list = segments[index - 1] ?? ''
      const above = segments.slice(0, index - 1).join('/')
      const below = rows.get(`${above}/${list}`) ?? rows.get(`${above}/dr_${list}`)
      const same = below?.length
        ? below
        : ([...rows].find(([path, found]) => path.endsWith(`/${list}`) && found.length > 0)?.[1] ?? [])
      const row = same[turn % Math.max(1, same.length)]
      const value = row === undefined ? undefined : identifierIn(row, parameter, normalizeName(list))
      const otherwise = unknown(operation, segment)
      const fits = value !== undefined && (typeof otherwise !== 'number' || Number.isInteger(Number(value)))
      return encodeURIComponent(String(fits ? value : otherwise))
    })
    .join('/')
}

function identifiersIn(row: Row, list: string): unknown[] {
  return ['name', 'uuid', 'id', `${normalizeName(list).replace(/^dr/, '')}id`].flatMap(
    name => identifierIn(row, name, normalizeName(list)) ?? []
  )
}
