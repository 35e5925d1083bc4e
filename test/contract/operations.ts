/**
 * Every operation that pesim serves, with the document it is in and whether a handler answers it. A test that imports this
 * takes its calls from the contract, and drives nothing: see test/support/record-driven.cjs.
 */
import { channel } from 'node:diagnostics_channel'
import { stubContracts, v08Contract, v1Contract, v2Contract } from '../../server/contracts/contracts.js'
import { operationsOf } from '../../server/http/contract/contract.js'
import type { Contract, Operation } from '../../server/http/contract/contract.js'

export interface Served {
  readonly contract: Contract
  readonly operation: Operation
  readonly emulated: boolean
}

channel('pesim.test.generated').publish({})

export const served: readonly Served[] = [v2Contract, v1Contract, v08Contract, ...stubContracts].flatMap(contract =>
  operationsOf(contract.document).map(operation => ({
    contract,
    operation,
    emulated: !stubContracts.includes(contract)
  }))
)

export const labelOf = ({ contract, operation }: Served): string => `${contract.name} ${operation.id}`
