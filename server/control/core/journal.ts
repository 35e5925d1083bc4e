/** Request log: the latest requests to the emulated API with time, client, operation and outcome, bounded by bytes. */
import type { Instant } from '../../domain/core/index.js'

/** The oldest go first. */
export const JOURNAL_MAX = 10_000
/** Estimated memory of all entries. */
export const JOURNAL_BYTES_MAX = 16 * 1024 * 1024
/** Characters of what a client wrote, such as its URL; the rest is cut. */
export const JOURNAL_TEXT_MAX = 2_048
/** Estimated overhead of one entry. */
const CALL_BYTES = 200
const BYTES_PER_CHARACTER = 2

export interface Call {
  readonly at: Instant
  /** Addressed cluster, or Prism Central. */
  readonly site: string
  readonly user: string
  readonly method: string
  readonly url: string
  /** Operation id; null when no contract has the request. */
  readonly operation: string | null
  /** HTTP status; null for a dropped connection (site without power, or a mishap). */
  readonly status: number | null
  /** Refusal code; null without a refusal. */
  readonly refusal: string | null
  /** Id of the mishap applied to the request. */
  readonly mishap: string | null
  /** Whether pesim's own console asked, which no score counts. */
  readonly console?: boolean
}

interface JournalEntry {
  readonly call: Call
  readonly bytes: number
}

export class Journal {
  #entries: JournalEntry[] = []
  #bytes = 0

  constructor(private readonly bytesMax = JOURNAL_BYTES_MAX) {}

  /** Estimated memory of all entries. */
  get bytes(): number {
    return this.#bytes
  }

  record(call: Call): void {
    const short = { ...call, url: truncate(call.url), user: truncate(call.user) }
    const bytes = CALL_BYTES + BYTES_PER_CHARACTER * (short.url.length + short.user.length)
    this.#entries.push({ call: short, bytes })
    this.#bytes += bytes
    while (this.#entries.length > JOURNAL_MAX || this.#bytes > this.bytesMax) {
      const oldest = this.#entries.shift() // moves none of the others
      if (oldest === undefined) return
      this.#bytes -= oldest.bytes
    }
  }

  /** Oldest first. */
  between(from: Instant, to: Instant): readonly Call[] {
    return this.#entries.flatMap(({ call }) => (call.at >= from && call.at <= to ? [call] : []))
  }

  clear(): void {
    this.#entries = []
    this.#bytes = 0
  }
}

function truncate(text: string): string {
  return text.length <= JOURNAL_TEXT_MAX ? text : `${text.slice(0, JOURNAL_TEXT_MAX)}...`
}
