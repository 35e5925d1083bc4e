/** Every operation of the control API shows how it is used: the reference page has its examples, and a test sends them. */
import { operationsOf } from './openapi.js'
import type { OpenApi, Operation, Parameter } from './openapi.js'

interface Content {
  readonly content?: Readonly<Record<string, { readonly example?: unknown }>>
}

/** Each fault names what has no example: what a path or a body takes, and of an operation that takes nothing its answer. */
export function exampleless(document: OpenApi): string[] {
  return operationsOf(document).flatMap(({ where, operation }) => {
    const taken = inputsOf(operation)
    const answer = contentsOf(operation.responses?.['200'] ?? {})
    const wanted = taken.length > 0 ? taken : [{ name: 'its answer', example: answer }]
    return wanted.filter(({ example }) => example === undefined).map(({ name }) => `${where}: ${name} has no example`)
  })
}

function inputsOf({ parameters = [], requestBody }: Operation): { name: string; example: unknown }[] {
  const named = parameters as readonly (Parameter & { readonly example?: unknown })[]
  return [
    ...named.flatMap(({ name, in: place, example }) =>
      place === 'path' ? [{ name: `parameter ${name}`, example }] : []
    ),
    ...(requestBody === undefined ? [] : [{ name: 'its body', example: contentsOf(requestBody as Content) }])
  ]
}

const contentsOf = ({ content = {} }: Content): unknown => Object.values(content)[0]?.example
