/** What the contracts let a client ask, and what they promise in return, by path and verb. */
import type { paths as ControlPaths } from '../../build/contract/control.types.js'
import type { paths as V1Paths } from '../../build/contract/prism-v1.types.js'
import type { components, paths as V2Paths } from '../../build/contract/prism-v2.types.js'

interface Apis {
  v2: V2Paths
  v1: V1Paths
  control: ControlPaths
}

export type Api = keyof Apis
export type Verb = 'get' | 'post' | 'put'
/** A model of v2.0. */
export type Model<Name extends keyof components['schemas']> = components['schemas'][Name]

/** The paths of an API that take a verb. */
export type PathWith<A extends Api, V extends Verb> = {
  [P in keyof Apis[A]]: Apis[A][P] extends { readonly [key in V]: { responses: unknown } } ? P : never
}[keyof Apis[A]] &
  string

type Operation<A extends Api, V extends Verb, P> = P extends keyof Apis[A]
  ? Apis[A][P] extends { readonly [key in V]: infer Found }
    ? Found
    : never
  : never

type Json<Content> = Content extends { content: { 'application/json': infer Body } } ? Body : undefined
type PathPart<O> = O extends { parameters: { path: infer Path } } ? { path: Path } : { path?: never }
type QueryPart<O> = O extends { parameters: { query?: infer Query } } ? { query?: Query } : { query?: never }
type BodyPart<O> = O extends { requestBody?: infer Body } ? { body?: Json<NonNullable<Body>> } : { body?: never }

/** One operation at a time: parts of all of them crossed with each other are more than the compiler takes. */
type CallInputOf<O> = O extends unknown ? PathPart<O> & QueryPart<O> & BodyPart<O> : never

/** What goes with a call. */
export type CallInput<A extends Api, V extends Verb, P> = CallInputOf<Operation<A, V, P>>

/** What comes of it. */
export type Answer<A extends Api, V extends Verb, P> =
  Operation<A, V, P> extends { responses: infer Responses } ? Json<Responses[keyof Responses & (200 | 201)]> : never

/** Below which every path of an API lies. */
export const bases: Readonly<Record<Api, string>> = {
  v2: '/PrismGateway/services/rest/v2.0',
  v1: '/PrismGateway/services/rest/v1',
  control: '/emulator/v1'
}

/** The path with its names filled in. */
export function fillPath(path: string, names: Readonly<Record<string, unknown>> = {}): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(names[name])))
}

/** Throws where an answer lacks what the play goes on with: the contract lets nearly everything be null. */
export function known<T>(value: T, what: string): NonNullable<T> {
  if (value == null) throw new Error(`The answer tells no ${what}`)
  return value
}
