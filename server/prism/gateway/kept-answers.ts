/**
 * Answers of one lab that are still true, as the bytes that were sent. One is true until its world changes, or until the
 * instant at which it would change by itself; whoever asks the same meanwhile is sent the same bytes.
 */
import type { FastifyRequest } from 'fastify'
import { LRUCache } from 'lru-cache'
import type { Instant } from '../../domain/core/index.js'
import type { KeptPlace, Operation } from '../../http/contract/index.js'
import { Validity } from '../core/index.js'
import type { Context } from './environment.js'

/** Bytes of all answers together; those that nobody asked for the longest go first. */
const KEPT_BYTES_MAX = 64 * 1024 * 1024

interface KeptAnswer {
  readonly bytes: Buffer
  /** The instant that it was made at: while the clock stands there it is true, whatever it tells of time. */
  readonly madeAt: Instant
  readonly until: Instant
}

export class KeptAnswers {
  #version = -1
  readonly #answers: LRUCache<string, KeptAnswer>

  constructor(bytesMax = KEPT_BYTES_MAX) {
    this.#answers = new LRUCache({ maxSize: bytesMax, sizeCalculation: ({ bytes }, key) => bytes.length + key.length })
  }

  /** Bytes of all answers that are kept, and of what was asked. */
  get bytes(): number {
    return this.#answers.calculatedSize
  }

  /** The answer to a question about this version of the world, where it is true at this instant. */
  find(version: number, now: Instant, question: string): Buffer | undefined {
    this.#forgetOthers(version)
    const kept = this.#answers.get(question)
    return kept !== undefined && (kept.madeAt === now || now < kept.until) ? kept.bytes : undefined
  }

  /** Keeps an answer made of this version of the world; one that is too large is not. */
  keep(version: number, question: string, answer: KeptAnswer): void {
    this.#forgetOthers(version)
    this.#answers.set(question, answer)
  }

  #forgetOthers(version: number): void {
    if (version === this.#version) return
    this.#version = version
    this.#answers.clear()
  }
}

/**
 * Where the answer to a request is kept: that of a GET without a body. What its handler reads is noted from now on, so that
 * it is known for how long the answer is true.
 */
export function keptPlace(ctx: Context, operation: Operation, request: FastifyRequest): KeptPlace | undefined {
  if (operation.method !== 'GET' || request.body !== undefined) return undefined
  const { host, site, cluster = '' } = ctx
  const version = host.version()
  const { now } = host.world()
  const question = `${site} ${cluster} ${request.url}`
  const found = host.keptAnswers.find(version, now, question)
  if (found !== undefined) return { found, keep: () => undefined }
  const validity = new Validity()
  ctx.reading = { version, now, validity }
  return {
    found,
    keep: bytes => {
      if (validity.ofWorldAlone) host.keptAnswers.keep(version, question, { bytes, madeAt: now, until: validity.until })
    }
  }
}
