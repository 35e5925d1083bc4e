/**
 * The contracts that pesim serves, each read when it is first needed. v2.0 lies there in parts, of which a first answer
 * reads few; the others are packed, so that no start pays for their length.
 */
import centralText from '../../build/contract/central.js'
import controlText from '../../build/contract/control.js'
import v08Text from '../../build/contract/prism-v0.8.js'
import v08StubsText from '../../build/contract/prism-v0.8-stubs.js'
import v1StubsText from '../../build/contract/prism-v1-stubs.js'
import v1Text from '../../build/contract/prism-v1.js'
import v2StubsText from '../../build/contract/prism-v2-stubs.js'
import v2Parts from '../../build/contract/prism-v2.js'
import zlib from 'node:zlib'
import { documentOf } from './document-in-parts.js'
import { operationsOf } from '../http/contract/index.js'
import type { Contract, OpenApiDocument } from '../http/contract/index.js'

function contract(name: string, bases: readonly string[], read: () => OpenApiDocument): Contract {
  let document: OpenApiDocument | undefined
  return {
    name,
    bases,
    get document() {
      return (document ??= read())
    }
  }
}

/** A document that is kept deflated. */
function unpacked(text: string): OpenApiDocument {
  return JSON.parse(zlib.inflateRawSync(Buffer.from(text, 'base64')).toString()) as OpenApiDocument
}

const basesOf = (version: string): readonly string[] => [
  `/PrismGateway/services/rest/${version}`,
  `/api/nutanix/${version}`
]

export const v2Contract = contract('v2.0', basesOf('v2.0'), () => documentOf(v2Parts()))
export const v1Contract = contract('v1', basesOf('v1'), () => unpacked(v1Text))
export const v08Contract = contract('v0.8', basesOf('v0.8'), () => unpacked(v08Text))
/** v3, as far as clients ask it on their way to a cluster. */
export const centralContract = contract('central', ['/api/nutanix/v3'], () => unpacked(centralText))
export const controlContract = contract('control', ['/emulator/v1'], () => unpacked(controlText))

/** What is published and not emulated: no start reads it. */
export const v2Stubs = contract('v2.0-rest', basesOf('v2.0'), () => unpacked(v2StubsText))
export const v1Stubs = contract('v1-rest', basesOf('v1'), () => unpacked(v1StubsText))
export const v08Stubs = contract('v0.8-rest', basesOf('v0.8'), () => unpacked(v08StubsText))

/** With handlers. */
export const contracts: readonly Contract[] = [v2Contract, v1Contract, v08Contract, controlContract, centralContract]
/** Without. */
export const stubContracts: readonly Contract[] = [v2Stubs, v1Stubs, v08Stubs]

/** What the vendor publishes of each version: what is emulated of it, and the rest. */
export const publishedVersions = {
  'v2.0': [v2Contract, v2Stubs],
  v1: [v1Contract, v1Stubs],
  'v0.8': [v08Contract, v08Stubs]
} as const

/** A path as the journal has it: below the first of the bases that mean the same. */
export function canonicalPath(path: string): string {
  for (const { bases } of contracts) {
    const [first = '', ...others] = bases
    const base = others.find(other => path.startsWith(`${other}/`))
    if (base !== undefined) return first + path.slice(base.length)
  }
  return path
}

/** Every operation of the emulated API, stubs included, each with its whole path below every base. */
export function emulatedOperations(): { id: string; method: string; path: string }[] {
  return [...contracts, ...stubContracts]
    .filter(each => each !== controlContract)
    .flatMap(({ bases, document }) =>
      operationsOf(document).flatMap(({ id, method, path }) =>
        bases.map(base => ({ id, method: method.toUpperCase(), path: `${base}${path}` }))
      )
    )
}
