/** Renders contracts as Swagger 1.2: a resource listing, and an API declaration per resource. */
import { resolveRef, operationsOf } from './contract.js'
import type { Contract, OpenApiDocument, Operation, Schema } from './contract.js'

const SWAGGER = { swaggerVersion: '1.2' } as const

/** How 1.2 names a type: by `type`, with `items` for a list; in lists and properties a model by `$ref`. */
interface Typed {
  readonly type?: string
  readonly $ref?: string
  readonly format?: string
  readonly items?: Typed
}

/** The resources of a version: the tags of its documents. */
export function resourceListing(apiVersion: string, contracts: readonly Contract[]) {
  const described = new Map(
    contracts.flatMap(({ document }) =>
      ((document as { tags?: { name: string; description?: string }[] }).tags ?? []).map(
        ({ name, description = '' }) => [name, description] as const
      )
    )
  )
  const tags = [...new Set(contracts.flatMap(({ document }) => operationsOf(document).map(tagOf)))].sort()
  return {
    apiVersion,
    ...SWAGGER,
    apis: tags.map(tag => ({ path: `/${tag}`, description: described.get(tag) ?? '' }))
  }
}

/** The operations of one resource with the models that they use; undefined where no operation has the tag. */
export function apiDeclaration(apiVersion: string, tag: string, contracts: readonly Contract[]) {
  const models: Record<string, object> = {}
  const paths = new Map<string, object[]>()
  for (const { document } of contracts) {
    for (const operation of operationsOf(document).filter(each => tagOf(each) === tag)) {
      const alike = paths.get(operation.path) ?? []
      paths.set(operation.path, [...alike, operationIn(operation, document)])
      for (const schema of schemasOf(operation)) addModels(schema, document, models)
    }
  }
  if (paths.size === 0) return undefined
  return {
    apiVersion,
    ...SWAGGER,
    resourcePath: `/${tag}`,
    consumes: ['application/json'],
    produces: ['application/json'],
    apis: [...paths].map(([path, operations]) => ({ path, operations })),
    models
  }
}

function tagOf({ extra }: Operation): string {
  return (extra['tags'] as readonly [string])[0]
}

function operationIn(operation: Operation, document: OpenApiDocument): object {
  const { id, method, parameters, body, success, extra } = operation
  const { summary = '', description = '' } = extra as { summary?: string; description?: string }
  return {
    method,
    nickname: id,
    summary,
    notes: description,
    ...(success.schema === undefined ? { type: 'void' } : typeIn(success.schema, document)),
    parameters: [
      ...parameters.map(({ name, in: paramType, required, schema }) => {
        const { items, ...type } = typeIn(schema, document)
        return { name, paramType, required, allowMultiple: items !== undefined, ...(items ?? type) }
      }),
      ...(body === undefined
        ? []
        : [{ name: 'body', paramType: 'body', required: body.required, ...typeIn(body.schema, document) }])
    ],
    responseMessages: []
  }
}

function schemasOf({ body, success }: Operation): Schema[] {
  return [body?.schema ?? {}, success.schema ?? {}]
}

/** A model stands for itself where it is an object, and for what it is where it is a number or a text with a unit. */
function modelNamed(schema: Schema, document: OpenApiDocument): string | undefined {
  const reference = schema['$ref']
  if (typeof reference !== 'string') return undefined
  return resolveRef<Schema>(document, schema)['properties'] === undefined ? undefined : reference.split('/').at(-1)
}

/** The type of an answer or a parameter. */
function typeIn(source: Schema, document: OpenApiDocument): Typed {
  const schema = withoutNull(source)
  const model = modelNamed(schema, document)
  if (model !== undefined) return { type: model }
  if (schema['$ref'] !== undefined) return typeIn(resolveRef<Schema>(document, schema), document)
  const { format, items } = schema as { format?: string; items?: Schema }
  const type = [schema['type'] ?? 'object'].flat().find(each => each !== 'null') as string
  if (type === 'array') return { type, items: referenced(items ?? {}, document) }
  return { type, ...(format !== undefined && { format }) }
}

/** The type of a property, or of what is in a list. */
function referenced(schema: Schema, document: OpenApiDocument): Typed {
  const model = modelNamed(withoutNull(schema), document)
  return model === undefined ? typeIn(schema, document) : { $ref: model }
}

/** 1.2 has no nulls, and nothing that is made of parts. */
function withoutNull(schema: Schema): Schema {
  const parts = (schema['anyOf'] ?? schema['allOf'] ?? schema['oneOf']) as Schema[] | undefined
  const real = parts?.find(part => part['type'] !== 'null')
  return real === undefined ? schema : withoutNull(real)
}

function addModels(source: Schema, document: OpenApiDocument, models: Record<string, object>): void {
  const schema = withoutNull(source)
  const name = modelNamed(schema, document)
  if (name !== undefined && name in models) return
  const {
    properties = {},
    items,
    required,
    description
  } = (schema['$ref'] === undefined ? schema : resolveRef<Schema>(document, schema)) as {
    properties?: Record<string, Schema>
    items?: Schema
    required?: string[]
    description?: string
  }
  if (name !== undefined) {
    models[name] = {
      id: name,
      description: description ?? '',
      ...(required !== undefined && { required }),
      properties: Object.fromEntries(
        Object.entries(properties).map(([key, property]) => [
          key,
          { ...referenced(property, document), description: (property['description'] as string | undefined) ?? '' }
        ])
      )
    }
  }
  for (const inner of [...Object.values(name === undefined ? {} : properties), ...(items === undefined ? [] : [items])])
    addModels(inner, document, models)
}
