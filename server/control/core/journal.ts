/** The requests that the emulated API received, the latest ones: what a client did, when, to whom, and what came of it. */
import type { Instant } from '../../domain/core/index.js'

/** The oldest go first. */
const JOURNAL_MAX = 10_000
const SLACK = 1.25

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

export class Journal {
  #calls: Call[] = []

  note(call: Call): void {
    this.#calls.push(call)
    if (this.#calls.length > JOURNAL_MAX * SLACK) this.#calls = this.#calls.slice(-JOURNAL_MAX)
  }

  /** Oldest first. */
  between(from: Instant, to: Instant): readonly Call[] {
    return this.#calls.filter(({ at }) => at >= from && at <= to)
  }

  clear(): void {
    this.#calls = []
  }
}
