/** What a contract becomes in build/contract: its document as a module that holds a text, and the types of it. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import openapiTypescript, { astToString } from 'openapi-typescript'
import type { OpenAPI3 } from 'openapi-typescript'
import type { BuiltContract } from './assemble.js'

export async function writeContract(contract: BuiltContract, folder: string): Promise<void> {
  const { name, document, typed = document, typesOnly = false } = contract
  if (!typesOnly) writeDocument(contract, folder)
  if (typed === null) return
  const types = await openapiTypescript(JSON.parse(JSON.stringify(typed)) as OpenAPI3, {
    rootTypes: true,
    rootTypesNoSchemaPrefix: true
  })
  writeFileSync(join(folder, `${name}.types.d.ts`), astToString(types))
}

/**
 * A document that few ask for is packed: every start reads the whole bundle, and pays for its length. Any other is a text
 * for each of its operations and models, so that a first answer parses those that it is about.
 */
function writeDocument({ name, document, packed = false }: BuiltContract, folder: string): void {
  const packedText = (): string => literal(deflateRawSync(JSON.stringify(document), { level: 9 }).toString('base64'))
  writeFileSync(join(folder, `${name}.js`), `export default ${packed ? packedText() : inParts(document)}\n`)
  const type = packed ? 'string' : "() => import('../../server/contracts/document-in-parts.js').DocumentInParts"
  writeFileSync(join(folder, `${name}.d.ts`), `declare const document: ${type}\nexport default document\n`)
}

/** Within a function: nothing of it is made before it is asked for. */
function inParts(document: BuiltContract['document']): string {
  const groups = (of: object): string =>
    record(of, group => record(group as object, part => literal(JSON.stringify(part))))
  const rest = literal(JSON.stringify({ ...document, paths: {}, components: {} }))
  return `() => ({ rest: ${rest}, paths: ${groups(document.paths)}, components: ${groups(document.components)} })`
}

function record(of: object, write: (value: unknown) => string): string {
  return `{${Object.entries(of)
    .map(([name, value]) => `${literal(name)}:${write(value)}`)
    .join(',')}}`
}

/** A JSON text as a string literal: a string is parsed by the engine far quicker than the object that it stands for. */
export function literal(json: string): string {
  return `'${json.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
