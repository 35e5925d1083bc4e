/** Coverage of the published API: counts emulated, stubbed and declined operations from the contracts. */
import { stubContracts, v08Contract, v1Contract, v2Contract } from './contracts.js'
import { operationsOf } from '../http/contract/index.js'
import type { Contract, Operation } from '../http/contract/index.js'

export interface Count {
  readonly published: number
  readonly emulated: number
  /** Published, and answered from a model alone for the time being. */
  readonly stub: number
  /** Published, and answered from a model alone on purpose. */
  readonly declined: number
  /** Emulated although the vendor does not publish them. */
  readonly unpublished: number
}

interface CoveredOperation {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly state: 'emulated' | 'stub' | 'declined'
  readonly published: boolean
  /** Why it is declined; null for every other. */
  readonly reason: string | null
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
  const [v2Stubs, v1Stubs, v08Stubs] = stubContracts
  return [
    ofVersion('v2.0', v2Contract, v2Stubs),
    ofVersion('v1', v1Contract, v1Stubs),
    ofVersion('v0.8', v08Contract, v08Stubs)
  ]
}

function ofVersion(version: string, emulated: Contract | undefined, rest: Contract | undefined): VersionCoverage {
  const rows = [...rowsOf(emulated, true), ...rowsOf(rest, false)]
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

function rowsOf(contract: Contract | undefined, emulated: boolean): Row[] {
  if (contract === undefined) return []
  return operationsOf(contract.document).map(({ id, method, path, extra }: Operation) => {
    const reason = (extra['x-pesim-declined'] as string | undefined) ?? null
    return {
      tag: String((extra['tags'] as readonly string[] | undefined)?.[0]),
      operation: {
        id,
        method,
        path,
        state: emulated ? 'emulated' : reason === null ? 'stub' : 'declined',
        published: extra['x-pesim-source'] === undefined,
        reason
      }
    }
  })
}

function count(operations: readonly CoveredOperation[]): Count {
  const published = operations.filter(operation => operation.published)
  const of = (state: CoveredOperation['state']): number => published.filter(row => row.state === state).length
  return {
    published: published.length,
    emulated: of('emulated'),
    stub: of('stub'),
    declined: of('declined'),
    unpublished: operations.length - published.length
  }
}
