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

/** A document that few ask for is packed: every start reads the whole bundle, and pays for its length. */
function writeDocument({ name, document, packed = false }: BuiltContract, folder: string): void {
  const text = JSON.stringify(document)
  const kept = packed ? literal(deflateRawSync(text, { level: 9 }).toString('base64')) : literal(text)
  writeFileSync(join(folder, `${name}.js`), `export default ${kept}\n`)
  writeFileSync(join(folder, `${name}.d.ts`), 'declare const text: string\nexport default text\n')
}

/** A JSON text as a string literal: a string is parsed by the engine far quicker than the object that it stands for. */
export function literal(json: string): string {
  return `'${json.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
