/** One document out of its parts: a head, operations by tag, and of the shared components those that these need. */
import type { Components, OpenApi, Operation, Parameter, PathItem, Schema } from './openapi.js'
import { reachableFrom, resolve } from './references.js'
import type { Head, TagFile } from './sources.js'
import { mergeNamed } from './sources.js'

export interface BuiltContract {
  /** Names the files in build/contract. */
  readonly name: string
  readonly document: OpenApi
  /** Every model that it could use, so that one which no document uses can be found. */
  readonly models: Readonly<Record<string, Schema>>
  /** What handlers are typed by: the whole document unless given; null for one without handlers. */
  readonly typed?: OpenApi | null
  /** Served as part of another. */
  readonly typesOnly?: boolean
  /** Kept deflated, in base64. */
  readonly packed?: boolean
  /** Made by machine from names and types: its words need not say more than they do. */
  readonly transcribed?: boolean
}

/** One document of a head, its operations, and of the components only those that these need. */
export function assemble(name: string, head: Head, tags: readonly TagFile[], shared: Components): BuiltContract {
  const models = mergeNamed([shared.schemas ?? {}, ...tags.map(tag => tag.models ?? {})])
  const parameters = mergeNamed([shared.parameters ?? {}, ...tags.map(tag => tag.parameters ?? {})])
  const paths = pathsOf(tags, parameters)
  const components: Components = { ...head.components, schemas: models }
  const reached = reachableFrom(paths, components)
  const document: OpenApi = {
    ...head,
    tags: tags.flatMap(({ tag, description }) => (description === undefined ? [] : [{ name: tag, description }])),
    paths,
    components: {
      ...head.components,
      schemas: Object.fromEntries(
        Object.entries(models).filter(([model]) => reached.has(`#/components/schemas/${model}`))
      )
    }
  }
  return { name, document, models }
}

/** The operations by path, each with its tag and with its parameters in full: readers of a document follow no `$ref` for them. */
function pathsOf(tags: readonly TagFile[], parameters: Readonly<Record<string, Parameter>>): Record<string, PathItem> {
  const paths: Record<string, PathItem> = {}
  for (const { tag, paths: own } of tags) {
    for (const [path, item] of Object.entries(own)) {
      const tagged = Object.entries(item).map(([method, operation]) => [
        method,
        completeOperation(operation, tag, parameters)
      ])
      paths[path] = mergeOperations(path, paths[path] ?? {}, Object.fromEntries(tagged) as PathItem)
    }
  }
  return paths
}

function mergeOperations(path: string, one: PathItem, other: PathItem): PathItem {
  const twice = Object.keys(other).find(method => method in one)
  if (twice !== undefined) throw new Error(`${twice.toUpperCase()} ${path} is written twice`)
  return { ...one, ...other }
}

function completeOperation(
  operation: Operation,
  tag: string,
  parameters: Readonly<Record<string, Parameter>>
): Operation {
  const { operationId, ...rest } = operation
  if (rest.parameters === undefined) return { operationId, tags: [tag], ...rest } as Operation
  const full = rest.parameters.map(parameter =>
    parameter.$ref === undefined ? parameter : (resolve(parameter.$ref, { parameters }) ?? parameter)
  )
  return { operationId, tags: [tag], ...rest, parameters: full } as Operation
}
