/** Handler types of the emulated API, derived from the contracts. */
import type { components as V1Components, operations as V1Operations } from '../../../build/contract/prism-v1.types.js'
import type {
  components as V1CanonicalComponents,
  operations as V1CanonicalOperations
} from '../../../build/contract/prism-v1-canonical.types.js'
import type {
  components as V08CanonicalComponents,
  operations as V08CanonicalOperations
} from '../../../build/contract/prism-v0.8-canonical.types.js'
import type { components as V2Components, operations as V2Operations } from '../../../build/contract/prism-v2.types.js'
import type { Lazily, Steps } from '../../http/contract/index.js'
import type { Prism } from './prism.js'

/** A model of v2.0, as the contract describes it. */
export type Model<Name extends keyof V2Components['schemas']> = V2Components['schemas'][Name]
/** A v1-only model in canonical (v2.0) names. */
export type V1CanonicalModel<Name extends keyof V1CanonicalComponents['schemas']> =
  V1CanonicalComponents['schemas'][Name]
/** A v0.8-only model in canonical (v2.0) names. */
export type V08CanonicalModel<Name extends keyof V08CanonicalComponents['schemas']> =
  V08CanonicalComponents['schemas'][Name]
/** A native model of v1. */
export type V1Model<Name extends keyof V1Components['schemas']> = V1Components['schemas'][Name]

type Json<Content> = Content extends { content: { 'application/json': infer Body } } ? Body : undefined
type Part<Operation, Name extends string> = Operation extends { parameters: { [key in Name]: infer Found } }
  ? Found
  : unknown

type PathOf<Operation> = Part<Operation, 'path'>
type QueryOf<Operation> = Operation extends { parameters: { query?: infer Query } } ? NonNullable<Query> : unknown
/** Undefined where the contract lets a request come without a body. */
type BodyOf<Operation> = Operation extends { requestBody: infer Required }
  ? Json<Required>
  : Operation extends { requestBody?: infer Optional }
    ? Json<NonNullable<Optional>> | undefined
    : undefined
type AnswerOf<Operation> = Operation extends { responses: infer Responses }
  ? Json<Responses[keyof Responses & (200 | 201)]>
  : never

/** What a handler gets: a world that is up to date, and a request that the contract has checked and decoded. */
export interface Request<Operation> {
  readonly prism: Prism
  readonly path: PathOf<Operation>
  readonly query: QueryOf<Operation>
  readonly body: BodyOf<Operation>
}

/** A handler reads, or dispatches one command, and returns the answer; rules, status codes and time are elsewhere. */
type Result<Answer> = Answer | Promise<Answer> | Steps<Answer>

/** No rules, no status codes, no time: a handler reads, or gives one command, and answers. */
type HandlersOf<Operations> = {
  [Id in keyof Operations]: (request: Request<Operations[Id]>) => Result<Lazily<AnswerOf<Operations[Id]>>>
}

/** One handler for every operation of v2.0's contract: a missing or misspelled id does not compile. */
export type V2Handlers = HandlersOf<V2Operations>
/** Handlers of v1-only operations over canonical models; the dialect translates them. */
export type V1CanonicalHandlers = HandlersOf<V1CanonicalOperations>
/** The same for v0.8. */
export type V08CanonicalHandlers = HandlersOf<V08CanonicalOperations>
export type V1Handlers = HandlersOf<V1Operations>

/** By operation id; the types of a handler were checked where it was written. */
export type PrismHandlers = Readonly<Record<string, (request: never) => unknown>>
