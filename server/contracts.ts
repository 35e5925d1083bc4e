/** The contracts that pesim serves, each read when it is first needed; of each version of Prism the rest stands apart. */
import controlText from '../build/contract/control.js'
import v08RestText from '../build/contract/prism-v0.8-rest.js'
import v1RestText from '../build/contract/prism-v1-rest.js'
import v1Text from '../build/contract/prism-v1.js'
import v2RestText from '../build/contract/prism-v2-rest.js'
import v2Text from '../build/contract/prism-v2.js'
import type { Contract, OpenApiDocument } from './http/contract.js'

function contract(name: string, bases: readonly string[], text: string): Contract {
  let document: OpenApiDocument | undefined
  return {
    name,
    bases,
    get document() {
      document ??= JSON.parse(text) as OpenApiDocument
      return document
    }
  }
}

const basesOf = (version: string): readonly string[] => [
  `/PrismGateway/services/rest/${version}`,
  `/api/nutanix/${version}`
]

export const v2Contract = contract('v2.0', basesOf('v2.0'), v2Text)
export const v1Contract = contract('v1', basesOf('v1'), v1Text)
export const controlContract = contract('control', ['/emulator/v1'], controlText)

/** What is published and not emulated: no start reads it. */
export const v2Rest = contract('v2.0-rest', basesOf('v2.0'), v2RestText)
export const v1Rest = contract('v1-rest', basesOf('v1'), v1RestText)
export const v08Rest = contract('v0.8-rest', basesOf('v0.8'), v08RestText)

/** With handlers. */
export const contracts: readonly Contract[] = [v2Contract, v1Contract, controlContract]
/** Without. */
export const restContracts: readonly Contract[] = [v2Rest, v1Rest, v08Rest]
