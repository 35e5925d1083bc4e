/** Request log: the latest requests to the emulated API with time, client, operation and outcome, bounded by bytes. */
import type { Instant } from '../../domain/core/index.js'
import { urlWithoutSecrets, withoutSecrets } from './secrets.js'
import { UnreadFields } from './unread-fields.js'
import type { UnreadRequest } from './unread-fields.js'

/** The oldest go first. */
export const JOURNAL_MAX = 10_000
/** Estimated memory of all entries. */
export const JOURNAL_BYTES_MAX = 16 * 1024 * 1024
/** Characters of what a client wrote, such as its URL; the rest is cut. */
export const JOURNAL_TEXT_MAX = 2_048
/** Estimated overhead of one entry. */
const CALL_BYTES = 200
const BYTES_PER_CHARACTER = 2
/** Characters of a request's body as JSON; a longer one is left out. */
export const JOURNAL_BODY_MAX = 16_384

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
  /** Body of the request as it was read, its secrets left out; undefined without one, and for one that is too long. */
  readonly body?: unknown
}

interface JournalOptions {
  readonly bytesMax?: number
  /** Told each request as it is recorded. */
  readonly onRecord?: (call: Call) => void
}

interface JournalEntry {
  readonly call: Call
  readonly bytes: number
}

export class Journal {
  /** Those before `#first` have gone. */
  #entries: (JournalEntry | undefined)[] = []
  #first = 0
  #bytes = 0
  /** What requests sent for nothing, those included that have gone from the journal. */
  readonly unread = new UnreadFields()

  constructor(private readonly options: JournalOptions = {}) {}

  /** How many requests it holds. */
  get size(): number {
    return this.#entries.length - this.#first
  }

  /** Estimated memory of all entries. */
  get bytes(): number {
    return this.#bytes
  }

  /** `unread` is what a request sent for nothing, where it did. */
  record(call: Call, unread?: UnreadRequest): void {
    const { bytesMax = JOURNAL_BYTES_MAX, onRecord } = this.options
    onRecord?.(call)
    if (unread !== undefined) this.unread.note(call, unread)
    const { body } = call
    const text = body === undefined || body === null ? '' : JSON.stringify(withoutSecrets(body))
    const hasBody = text !== '' && text.length <= JOURNAL_BODY_MAX
    const short = withShortTexts(call)
    const lengths = short.url.length + short.user.length + (hasBody ? text.length : 0)
    const bytes = CALL_BYTES + BYTES_PER_CHARACTER * lengths
    this.#entries.push({ call: hasBody ? { ...short, body: JSON.parse(text) as unknown } : short, bytes })
    this.#bytes += bytes
    while (this.size > 0 && (this.size > JOURNAL_MAX || this.#bytes > bytesMax)) this.#dropOldest()
  }

  /**
   * Leaves a gap at the head, which goes when it is as long as what is kept: a full journal comes here at each request, and
   * `shift` may move all that follow.
   */
  #dropOldest(): void {
    this.#bytes -= this.#entries[this.#first]?.bytes ?? 0
    this.#entries[this.#first] = undefined
    this.#first += 1
    if (this.#first * 2 < this.#entries.length) return
    this.#entries = this.#entries.slice(this.#first)
    this.#first = 0
  }

  /** Those that no console of pesim's own asked: what scores and verifications count. */
  get ofClients(): readonly Call[] {
    return this.all.filter(({ console }) => console !== true)
  }

  /** Oldest first. */
  get all(): readonly Call[] {
    return this.#entries.flatMap(entry => entry?.call ?? [])
  }

  /** Oldest first. */
  between(from: Instant, to: Instant): readonly Call[] {
    return this.all.filter(({ at }) => at >= from && at <= to)
  }

  clear(): void {
    this.#entries = []
    this.#first = 0
    this.#bytes = 0
    this.unread.clear()
  }
}

/** A call without its body, its texts cut. Written out: each request comes here. */
function withShortTexts(call: Call): Call {
  const { at, site, user, method, url, operation, status, refusal, mishap, console } = call
  return {
    at,
    site,
    user: truncate(user),
    method,
    url: truncate(urlWithoutSecrets(url)),
    operation,
    status,
    refusal,
    mishap,
    ...(console !== undefined && { console })
  }
}

function truncate(text: string): string {
  return text.length <= JOURNAL_TEXT_MAX ? text : `${text.slice(0, JOURNAL_TEXT_MAX)}...`
}
