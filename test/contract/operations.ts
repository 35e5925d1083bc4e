/** Every operation that pesim serves, with the document it is in and whether a handler answers it. */
import { restContracts, v08Contract, v1Contract, v2Contract } from '../../server/contracts/contracts.js'
import { operationsOf } from '../../server/http/contract/contract.js'
import type { Contract, Operation } from '../../server/http/contract/contract.js'

export interface Served {
  readonly contract: Contract
  readonly operation: Operation
  readonly emulated: boolean
}

export const served: readonly Served[] = [v2Contract, v1Contract, v08Contract, ...restContracts].flatMap(contract =>
  operationsOf(contract.document).map(operation => ({
    contract,
    operation,
    emulated: !restContracts.includes(contract)
  }))
)

export const labelOf = ({ contract, operation }: Served): string => `${contract.name} ${operation.id}`
