/**
 * Which operations the tests drove when they were last run, united from what each noted (test/support/record-driven.cjs):
 * those that take their calls from the contract note nothing.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { contracts } from '../server/contracts/contracts.js'
import type { Contract } from '../server/http/contract/contract.js'
import { operationTable } from '../server/http/contract/operation-table.js'

const root = join(import.meta.dirname, '..')
const folder = join(root, 'build/coverage-driven')

export interface Note {
  readonly file: string
  /** `VERB /path` of those that a handler answered. */
  readonly requests: readonly string[]
  /** Ids of operations whose handlers were called without a server. */
  readonly handlers: readonly string[]
  /** `code status` of refusals that were answered over HTTP. */
  readonly refusals: readonly string[]
}

/** Tests by operation, as `v2.0 getVMs`. */
export type Driven = ReadonlyMap<string, ReadonlySet<string>>

/** What the tests that are still there noted. */
export function recordedNotes(): Note[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .map(name => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Note)
    .filter(({ file }) => existsSync(join(root, file)))
}

/**
 * An operation of v1 or v0.8 that was derived from one of v2.0 has the handler of that one, and is driven when it is:
 * test/contract/older-dialects.test.ts compares the two.
 */
export function drivenIn(notes: readonly Note[]): Driven {
  const driven = new Map<string, Set<string>>()
  const add = (operation: string, file: string): void => {
    driven.set(operation, (driven.get(operation) ?? new Set()).add(file))
  }
  const versions = contracts.map(contract => ({ contract, ids: idsOf(contract) }))
  for (const { file, requests, handlers } of notes) {
    for (const request of requests) for (const operation of operationsAt(request)) add(operation, file)
    for (const id of handlers) {
      // A handler has its id of v2.0; of v1 alone where only v1 has it.
      const of = versions.find(({ ids }) => ids.has(id))
      if (of !== undefined) add(`${of.contract.name} ${id}`, file)
    }
  }
  for (const { contract, ids } of versions) {
    for (const [id, origin] of ids) {
      if (origin === undefined) continue
      for (const file of driven.get(`v2.0 ${origin}`) ?? []) add(`${contract.name} ${id}`, file)
    }
  }
  return driven
}

/** Ids of a contract, each with that of the operation of v2.0 that it was derived from. */
function idsOf({ document }: Contract): Map<string, string | undefined> {
  const ids = new Map<string, string | undefined>()
  for (const { id, extra } of operationTable(document).all()) {
    ids.set(id, (extra['x-v2'] as { operation?: string } | undefined)?.operation)
  }
  return ids
}

const tables = new Map<Contract, ReturnType<typeof operationTable>>()

/** The operation that a request means, of the contract that has it. */
function operationsAt(request: string): string[] {
  const [method = '', url = ''] = request.split(' ')
  const path = url.replace(/\/{2,}/g, '/').replace(/\/$/, '')
  for (const contract of contracts) {
    const base = contract.bases.find(each => path.startsWith(`${each}/`))
    if (base === undefined) continue
    const table = tables.get(contract) ?? operationTable(contract.document)
    tables.set(contract, table)
    const found = table.find(method === 'HEAD' ? 'GET' : method, path.slice(base.length + 1).split('/'))
    if ('operation' in found) return [`${contract.name} ${found.operation.id}`]
  }
  return []
}
