/** What the contract must keep to before anything is built from it. Each fault is a sentence that says where. */
import type { BuiltContract } from './assemble.js'
import type { OpenApi, Schema } from './openapi.js'
import { textsWithoutLimit } from './limits.js'
import { exampleless } from './examples.js'
import { operationsOf } from './openapi.js'
import { reachableFrom, resolve } from './references.js'

/** Every fault of every document; none means that it can be built. */
export function faultsOf(contracts: readonly BuiltContract[]): string[] {
  return [
    ...contracts.flatMap(({ name, document, transcribed = false }) =>
      [
        ...unknownReferences(document),
        ...repeatedOperationIds(document),
        ...undescribedOperations(document),
        ...operationsWithoutOneSuccess(document),
        ...(transcribed ? [] : undescribedProperties(document)),
        ...(name === 'control' ? [...textsWithoutLimit(document), ...exampleless(document)] : [])
      ].map(fault => `${name}: ${fault}`)
    ),
    ...unusedModels(contracts)
  ]
}

function unknownReferences(document: OpenApi): string[] {
  return [...reachableFrom(document.paths, document.components)]
    .filter(ref => resolve(ref, document.components) === undefined)
    .map(ref => `$ref ${ref} points at nothing`)
}

function repeatedOperationIds(document: OpenApi): string[] {
  const firstOf = new Map<string, string>()
  const faults: string[] = []
  for (const { where, operation } of operationsOf(document)) {
    const id = operation.operationId ?? ''
    const first = firstOf.get(id)
    if (first === undefined) firstOf.set(id, where)
    else faults.push(`${where} and ${first} share the operation id '${id}'`)
  }
  return faults
}

function undescribedOperations(document: OpenApi): string[] {
  return operationsOf(document).flatMap(({ where, operation }) => [
    ...(['operationId', 'summary', 'description'] as const)
      .filter(field => blank(operation[field]))
      .map(field => `${where} has no ${field}`),
    ...(operation.parameters ?? [])
      .filter(parameter => blank(parameter.description))
      .map(parameter => `${where}: parameter ${parameter.name ?? parameter.$ref} has no description`)
  ])
}

function operationsWithoutOneSuccess(document: OpenApi): string[] {
  return operationsOf(document).flatMap(({ where, operation }) => {
    const successes = Object.keys(operation.responses ?? {}).filter(status => status.startsWith('2'))
    return successes.length === 1 ? [] : [`${where} has ${successes.length} success responses instead of one`]
  })
}

function undescribedProperties(document: OpenApi): string[] {
  return Object.entries(document.components.schemas ?? {}).flatMap(([name, model]) => [
    ...(blank(model.description) ? [`model ${name} has no description`] : []),
    ...undescribedIn(model, name)
  ])
}

/** Properties at any depth, so that an object within an object is not forgotten. */
function undescribedIn(schema: Schema, where: string): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => [
    ...(blank(property.description) ? [`property ${where}.${name} has no description`] : []),
    ...undescribedIn(property, `${where}.${name}`)
  ])
}

/** A model may serve one document only, but one that serves none is left over. */
function unusedModels(contracts: readonly BuiltContract[]): string[] {
  const used = new Set(contracts.flatMap(({ document }) => Object.values(document.components.schemas ?? {})))
  const all = new Map(contracts.flatMap(({ models }) => Object.entries(models).map(([name, model]) => [model, name])))
  return [...all].filter(([model]) => !used.has(model)).map(([, name]) => `model ${name} is never used`)
}

function blank(text: unknown): boolean {
  return typeof text !== 'string' || text.trim() === ''
}
