/** The three contracts that pesim serves, each read when it is first needed. */
import controlText from '../build/contract/control.js'
import v1Text from '../build/contract/prism-v1.js'
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

export const v2Contract = contract('v2.0', ['/PrismGateway/services/rest/v2.0', '/api/nutanix/v2.0'], v2Text)
export const v1Contract = contract('v1', ['/PrismGateway/services/rest/v1', '/api/nutanix/v1'], v1Text)
export const controlContract = contract('control', ['/emulator/v1'], controlText)

export const contracts: readonly Contract[] = [v2Contract, v1Contract, controlContract]
