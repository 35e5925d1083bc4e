/** The little of OpenAPI 3.1 that the build of the contract looks into. */

export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly [keyword: string]: unknown
}

export interface Parameter {
  readonly $ref?: string
  readonly name?: string
  readonly in?: string
  readonly description?: string
  readonly schema?: Schema
  readonly 'x-pesim-source'?: string
}

export interface Operation {
  readonly operationId?: string
  readonly summary?: string
  readonly description?: string
  readonly parameters?: readonly Parameter[]
  readonly responses?: Readonly<Record<string, unknown>>
  readonly [field: string]: unknown
}

/** The operations of one path, by method. */
export type PathItem = Readonly<Record<string, Operation>>

export interface Components {
  readonly schemas?: Readonly<Record<string, Schema>>
  readonly parameters?: Readonly<Record<string, Parameter>>
  readonly [kind: string]: Readonly<Record<string, unknown>> | undefined
}

export interface OpenApi {
  readonly openapi: string
  readonly info: Readonly<Record<string, unknown>>
  readonly tags: readonly { readonly name: string; readonly description: string }[]
  readonly paths: Readonly<Record<string, PathItem>>
  readonly components: Components
  /** Operations of another document that a route for a template of this one would take. */
  readonly 'x-shadowed'?: readonly string[]
}

export interface LocatedOperation {
  /** Method and path, for messages. */
  readonly where: string
  readonly operation: Operation
}

export function operationsOf(document: OpenApi): LocatedOperation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ where: `${method.toUpperCase()} ${path}`, operation }))
  )
}
