/** Request log: the latest requests to the emulated API with time, client, operation and outcome, bounded by bytes. */
import type { Instant } from '../../domain/core/index.js'

/** The oldest go first. */
export const JOURNAL_MAX = 10_000
/** Of all calls that are kept: what they say, and what it costs to keep them. */
export const JOURNAL_BYTES_MAX = 16 * 1024 * 1024
/** Characters of what a client wrote, such as its URL; the rest is cut. */
export const JOURNAL_TEXT_MAX = 2_048
/** What keeps the texts of one call together, roughly. */
const CALL_BYTES = 200
const BYTES_PER_CHARACTER = 2

export interface Call {
  readonly at: Instant
  /** The cluster, or Prism Central, that was asked. */
  readonly site: string
  readonly user: string
  readonly method: string
  readonly url: string
  /** Null where no API has such a request. */
  readonly operation: string | null
  /** Null where nobody answered: the site had no power, or a mishap broke the connection. */
  readonly status: number | null
  /** The rule by which the product said no. */
  readonly refusal: string | null
  /** Id of the mishap that it met. */
  readonly mishap: string | null
}

interface JournalEntry {
  readonly call: Call
  readonly bytes: number
}

export class Journal {
  #entries: JournalEntry[] = []
  #bytes = 0

  constructor(private readonly bytesMax = JOURNAL_BYTES_MAX) {}

  /** Of everything that is kept. */
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
