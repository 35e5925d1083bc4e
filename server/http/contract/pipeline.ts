/**
 * What every request to an API goes through, whatever the API: context, what comes before the body is read (clock, injected
 * faults, access, credentials), check, handler, answer, and what comes after (saving, journal). Nothing of an operation is
 * prepared before it is first asked.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { compilersOf } from './compile.js'
import type { Compilers } from './compile.js'
import type { Contract, Operation, Schema } from './contract.js'
import { HttpRefusal } from './http-refusal.js'
import type { Refuse } from './http-refusal.js'
import { operationTable } from './operation-table.js'
import type { FoundOperation, OperationTable } from './operation-table.js'
import { requestCheck } from './request-check.js'
import type { CheckedRequest, RequestCheck } from './request-check.js'
import type { ChangePermit, Saving } from './saving.js'

/** What a handler gets. */
export interface Call<Ctx> extends CheckedRequest {
  readonly ctx: Ctx
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  /** Permit to change the lab; undefined for a GET. */
  readonly permit: ChangePermit | undefined
}

/** Returns the body of the contract's one success status. A handler that answers by itself sends or hijacks the reply. */
export type Handler<Ctx> = (call: Call<Ctx>) => unknown

export interface ApiOptions<Ctx> {
  /** Builds the handler context of a request. */
  readonly context: (request: FastifyRequest) => Ctx
  /** Before the body is read: time, injected faults, access, credentials. It may answer by itself. */
  readonly before?: (
    request: FastifyRequest,
    reply: FastifyReply,
    ctx: Ctx,
    operation: Operation
  ) => Promise<void> | void
  /** How what a request changes is saved. */
  readonly saving?: (ctx: Ctx) => Saving
  /**
   * After success, saved, and before the answer leaves: the answer is written already, so nothing can change it while this waits.
   * It may answer in its place.
   */
  readonly after?: (request: FastifyRequest, reply: FastifyReply, ctx: Ctx) => Promise<void>
  readonly refuse: Refuse
  /** Whether a body may say "1" for 1; it may where nothing is said. */
  readonly coerceBodies?: boolean
  /** A body in the spelling that its schema knows; undefined where there is nothing to put right. */
  readonly normalizeBody?: (operation: Operation) => ((body: unknown) => unknown) | undefined
  /** Whether a body is JSON whatever type it says it has. */
  readonly anyMediaType?: boolean
  /** Who writes answers: the schema, which leaves out what it lacks, or the handler, whose answer goes out as it is. */
  readonly answersBy?: 'schema' | 'handler'
  /** For tests: an answer that its schema does not describe in full becomes an `Error` that names it. */
  readonly validateResponses?: boolean
}

/** A contract with everything that answers it. */
export interface Api {
  readonly contract: Contract
  /** As in `ApiOptions`. */
  readonly anyMediaType: boolean
  /** Its operations, read when they are first needed. */
  readonly table: OperationTable
  /** Runs the stages before the body is read; a reply that was sent ends the request. */
  begin(found: FoundOperation, request: FastifyRequest, reply: FastifyReply): Promise<void>
  /** Runs the handler and sends its answer. Throws refusals. */
  answer(found: FoundOperation, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply>
  /** Error formatter of an operation. */
  refuse(operation: Operation): Refuse
  /** How many validators and serializers have been built so far. */
  compiled(): number
  /** Prepares every operation, so that a test finds a handler without one and a schema that does not compile. */
  compileAll(): void
}

/** A request whose body may be read. */
interface StartedRequest<Ctx> {
  readonly ctx: Ctx
  readonly saving: Saving | undefined
  readonly permit: ChangePermit | undefined
}

interface Prepared<Ctx> {
  readonly handler: Handler<Ctx>
  readonly check: RequestCheck
  /** Of a success. */
  readonly validate: (answer: unknown) => void
  /** Of a failure. */
  readonly validateFailure: (answer: unknown) => void
  readonly write: (answer: unknown) => unknown
  readonly contentType: string
}

const JSON_TYPE = 'application/json'

/** `handlerOf` is asked once for each operation, when it is first needed; what has none is not served. */
export function createApi<Ctx>(
  contract: Contract,
  handlerOf: (operation: Operation) => Handler<Ctx> | undefined,
  options: ApiOptions<Ctx>
): Api {
  const contexts = new WeakMap<FastifyRequest, StartedRequest<Ctx>>()
  const known = new Map<Operation, Prepared<Ctx>>()
  let table: OperationTable | undefined
  let compilers: Compilers | undefined

  const prepare = (operation: Operation): Prepared<Ctx> => {
    const found = known.get(operation)
    if (found !== undefined) return found
    compilers ??= compilersOf(contract.document, options)
    const made = prepared(operation, handlerOf(operation), compilers, options)
    known.set(operation, made)
    return made
  }

  return {
    contract,
    anyMediaType: options.anyMediaType ?? false,
    get table() {
      return (table ??= operationTable(contract.document))
    },
    begin: async ({ operation }, request, reply) => {
      const ctx = options.context(request)
      await options.before?.(request, reply, ctx, operation)
      if (reply.sent) return
      const saving = options.saving?.(ctx)
      contexts.set(request, { ctx, saving, permit: operation.method === 'GET' ? undefined : await saving?.permit() })
    },
    answer: async ({ operation, path }, request, reply) => {
      const { ctx, saving, permit } = contexts.get(request) as StartedRequest<Ctx>
      const { handler, check, validate, write, contentType } = prepare(operation)
      const answer = await handler({ ctx, request, reply, permit, ...check(request, path) })
      if (reply.sent) return reply
      validate(answer)
      const written = write(answer)
      await (permit === undefined ? saving?.settled() : permit.saved())
      await options.after?.(request, reply, ctx)
      if (reply.sent) return reply
      reply.code(operation.success.status)
      if (written !== undefined) reply.type(contentType)
      return reply.send(written)
    },
    refuse:
      operation =>
      (...refused) => {
        const refusal = options.refuse(...refused)
        if (options.validateResponses === true) prepare(operation).validateFailure(refusal.body)
        return refusal
      },
    compiled: () => compilers?.compiled() ?? 0,
    compileAll() {
      for (const operation of this.table.all()) prepare(operation)
      compilers?.compileAll()
    }
  }
}

function prepared<Ctx>(
  operation: Operation,
  handler: Handler<Ctx> | undefined,
  compilers: Compilers,
  { answersBy = 'schema', normalizeBody, validateResponses = false }: ApiOptions<Ctx>
): Prepared<Ctx> {
  const { mediaType = JSON_TYPE, schema } = operation.success
  const validator = (of: Schema | undefined): ((answer: unknown) => void) =>
    validateResponses && of !== undefined ? responseCheck(operation, of, compilers) : () => undefined
  const json = mediaType === JSON_TYPE
  const bySchema = json && schema !== undefined && answersBy === 'schema'
  return {
    handler: handler ?? notServed(operation),
    check: requestCheck(operation, compilers, normalizeBody?.(operation)),
    validate: validator(schema),
    validateFailure: validator(operation.failure?.schema),
    write: bySchema ? compilers.serializer(schema) : json ? JSON.stringify : answer => answer,
    contentType: `${mediaType}; charset=utf-8`
  }
}

const notServed =
  ({ id }: Operation) =>
  (): never => {
    throw new HttpRefusal('not-served', 501, `${id} is published but not emulated`)
  }

function responseCheck(operation: Operation, schema: Schema, compilers: Compilers): (answer: unknown) => void {
  const faultOf = compilers.responseValidator(schema)
  return answer => {
    const fault = faultOf(answer)
    if (fault !== undefined) throw new Error(`${operation.id} does not answer as its contract says: ${fault}`)
  }
}
