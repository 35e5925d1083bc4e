/** An OpenAPI contract with its base paths, and its operations as a list. */

/** A JSON Schema of OpenAPI 3.1, as plain data. */
export type Schema = { readonly [keyword: string]: unknown }

export interface OpenApiDocument {
  readonly openapi: string
  readonly info: { readonly title: string; readonly version: string }
  readonly paths: Readonly<Record<string, PathItem>>
  readonly components?: Readonly<Record<string, Readonly<Record<string, object>>>>
  /** Operations of another document that a route for a template of this one would take. */
  readonly 'x-shadowed'?: readonly string[]
}

/** Verbs to operations; `parameters` of a path count for each of them. */
type PathItem = Readonly<Record<string, unknown>>

export interface Contract {
  readonly name: string
  /** Base paths that mean the same, without a trailing slash. Routes live under the first; the others are aliases. */
  readonly bases: readonly string[]
  readonly document: OpenApiDocument
}

interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly required: boolean
  readonly schema: Schema
}

/** One operation with its references to parameters, bodies and responses followed; schemas keep theirs. */
export interface Operation {
  readonly id: string
  readonly method: string
  /** Template without base, as `/protection_domains/{name}`. */
  readonly path: string
  readonly parameters: readonly Parameter[]
  readonly body: { readonly required: boolean; readonly schema: Schema } | undefined
  readonly success: Answer & { readonly status: number }
  /** What every other status answers. */
  readonly failure: Answer | undefined
  /** What the document says beyond OpenAPI, under names that begin with `x-`. */
  readonly extra: Readonly<Record<string, unknown>>
}

interface Answer {
  readonly mediaType: string | undefined
  readonly schema: Schema | undefined
}

export const verbs = ['get', 'put', 'post', 'delete', 'patch'] as const

type Verb = (typeof verbs)[number]

interface OperationObject {
  readonly operationId?: string
  readonly parameters?: readonly object[]
  readonly requestBody?: object
  readonly responses?: Readonly<Record<string, object>>
}

type DeclaredParameter = Pick<Parameter, 'name' | 'in'> & Partial<Parameter>
type Content = Readonly<Record<string, { readonly schema?: Schema }>>

/** Every operation of a document, in its order. Throws an `Error` that names what the document lacks. */
export function operationsOf(document: OpenApiDocument): Operation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    verbs.flatMap(verb => (verb in item ? [operationAt(document, path, verb)] : []))
  )
}

/** The operation of a verb at a template that the document has. Throws an `Error` for one without an id or one success. */
export function operationAt(document: OpenApiDocument, path: string, verb: Verb): Operation {
  const item = document.paths[path] ?? {}
  const described = item[verb] as OperationObject
  const id = described.operationId
  if (id === undefined) throw new Error(`${verb} ${path} of ${document.info.title} has no operationId`)
  const responses = Object.entries(described.responses ?? {})
  const successes = responses.filter(([status]) => /^2\d\d$/.test(status))
  const [success] = successes
  if (success === undefined || successes.length > 1) {
    throw new Error(`${id} of ${document.info.title} has ${successes.length} success responses instead of one`)
  }
  const failure = responses.find(([status]) => status === 'default')
  return {
    id,
    method: verb.toUpperCase(),
    path,
    parameters: [...((item['parameters'] as object[] | undefined) ?? []), ...(described.parameters ?? [])].map(
      parameter => {
        const { name, in: where, required = false, schema = {} } = resolveRef<DeclaredParameter>(document, parameter)
        return { name, in: where, required, schema }
      }
    ),
    body: bodyOf(document, described),
    success: { status: Number(success[0]), ...answerOf(document, success[1]) },
    failure: failure && answerOf(document, failure[1]),
    extra: described as Readonly<Record<string, unknown>>
  }
}

function bodyOf(document: OpenApiDocument, { requestBody }: OperationObject): Operation['body'] {
  if (requestBody === undefined) return undefined
  const { required = false, content = {} } = resolveRef<{ required?: boolean; content?: Content }>(
    document,
    requestBody
  )
  if (Object.keys(content).every(type => type === 'application/octet-stream')) return undefined // content, which no schema describes
  return { required, schema: content['application/json']?.schema ?? {} }
}

function answerOf(document: OpenApiDocument, response: object): Answer {
  const [first] = Object.entries(resolveRef<{ content?: Content }>(document, response).content ?? {})
  return { mediaType: first?.[0], schema: first?.[1].schema }
}

/** Resolves a `$ref` within the document; any other object is returned as it is. */
export function resolveRef<T>(document: OpenApiDocument, value: object): T {
  const reference = (value as { $ref?: unknown }).$ref
  if (typeof reference !== 'string') return value as T
  const found = reference
    .split('/')
    .slice(1)
    .map(key => decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document)
  if (!reference.startsWith('#/') || typeof found !== 'object' || found === null) {
    throw new Error(`${reference} names nothing in ${document.info.title}`)
  }
  return resolveRef<T>(document, found)
}
