/**
 * What every request to an API goes through, whatever the API: context, what comes before the body is read (clock, injected
 * faults, access, credentials), check, handler, answer, and what comes after (saving, journal). Nothing of an operation is
 * prepared before it is first asked.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { compilersOf } from './compile.js'
import type { Compilers } from './compile.js'
import { answerWriter } from './answer-writer.js'
import type { AnswerWriter, RowTexts } from './answer-writer.js'
import type { Contract, Operation } from './contract.js'
import { HttpRefusal } from './http-refusal.js'
import type { Refuse } from './http-refusal.js'
import { operationTable } from './operation-table.js'
import type { FoundOperation, OperationTable } from './operation-table.js'
import { requestCheck } from './request-check.js'
import type { CheckedRequest, RequestCheck } from './request-check.js'
import type { ChangePermit, Saving } from './saving.js'
import type { Uploads } from './uploads.js'
import { Abandoned, inSlices, isSteps, nextTurn } from './steps.js'

/** What a handler gets. */
export interface Call<Ctx> extends CheckedRequest {
  readonly ctx: Ctx
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  /** Permit to change the lab; undefined for a GET. */
  readonly permit: ChangePermit | undefined
}

/**
 * Returns the body of the contract's one success status, at once, as a promise or in steps, and with lazy rows where they are
 * many. A handler that answers by itself sends or hijacks the reply.
 */
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
  /** Where the answer to a question that is asked again is kept; undefined where it is not. */
  readonly kept?: (ctx: Ctx, operation: Operation, request: FastifyRequest) => KeptPlace | undefined
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
  /** Whether a refusal of an unknown key says which ones there are. */
  readonly namesKeys?: boolean
  /** As in `CompileOptions`. */
  readonly boundsBodies?: boolean
  /** A body in the spelling that its schema knows; undefined where there is nothing to put right. */
  readonly normalizeBody?: (operation: Operation) => ((body: unknown) => unknown) | undefined
  /** Whether a body is JSON whatever type it says it has. */
  readonly anyMediaType?: boolean
  /** Routes below the base, as Fastify writes them, whose bodies may be larger than others. */
  readonly largeBodies?: LargeBodies
  /** Routes below the base whose bodies are content. */
  readonly uploads?: Uploads
  /** Who writes answers: the schema, which leaves out what it lacks, or the handler, whose answer goes out as it is. */
  readonly answersBy?: 'schema' | 'handler'
  /** For tests: an answer that its schema does not describe in full becomes an `Error` that names it. */
  readonly validateResponses?: boolean
}

export interface LargeBodies {
  readonly paths: readonly string[]
  readonly limitBytes: number
}

/** The place of one answer. */
export interface KeptPlace {
  /** The answer that was sent before, where it is still true. */
  readonly found: Buffer | undefined
  /** Once its handler has answered: the rows of the list that it was, of which those that are the same need not be written again. */
  readonly rows?: RowTexts | undefined
  /** Keeps an answer for as long as it is true, if it can be known how long that is. */
  keep(answer: Buffer, contentType: string): void
}

/** A contract with everything that answers it. */
export interface Api {
  readonly contract: Contract
  /** As in `ApiOptions`. */
  readonly anyMediaType: boolean
  readonly largeBodies: LargeBodies | undefined
  readonly uploads: Uploads | undefined
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
  readonly writer: AnswerWriter
}

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
    ...{ largeBodies: options.largeBodies, uploads: options.uploads },
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
      const begun = contexts.get(request) as StartedRequest<Ctx>
      const { ctx, permit } = begun
      const { handler, check, writer } = prepare(operation)
      if (permit !== undefined) await builtBodyCheck(check)
      const make = (): unknown => handler({ ctx, request, reply, permit, ...check(request, path) })
      const written = await keptOrMade(options.kept?.(ctx, operation, request), make, writer, begun, reply)
      if (reply.sent) return reply
      await options.after?.(request, reply, ctx)
      if (reply.sent) return reply
      if (written !== undefined) reply.type(writer.contentType)
      return reply.code(operation.success.status).send(written)
    },
    refuse:
      operation =>
      (...refused) => {
        const refusal = options.refuse(...refused)
        if (options.validateResponses === true) prepare(operation).writer.checkFailure(refusal.body)
        return refusal
      },
    compiled: () => compilers?.compiled() ?? 0,
    compileAll() {
      for (const operation of this.table.all()) prepare(operation)
      compilers?.compileAll()
    }
  }
}

/**
 * To build a check takes as long as a change of a large lab and its saving: each has a round of the event loop of its own. The
 * first turn after a request was read is still of the round that has read it.
 */
async function builtBodyCheck(check: RequestCheck): Promise<void> {
  if (!check.buildBody()) return
  await nextTurn()
  await nextTurn()
}

function prepared<Ctx>(
  operation: Operation,
  handler: Handler<Ctx> | undefined,
  compilers: Compilers,
  options: ApiOptions<Ctx>
): Prepared<Ctx> {
  return {
    handler: handler ?? notServed(operation),
    check: requestCheck(operation, compilers, options.normalizeBody?.(operation)),
    writer: answerWriter(operation, compilers, options)
  }
}

/**
 * What is sent, once it is saved; undefined where the handler answers by itself. A reader who hangs up meanwhile is answered
 * with nothing; a change is made whether or not anybody waits for its answer.
 */
async function writtenAnswer<Ctx>(
  made: unknown,
  writer: AnswerWriter,
  { permit, saving }: StartedRequest<Ctx>,
  reply: FastifyReply,
  place: KeptPlace | undefined
): Promise<unknown> {
  const abandoned = (): boolean => permit === undefined && reply.raw.destroyed
  const settled = (): Promise<void> | undefined => (permit === undefined ? saving?.settled() : undefined)
  try {
    const result = isSteps(made) ? inSlices(made, abandoned) : made
    // What is read in steps was seen in the first of them. It may be taken back before the answer is written.
    const seen = isSteps(made) ? settled() : undefined
    seen?.catch(() => undefined)
    const answer = isThenable(result) ? await result : result
    if (reply.sent) return undefined
    const read = seen ?? settled()
    read?.catch(() => undefined)
    const text = inSlices(writer.write(answer, place?.rows), abandoned)
    const written = text instanceof Promise ? await text : text
    await (permit?.saved() ?? read)
    return written
  } catch (error) {
    if (error instanceof Abandoned) return ''
    throw error
  }
}

/** An answer that is kept, or one that is made now and kept if it can be. */
async function keptOrMade<Ctx>(
  place: KeptPlace | undefined,
  make: () => unknown,
  writer: AnswerWriter,
  begun: StartedRequest<Ctx>,
  reply: FastifyReply
): Promise<unknown> {
  if (place?.found !== undefined) {
    const settled = begun.saving?.settled()
    if (settled !== undefined) await settled
    return place.found
  }
  const written = await writtenAnswer(make(), writer, begun, reply, place)
  if (place === undefined) return written
  const bytes = typeof written === 'string' && written !== '' ? Buffer.from(written) : written
  if (Buffer.isBuffer(bytes)) place.keep(bytes, writer.contentType)
  return bytes
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function'
}

const notServed =
  ({ id }: Operation) =>
  (): never => {
    throw new HttpRefusal('not-served', 501, `${id} is published but not emulated`)
  }
