/**
 * Answers of one lab that are still true, as the bytes that were sent. One is true until its world changes, or until the
 * instant at which it would change by itself; whoever asks the same meanwhile is sent the same bytes. All labs of a process
 * share one budget.
 */
import { LRUCache } from 'lru-cache'
import type { Instant } from '../../domain/core/index.js'
import type { Operation } from '../../http/contract/index.js'
import { KeptRows } from './kept-rows.js'

/** Bytes of all answers of all labs together; those that nobody asked for the longest go first. */
const KEPT_BYTES_MAX = 64 * 1024 * 1024

/** Spellings of URLs that were asked lately, and what they mean. */
const KNOWN_MAX = 2_000
/** Characters of such an URL; a longer one is looked up by the router each time. */
const KNOWN_LENGTH_MAX = 1_024

/** What a GET asks, whoever asks it and wherever. */
export interface KnownRequest {
  readonly operation: Operation
  /** As it is routed, with its query. */
  readonly url: string
}

interface KeptAnswer {
  readonly bytes: Buffer
  /** Names and values in turns, as `writeHead` takes them, without cookies. */
  readonly headers: readonly string[]
  /** The instant that it was made at: while the clock stands there it is true, whatever it tells of time. */
  readonly madeAt: Instant
  readonly until: Instant
  /** Of a list that was asked for before: its rows, which outlast the answer. */
  readonly rows?: KeptRows | undefined
}

interface StoredAnswer extends KeptAnswer {
  readonly version: number
}

/** The memory that the answers of all labs of a process share. */
export class AnswerBudget {
  /** By lab and question. */
  readonly answers: LRUCache<string, StoredAnswer>
  #labs = 0

  constructor(bytesMax = KEPT_BYTES_MAX) {
    this.answers = new LRUCache({
      maxSize: bytesMax,
      sizeCalculation: ({ bytes, rows }, key) => bytes.length + key.length + (rows?.noteBytes ?? 0)
    })
  }

  /** Bytes of all answers that are kept, and of what was asked. */
  get bytes(): number {
    return this.answers.calculatedSize
  }

  /** What the keys of one more lab begin with. */
  nextPrefix(): string {
    this.#labs += 1
    return `${this.#labs} `
  }
}

export class KeptAnswers {
  #version = -1
  readonly #budget: AnswerBudget
  readonly #prefix: string
  /** Keys that this lab has filled in this version, or whose rows outlast it; some may have gone since. */
  readonly #keys = new Set<string>()
  /** Keys of answers that are true no longer. */
  readonly #outdated = new LRUCache<string, true>({ max: KNOWN_MAX })

  readonly #known = new LRUCache<string, KnownRequest>({ max: KNOWN_MAX })

  constructor(budget: AnswerBudget) {
    this.#budget = budget
    this.#prefix = budget.nextPrefix()
  }

  /** The answer to a question about this version of the world, where it is true at this instant. */
  find(version: number, now: Instant, question: string): KeptAnswer | undefined {
    this.#forgetOthers(version)
    const kept = this.#budget.answers.get(this.#prefix + question)
    const isTrue = kept?.version === version && (kept.madeAt === now || now < kept.until)
    return isTrue ? kept : undefined
  }

  /**
   * The rows of the answer to a question that has been asked before and has to be answered anew; undefined for one that is new, or
   * is being answered just now.
   */
  rowsOf(question: string): KeptRows | undefined {
    const key = this.#prefix + question
    const last = this.#budget.answers.get(key)
    if (last?.rows !== undefined) return last.rows.isWornOut ? new KeptRows() : last.rows.taken()
    return last !== undefined || this.#outdated.has(key) ? new KeptRows() : undefined
  }

  /** What an URL means as it was sent, where it was asked before and answered from what is kept. */
  requestOf(originalUrl: string): KnownRequest | undefined {
    return this.#known.get(originalUrl)
  }

  /** Remembers what an URL means. */
  remember(originalUrl: string, request: KnownRequest): void {
    if (originalUrl.length <= KNOWN_LENGTH_MAX) this.#known.set(originalUrl, request)
  }

  /** Keeps an answer made of this version of the world; one that is too large is not. */
  keep(version: number, question: string, answer: KeptAnswer): void {
    this.#forgetOthers(version)
    const key = this.#prefix + question
    this.#keys.add(key)
    this.#budget.answers.set(key, { ...answer, version })
  }

  /** Frees what the lab has, which may go on. */
  clear(): void {
    for (const key of this.#keys) this.#budget.answers.delete(key)
    this.#keys.clear()
  }

  /** Frees the answers of other versions but for those whose rows may be the same in this one. */
  #forgetOthers(version: number): void {
    if (version === this.#version) return
    this.#version = version
    const { answers } = this.#budget
    for (const key of this.#keys) {
      if (answers.peek(key)?.rows !== undefined) continue
      answers.delete(key)
      this.#keys.delete(key)
      this.#outdated.set(key, true)
    }
  }
}

/** The key of an answer: an URL asked at a site, of one of the clusters that it answers for. */
export const questionOf = (site: string, cluster: string, url: string): string => `${site} ${cluster} ${url}`
