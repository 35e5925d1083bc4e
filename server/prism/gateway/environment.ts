/** Environment that the emulated API needs from the emulator, per lab. */
import type { FastifyRequest } from 'fastify'
import type { ClientCommand, ResultOf, Secret, View, World } from '../../domain/core/index.js'
import type { Saving } from '../../http/contract/index.js'
import type { CentralIdentity, PrismHandlers, Wait } from '../core/index.js'
import type { Auth } from './auth.js'
import type { MishapHost } from './mishap.js'

export interface PrismEnvironment extends MishapHost {
  central(): CentralIdentity
  /** What Prism Central answers by itself, in v2.0's words. */
  readonly centralHandlers: PrismHandlers
  world(): View<World>
  /** The world as it is now, for as long as anybody wants it. */
  keep(): View<World>
  /** Brings the world to the present. */
  catchUp(): void
  submit<C extends ClientCommand>(command: C): ResultOf<C['type']>
  /** Resolves when what is waited for has come about, cannot be waited for any longer, or the signal says that nobody does. */
  wait(wait: Wait, signal: AbortSignal): Promise<void>
  /** The cluster that answers at an address of a listener; undefined where none does, or several. */
  ownerOf(address: string): string | undefined
  readonly saving: Saving
  /** Told of every request, once it is known what came of it. */
  record(entry: RequestLogEntry): void
  readonly auth: Auth
  readonly secrets: Secrets
  /** Whether what is not emulated is refused. */
  readonly strict: boolean
}

/** Whom a request means: a lab, and in it a cluster by its name, or `CENTRAL`. */
export interface Destination {
  readonly host: PrismEnvironment
  readonly site: string
}

/** Throws an `HttpRefusal` where neither address nor Host name belongs to anybody. */
export type FindDestination = (request: FastifyRequest) => Destination

/** A request and what came of it. */
export interface RequestLogEntry {
  readonly site: string
  readonly user: string
  readonly method: string
  readonly url: string
  readonly operation: string
  /** Null where nobody answered: the site has no power, or a mishap broke the connection. */
  readonly status: number | null
  /** The rule by which the product said no. */
  readonly refusal: string | null
  /** Id of the mishap that it met. */
  readonly mishap: string | null
}

/** How passwords are kept, which the API does not know. */
interface Secrets {
  /** What is kept of a password. `purpose` says what for, and differs from one password to the next. */
  of(purpose: string, password: string): Secret
  right(secret: View<Secret>, password: string): boolean
}

/** Who asks whom. */
export interface Context extends Destination {
  user: string
  /** Undefined where Prism Central answers by itself. */
  cluster: string | undefined
}
