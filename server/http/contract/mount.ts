/** Mounts a contract: each of its operations that has a handler becomes a route, checked and written as the contract says. */
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import { compilersOf, faultsIn } from './compile.js'
import type { Compilers } from './compile.js'
import { operationsOf } from './contract.js'
import type { Contract, OpenApiDocument, Operation, Schema } from './contract.js'
import { HttpRefusal, sendRefusal } from './http-refusal.js'
import type { Refuse } from './http-refusal.js'

/* eslint-disable @typescript-eslint/no-explicit-any -- the contract's types come from its generated declarations */
/** What a mounted handler gets: checked, coerced and decoded. */
export interface Call<Ctx> {
  readonly ctx: Ctx
  readonly path: any
  readonly query: any
  /** Undefined when the request had none. */
  readonly body: any
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}
/* eslint-enable @typescript-eslint/no-explicit-any */

/** Returns the body of the contract's one success status. A handler that answers by itself sends or hijacks the reply. */
export type Handler<Ctx> = (call: Call<Ctx>) => unknown

export interface MountOptions<Ctx> {
  /** What handlers know of where they are, from the address that was asked. */
  readonly context: (request: FastifyRequest) => Ctx
  /** Before the body is read: time, credentials, injected trouble. It may answer by itself. */
  readonly before?: (
    request: FastifyRequest,
    reply: FastifyReply,
    ctx: Ctx,
    operation: Operation
  ) => Promise<void> | void
  /**
   * After success and before the answer leaves: the answer is written already, so nothing can change it while this waits.
   * It may answer in its place.
   */
  readonly after?: (request: FastifyRequest, reply: FastifyReply, ctx: Ctx) => Promise<void>
  readonly refuse: Refuse
  /** Whether a body may say "1" for 1; it may where nothing is said. */
  readonly coerceBodies?: boolean
  /** For tests: an answer that its schema does not describe in full becomes an `Error` that names it. */
  readonly strictAnswers?: boolean
}

export interface Mounted {
  /** How many validators and serializers have been built so far. */
  compiled(): number
  /** Builds them all, once the app is ready, so that a test finds a schema that does not compile. */
  compileAll(): void
}

/** Throws an `Error` for a handler whose operation the contract lacks. */
export function mountContract<Ctx>(
  app: FastifyInstance,
  contract: Contract,
  handlers: Readonly<Record<string, Handler<Ctx>>>,
  options: MountOptions<Ctx>
): Mounted {
  const compilers = compilersOf(contract.document, options)
  const contexts = new WeakMap<FastifyRequest, Ctx>()
  const unknown = new Set(Object.keys(handlers))
  for (const operation of operationsOf(contract.document)) {
    const handler = handlers[operation.id]
    unknown.delete(operation.id)
    if (handler !== undefined) app.route(routeOf(operation, handler))
  }
  for (const shadowed of shadowedIn(contract.document)) {
    const [method = '', path = ''] = shadowed.split(' ')
    app.route({ method, url: `${contract.bases[0]}${urlOf(path)}`, handler: (_request, reply) => reply.callNotFound() })
  }
  if (unknown.size > 0) throw new Error(`${contract.name} has no operation ${[...unknown].join(', ')}`)
  return compilers

  function routeOf(operation: Operation, handler: Handler<Ctx>): RouteOptions {
    const fail = answerCheckOf(operation, operation.failure?.schema, compilers, options)
    const succeed = answerCheckOf(operation, operation.success.schema, compilers, options)
    return {
      method: operation.method,
      url: `${contract.bases[0]}${urlOf(operation.path)}`,
      schema: routeSchemas(operation),
      validatorCompiler: compilers.validatorCompiler as NonNullable<RouteOptions['validatorCompiler']>,
      serializerCompiler: compilers.serializerCompiler as NonNullable<RouteOptions['serializerCompiler']>,
      schemaErrorFormatter: (errors, part) => new Error(faultsIn(errors as Parameters<typeof faultsIn>[0], part)),
      errorHandler: (error, request, reply) => {
        sendRefusal(error, request, reply, (reason, ...rest) => {
          const refusal = options.refuse(reason, ...rest)
          fail(refusal.body)
          return refusal
        })
      },
      onRequest: async (request, reply) => {
        const ctx = options.context(request)
        contexts.set(request, ctx)
        await options.before?.(request, reply, ctx, operation) // where it answers, Fastify goes no further
      },
      handler: async (request, reply) => {
        const ctx = contexts.get(request) as Ctx
        const { params: path, query, body } = request
        const answer = await handler({ ctx, path, query, body: structured(body), request, reply })
        if (reply.sent) return reply
        succeed(answer)
        const { status, mediaType = 'application/json', schema } = operation.success
        const json = mediaType === 'application/json'
        reply.code(status)
        const text = json && schema !== undefined ? reply.serialize(answer) : answer
        await options.after?.(request, reply, ctx)
        if (reply.sent) return reply
        if (text !== undefined) reply.type(`${mediaType}; charset=utf-8`)
        return reply.send(text)
      }
    }
  }
}

/**
 * Every body of a contract is an object or a list. A check that coerces takes an empty text for nothing, but cannot put
 * that in its place: to a handler it would be a list of names, or worse, the wish for all of them.
 */
function structured(body: unknown): unknown {
  if (body === null || body === undefined) return undefined
  if (typeof body !== 'object') throw new HttpRefusal('invalid-request', 400, 'body must be an object or a list')
  return body
}

const urlOf = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1')

/** Verbs and paths that a route would take although another document has them: `/vms/alerts` is no `/vms/{uuid}`. */
function shadowedIn(document: OpenApiDocument): readonly string[] {
  return document['x-shadowed'] ?? []
}

/** What Fastify checks and writes an operation by. */
export function routeSchemas({ parameters, body, success }: Operation): NonNullable<RouteOptions['schema']> {
  const part = (where: string): Schema | undefined => {
    const named = parameters.filter(parameter => parameter.in === where)
    if (named.length === 0) return undefined
    return {
      type: 'object',
      properties: Object.fromEntries(named.map(({ name, schema }) => [name, schema])),
      required: named.filter(({ required }) => required).map(({ name }) => name)
    }
  }
  const [params, querystring] = [part('path'), part('query')]
  return {
    ...(params && { params }),
    ...(querystring && { querystring }),
    ...(body && { body: body.required ? body.schema : { anyOf: [body.schema, { type: 'null' }] } }),
    ...(success.schema && { response: { [success.status]: success.schema } })
  }
}

/** Checks answers where that is asked for. */
export function answerCheckOf(
  operation: Operation,
  schema: Schema | undefined,
  compilers: Compilers,
  { strictAnswers = false }: { readonly strictAnswers?: boolean }
): (answer: unknown) => void {
  if (!strictAnswers || schema === undefined) return () => undefined
  const check = compilers.answerCheck(schema)
  return answer => {
    const fault = check(answer)
    if (fault !== undefined) throw new Error(`${operation.id} does not answer as its contract says: ${fault}`)
  }
}
