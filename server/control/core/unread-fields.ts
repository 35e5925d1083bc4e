/** Fields of requests that were sent for nothing, by operation: counted, without their values, and bounded in number. */
import type { Instant } from '../../domain/core/index.js'

/** Fields of all operations together; what is new beyond is counted alone. Each is a few hundred bytes. */
export const UNREAD_FIELDS_MAX = 2_000

interface UnreadField {
  readonly in: 'query' | 'body'
  readonly name: string
  readonly published: boolean
}

/** Fields that one request sent for nothing. */
export interface UnreadRequest {
  readonly api: string
  readonly path: string
  readonly fields: readonly UnreadField[]
}

interface CountedField extends UnreadField {
  count: number
  readonly first: Instant
  last: Instant
}

export interface UnreadOperation {
  readonly site: string
  readonly api: string
  readonly operation: string
  readonly method: string
  readonly path: string
  readonly fields: ReadonlyMap<string, Readonly<CountedField>>
}

interface Counted extends UnreadOperation {
  readonly fields: Map<string, CountedField>
}

/** Of the request in the journal. */
interface NotedRequest {
  readonly at: Instant
  readonly site: string
  readonly method: string
  readonly operation: string | null
}

export class UnreadFields {
  readonly #operations = new Map<string, Counted>()
  #count = 0
  #leftOut = 0

  /** In the order in which they were first met. */
  get operations(): readonly UnreadOperation[] {
    return [...this.#operations.values()]
  }

  /** How often a field was met for which there was no room. */
  get leftOut(): number {
    return this.#leftOut
  }

  note({ at, site, method, operation }: NotedRequest, { api, path, fields }: UnreadRequest): void {
    const key = [site, api, method, path].join(' ')
    const known = this.#operations.get(key)
    const here: Counted = known ?? {
      site,
      api,
      operation: operation ?? '',
      method,
      path,
      fields: new Map<string, CountedField>()
    }
    for (const field of fields) {
      const fieldKey = `${field.in} ${field.name}`
      const counted = here.fields.get(fieldKey)
      if (counted !== undefined) {
        counted.count += 1
        counted.last = at
      } else if (this.#count < UNREAD_FIELDS_MAX) {
        here.fields.set(fieldKey, { ...field, count: 1, first: at, last: at })
        this.#count += 1
      } else {
        this.#leftOut += 1
      }
    }
    if (known === undefined && here.fields.size > 0) this.#operations.set(key, here)
  }

  clear(): void {
    this.#operations.clear()
    this.#count = 0
    this.#leftOut = 0
  }
}
