/** How much of what the vendor publishes is emulated, counted from the contracts themselves. */
import { restContracts, v1Contract, v2Contract } from './contracts.js'
import { operationsOf } from './http/contract.js'
import type { Contract, Operation } from './http/contract.js'

export interface Count {
  readonly published: number
  readonly emulated: number
  /** Published, and answered from a model alone. */
  readonly stub: number
  /** Emulated although the vendor does not publish them. */
  readonly unpublished: number
}

export interface CoveredOperation {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly state: 'emulated' | 'stub'
  readonly published: boolean
}

export interface TagCoverage extends Count {
  readonly tag: string
  readonly operations: CoveredOperation[]
}

export interface VersionCoverage extends Count {
  readonly version: string
  readonly tags: TagCoverage[]
}

/** Reads every document of Prism, those that no start reads too. */
export function coverage(): VersionCoverage[] {
  const [v2Rest, v1Rest, v08Rest] = restContracts
  return [
    ofVersion('v2.0', v2Contract, v2Rest),
    ofVersion('v1', v1Contract, v1Rest),
    ofVersion('v0.8', undefined, v08Rest)
  ]
}

function ofVersion(version: string, emulated: Contract | undefined, rest: Contract | undefined): VersionCoverage {
  const rows = [...rowsOf(emulated, 'emulated'), ...rowsOf(rest, 'stub')]
  const tags = [...new Set(rows.map(({ tag }) => tag))].sort().map(tag => {
    const operations = rows.filter(row => row.tag === tag).map(({ operation }) => operation)
    return { tag, ...count(operations), operations }
  })
  return { version, ...count(rows.map(({ operation }) => operation)), tags }
}

interface Row {
  readonly tag: string
  readonly operation: CoveredOperation
}

function rowsOf(contract: Contract | undefined, state: CoveredOperation['state']): Row[] {
  if (contract === undefined) return []
  return operationsOf(contract.document).map(({ id, method, path, extra }: Operation) => ({
    tag: String((extra['tags'] as readonly string[] | undefined)?.[0]),
    operation: { id, method, path, state, published: extra['x-pesim-source'] === undefined }
  }))
}

function count(operations: readonly CoveredOperation[]): Count {
  const published = operations.filter(operation => operation.published)
  const emulated = published.filter(({ state }) => state === 'emulated').length
  return {
    published: published.length,
    emulated,
    stub: published.length - emulated,
    unpublished: operations.length - published.length
  }
}
