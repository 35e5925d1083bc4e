/** Environment that the emulated API needs from the emulator, per lab. */
import type { FastifyRequest } from 'fastify'
import type { ClientCommand, Instant, ResultOf, Secret, View, VmTable, World } from '../../domain/core/index.js'
import type { Saving } from '../../http/contract/index.js'
import type { CentralIdentity, PrismHandlers, Validity, Wait } from '../core/index.js'
import type { SentField } from '../reads/index.js'
import type { Auth } from '../login/index.js'
import type { KeptAnswers } from './kept-answers.js'
import type { KeptRows } from './kept-rows.js'
import type { MishapHost } from './mishap.js'

export interface PrismEnvironment extends MishapHost {
  central(): CentralIdentity
  /** What Prism Central answers by itself, in v2.0's words. */
  readonly centralHandlers: PrismHandlers
  world(): View<World>
  /** The world as it is now, for as long as anybody wants it. */
  keep(): View<World>
  /** The names of a cluster's VMs, in their order: quicker than by the keys of their table, where there are thousands. */
  namesOf(table: VmTable): readonly string[]
  /** Grows with every change of the world. */
  version(): number
  readonly keptAnswers: KeptAnswers
  /** Whether a request may meet a mishap. */
  hasMishaps(): boolean
  /** Brings the world to the present. */
  catchUp(): void
  submit<C extends ClientCommand>(command: C): ResultOf<C['type']>
  /** Resolves when what is waited for has come about, cannot be waited for any longer, or the signal says that nobody does. */
  wait(wait: Wait, signal: AbortSignal): Promise<void>
  /** The cluster that answers at an address of a listener; undefined where none does, or several. */
  ownerOf(address: string): string | undefined
  readonly saving: Saving
  /** Logs a request after its outcome is known. */
  record(entry: RequestLogEntry): void
  readonly auth: Auth
  readonly secrets: Secrets
  /** Whether stubs are refused instead of answered. */
  readonly strict: boolean
  /** Whether it is noted which fields of a request its handler reads, which costs time. */
  readonly notesUnread: boolean
}

/** Destination of a request: a lab, and a cluster of it by name, or `CENTRAL`. */
export interface Destination {
  readonly host: PrismEnvironment
  readonly site: string
}

/** Throws an `HttpRefusal` when neither Host name nor address belongs to a site. */
export type FindDestination = (request: Pick<FastifyRequest, 'raw' | 'headers'>) => Destination

/** A request with its outcome. */
export interface RequestLogEntry {
  readonly site: string
  readonly user: string
  readonly method: string
  readonly url: string
  readonly operation: string
  /** HTTP status; null for a dropped connection (site without power, or a mishap). */
  readonly status: number | null
  /** Refusal code; null without a refusal. */
  readonly refusal: string | null
  /** Id of the mishap applied to the request. */
  readonly mishap: string | null
  /** Whether pesim's own console asked. */
  readonly console: boolean
  /** As it was read; undefined where it was not. */
  readonly body: unknown
  /** What the handler of a request that succeeded did not read; undefined where it read everything. */
  readonly unread: UnreadRequest | undefined
}

/** Fields that one request sent for nothing, with where it sent them. */
export interface UnreadRequest {
  /** Name of the API version. */
  readonly api: string
  /** Template of the path below the base of the version. */
  readonly path: string
  readonly fields: readonly SentField[]
}

/** Password hashing. */
interface Secrets {
  /** Hashes a password. `purpose` is part of the salt and differs for each password. */
  of(purpose: string, password: string): Secret
  right(secret: View<Secret>, password: string): boolean
}

/** Context of a request: user and destination. */
export interface Context extends Destination {
  user: string
  /** Undefined where Prism Central answers by itself. */
  cluster: string | undefined
  /** What the answer to a question that may be kept is made of. */
  reading?: Reading
}

/** A version of a world and an instant in it, and what of it was read for an answer. */
export interface Reading {
  readonly version: number
  readonly now: Instant
  readonly validity: Validity
  /** The rows of the list that the answer was the last time. */
  readonly rows: KeptRows | undefined
}
