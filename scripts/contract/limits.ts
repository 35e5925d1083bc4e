/** Texts that a request may carry without a limit: there must be none in an API of our own. */
import type { OpenApi } from './openapi.js'
import { operationsOf } from './openapi.js'
import { resolve } from './references.js'

/** Whatever comes in from outside has a length, or is one of some words. */
export function textsWithoutLimit(document: OpenApi): string[] {
  const seen = new Set<unknown>()
  return operationsOf(document).flatMap(({ where, operation }) => [
    ...unboundedIn(operation.parameters, `${where}: parameters`),
    ...unboundedIn(operation['requestBody'], `${where}: body`)
  ])

  function unboundedIn(value: unknown, where: string): string[] {
    if (value === null || typeof value !== 'object' || seen.has(value)) return []
    seen.add(value)
    const { $ref, type, enum: words, maxLength, ...rest } = value as Readonly<Record<string, unknown>>
    const unbounded = [type].flat().includes('string') && words === undefined && maxLength === undefined
    return [
      ...(unbounded ? [`${where} is a text without maxLength`] : []),
      ...(typeof $ref === 'string' ? unboundedIn(resolve($ref, document.components), where) : []),
      ...Object.entries(rest).flatMap(([key, inner]) => unboundedIn(inner, `${where}/${key}`))
    ]
  }
}
