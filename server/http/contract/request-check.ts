/** Validates and coerces path, query and body of a request, in this order. */
import type { FastifyRequest } from 'fastify'
import type { Compilers, RequestPart, Validator } from './compile.js'
import type { Operation, Schema } from './contract.js'
import { HttpRefusal } from './http-refusal.js'

/* eslint-disable @typescript-eslint/no-explicit-any -- the contract's types come from its generated declarations */
/** What a handler gets of a request: checked, coerced and decoded. */
export interface CheckedRequest {
  readonly path: any
  readonly query: any
  /** Undefined when the request had none. */
  readonly body: any
}
/* eslint-enable @typescript-eslint/no-explicit-any */

export interface RequestCheck {
  /** Throws an `HttpRefusal` that names the place of the fault. */
  (request: FastifyRequest, path: Readonly<Record<string, string>>): CheckedRequest
  /** Builds the check of the body before it is needed; false where it stands already, or there is none. */
  buildBody(): boolean
}

/** `normalizeBody` puts a body into the spelling that its schema knows, before it is checked. */
export function requestCheck(
  operation: Operation,
  compilers: Compilers,
  normalizeBody: (body: unknown) => unknown = body => body
): RequestCheck {
  const { body } = operation
  const checkPath = check('params', parametersSchema(operation, 'path'))
  const checkQuery = check('querystring', parametersSchema(operation, 'query'))
  const bodySchema = body && (body.required ? body.schema : { anyOf: [body.schema, { type: 'null' }] })
  const bodyValidator = bodySchema && compilers.validator('body', bodySchema)
  const checkBody = checkedBy(bodyValidator)
  const checkRequest = (request: FastifyRequest, path: Readonly<Record<string, string>>): CheckedRequest => {
    const params = checkPath({ ...path })
    const sent = body === undefined ? request.body : checkBody(normalizeBody(request.body ?? null))
    return { path: params, query: checkQuery({ ...(request.query as object) }), body: objectBody(sent) }
  }
  return Object.assign(checkRequest, { buildBody: () => bodyValidator?.build() ?? false })

  function check(part: RequestPart, schema: Schema | undefined): (data: unknown) => unknown {
    return checkedBy(schema && compilers.validator(part, schema))
  }
}

function checkedBy(validator: Validator | undefined): (data: unknown) => unknown {
  if (validator === undefined) return data => data
  return data => {
    const fault = validator(data)
    if (fault !== undefined) throw new HttpRefusal('invalid-request', 400, fault)
    return data
  }
}

/** Undefined where the operation has no parameter there. */
function parametersSchema({ parameters }: Operation, where: 'path' | 'query'): Schema | undefined {
  const named = parameters.filter(parameter => parameter.in === where)
  if (named.length === 0) return undefined
  return {
    type: 'object',
    properties: Object.fromEntries(named.map(({ name, schema }) => [name, schema])),
    required: named.filter(({ required }) => required).map(({ name }) => name)
  }
}

/**
 * Every body of a contract is an object or a list. A check that coerces takes an empty text for nothing, but cannot put
 * that in its place: to a handler it would be a list of names, or worse, the wish for all of them.
 */
function objectBody(body: unknown): unknown {
  if (body === null || body === undefined) return undefined
  if (typeof body !== 'object') throw new HttpRefusal('invalid-request', 400, 'body must be an object or a list')
  return body
}
