/** Whether the documents hold every operation that the vendor publishes, under its id and with its answer. */
import { join } from 'node:path'
import type { BuiltContract } from './assemble.js'
import type { OpenApi, Schema } from './openapi.js'
import { declinedIn } from './prism.js'
import { keyOf, readPublished } from './published.js'

/** Published versions, and the documents that together are one of them. */
export const versions = {
  'v2.0': ['prism-v2', 'prism-v2-stubs'],
  v1: ['prism-v1', 'prism-v1-stubs'],
  'v0.8': ['prism-v0.8', 'prism-v0.8-stubs']
} as const

type Content = Readonly<Record<string, { readonly schema?: Schema }>>

/** Each fault is a sentence. `folder` is openapi/. */
export function missingIn(contracts: readonly BuiltContract[], folder: string): string[] {
  return Object.entries(versions).flatMap(([version, names]) => {
    const documents = contracts.filter(({ name }) => (names as readonly string[]).includes(name))
    const operations = new Map(documents.flatMap(({ document }) => answersIn(document)))
    const { operations: published } = readPublished(join(folder, 'prism', 'published', version))
    return published.flatMap(({ at, key, id, answer }) => {
      const found = operations.get(key)
      if (found === undefined) return [`${version}: ${at} is missing`]
      return [
        ...(found.id === id ? [] : [`${version}: ${at} is called ${found.id}, not ${id}`]),
        ...(unpatched(found.answer) === unpatched(answer)
          ? []
          : [`${version}: ${at} answers ${found.answer}, not ${answer}`])
      ]
    })
  })
}

/** Reasons in declined.yaml that no operation has, each in a sentence: what was declined is emulated, or never was there. */
export function unusedReasons(contracts: readonly BuiltContract[], folder: string): string[] {
  const operations = contracts.flatMap(({ document }) => Object.values(document.paths).flatMap(Object.values))
  const declined = (operations as { operationId?: string; tags?: string[]; 'x-pesim-declined'?: string }[])
    .filter(operation => operation['x-pesim-declined'] !== undefined)
    .flatMap(({ operationId = '', tags = [] }) => [operationId, ...tags])
  return Object.keys(declinedIn(join(folder, 'prism')))
    .filter(name => !declined.includes(name))
    .map(name => `declined.yaml: ${name} is no operation or tag that is declined`)
}

/** What a PATCH answers is the thing itself, though the vendor's generator gave it a name of its own. */
const unpatched = (answer: string): string => answer.replaceAll('patch.', '')

function answersIn(document: OpenApi): [key: string, { id: string; answer: string }][] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(
      ([verb, { operationId = '', responses = {} }]): [string, { id: string; answer: string }] => {
        const success = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1]
        const schema = Object.values((success as { content?: Content }).content ?? {})[0]?.schema ?? {}
        return [keyOf(verb, path), { id: operationId, answer: vendorNameOf(schema, document) }]
      }
    )
  )
}

/** The vendor's name of an answer, in the short form of the tables. */
function vendorNameOf(schema: Schema, document: OpenApi): string {
  const name = schema.$ref?.split('/').at(-1)
  if (name !== undefined) return String(document.components.schemas?.[name]?.['x-vendor-model'] ?? name)
  if (schema['format'] === 'binary') return 'file'
  if (schema.type === 'array') return `${vendorNameOf((schema['items'] ?? {}) as Schema, document)}[]`
  const values = schema['additionalProperties']
  if (typeof values === 'object') return `map<${vendorNameOf(values as Schema, document)}>`
  return String(schema.type)
}
