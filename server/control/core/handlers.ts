/** Handler types of the control API, derived from its contract. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { operations } from '../../../build/contract/control.types.js'
import type { ChangePermit, JsonTree, Lazily, Steps } from '../../http/contract/index.js'
import type { ControlContext } from './context.js'

export type OperationId = keyof operations

type Json<Content> = Content extends { content: { 'application/json': infer Body } } ? Body : undefined
type Part<Operation, Name extends string> = Operation extends { parameters: { [key in Name]: infer Found } }
  ? Found
  : unknown
type QueryOf<Operation> = Operation extends { parameters: { query?: infer Query } } ? NonNullable<Query> : unknown
/** Undefined where the contract lets a request come without a body. */
type BodyOf<Operation> = Operation extends { requestBody: infer Required }
  ? Json<Required>
  : Operation extends { requestBody?: infer Optional }
    ? Json<NonNullable<Optional>> | undefined
    : undefined
/** A stream is not JSON: it is a text, or nothing where the handler answers by itself. */
type AnswerOf<Operation> = Operation extends { responses: { 200: infer Success } }
  ? Success extends { content: { 'application/json': infer Body } }
    ? Body
    : string | undefined
  : never

/** The contract has checked and decoded the request, and the world is up to date. */
interface ControlRequest<Operation> {
  readonly ctx: ControlContext
  readonly path: Part<Operation, 'path'>
  readonly query: QueryOf<Operation>
  readonly body: BodyOf<Operation>
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  /** Leave to change something, which has been looked at when the request came: whoever changes it later looks again. */
  readonly permit: ChangePermit | undefined
}

type HandlersOf<Operations> = {
  readonly [Id in keyof Operations]: (request: ControlRequest<Operations[Id]>) => Result<AnswerOf<Operations[Id]>>
}

/** What a handler answers: at once, later, in steps, or data that is written in slices. */
type Result<Answer> = Answer | JsonTree | Promise<Answer | JsonTree> | Steps<Lazily<Answer>>

/** One handler for every operation: a missing or misspelled id does not compile. */
export type ControlHandlers = HandlersOf<operations>
/** The handlers of some operations. */
export type HandlersFor<Id extends OperationId> = Pick<ControlHandlers, Id>
