/** Operations that no start mounts: checked and answered like those with a route, each prepared at its first request. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ErrorObject } from '@fastify/ajv-compiler'
import { compilersOf, faultsIn } from './compile.js'
import type { Contract, Operation } from './contract.js'
import { HttpRefusal, sendRefusal } from './http-refusal.js'
import { answerCheckOf, routeSchemas } from './mount.js'
import type { Call, MountOptions } from './mount.js'
import type { Missed } from './unrouted.js'

/** Any operation of a contract, answered by one function. */
export interface OnDemand {
  readonly contract: Contract
  /** Has answered when it resolves. */
  serve(missed: Missed, request: FastifyRequest, reply: FastifyReply): Promise<void>
}

export interface OnDemandOptions<Ctx> extends MountOptions<Ctx> {
  /** A body in the spelling that its schema knows; undefined where there is nothing to put right. */
  readonly canonicalBody?: (operation: Operation) => ((body: unknown) => unknown) | undefined
}

type Check = (request: FastifyRequest, path: Missed['path']) => Pick<Call<unknown>, 'path' | 'query' | 'body'>

interface Prepared {
  readonly check: Check
  readonly succeed: (answer: unknown) => void
}

export function onDemand<Ctx>(
  contract: Contract,
  options: OnDemandOptions<Ctx>,
  answer: (operation: Operation, call: Call<Ctx>) => unknown
): OnDemand {
  let prepare: ((operation: Operation) => Prepared) | undefined
  return {
    contract,
    async serve({ operation, path }, request, reply) {
      try {
        const ctx = options.context(request)
        await options.before?.(request, reply, ctx, operation)
        if (reply.sent) return
        prepare ??= preparing(contract, options)
        const { check, succeed } = prepare(operation)
        const body = await answer(operation, { ctx, request, reply, ...check(request, path) })
        if (reply.sent) return
        succeed(body)
        await options.after?.(request, reply, ctx)
        if (reply.sent) return
        const { status, mediaType = 'application/json' } = operation.success
        const json = mediaType === 'application/json'
        reply.code(status).type(json ? 'application/json; charset=utf-8' : mediaType)
        void reply.send(json ? JSON.stringify(body) : body)
      } catch (error) {
        sendRefusal(error, request, reply, options.refuse)
      }
    }
  }
}

function preparing<Ctx>(contract: Contract, options: OnDemandOptions<Ctx>): (operation: Operation) => Prepared {
  const compilers = compilersOf(contract.document)
  const known = new Map<Operation, Prepared>()
  return operation => {
    let prepared = known.get(operation)
    if (prepared === undefined) {
      prepared = {
        check: checks(operation),
        succeed: answerCheckOf(operation, operation.success.schema, compilers, options)
      }
      known.set(operation, prepared)
    }
    return prepared
  }

  function checks(operation: Operation): Check {
    const schemas = routeSchemas(operation)
    const part = (where: 'params' | 'querystring' | 'body') => {
      const schema = schemas[where] as object | undefined
      if (schema === undefined) return (data: unknown) => data
      const validate = compilers.validatorCompiler({ schema: schema as never, method: '', url: '', httpPart: where })
      return (data: unknown) => {
        const { error } = validate(data) as { error?: unknown }
        if (error === undefined) return data
        throw new HttpRefusal('invalid-request', 400, faultsIn(error as ErrorObject[], where))
      }
    }
    const canonical = options.canonicalBody?.(operation) ?? ((given: unknown) => given)
    const [params, querystring, body] = [part('params'), part('querystring'), part('body')]
    return (request, path) => ({
      path: params({ ...path }),
      query: querystring({ ...(request.query as object) }),
      body: schemas.body === undefined ? undefined : (body(canonical(request.body ?? null)) ?? undefined)
    })
  }
}
