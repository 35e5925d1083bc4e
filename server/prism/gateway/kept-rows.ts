/**
 * The rows of one list, as they stand in the bytes that were sent the last time. When the list has to be answered anew, rows that
 * are made of the same as before are copied, and the others are made.
 */
import type { Instant, View, World } from '../../domain/core/index.js'
import type { RowTexts, Span } from '../../http/contract/index.js'
import { Validity } from '../core/index.js'
import type { RowNotes } from '../core/index.js'
import { WorldReads } from '../reads/index.js'
import type { Reads } from '../reads/index.js'

/** Bytes that are known of a row beside its text: an estimate, for the budget. */
const NOTE_BYTES = 400

/** What a row was made of, and for how long that says the same. */
interface Made {
  readonly reads: Reads
  readonly madeAt: Instant
  readonly until: Instant
}

interface Row extends Made {
  readonly source: unknown
  readonly span: Span
}

/** One writing of the list. */
interface Writing {
  readonly now: Instant
  readonly answer: Validity
  readonly reads: WorldReads
  readonly made: Map<unknown, Made>
  readonly rows: Map<unknown, Row>
}

export class KeptRows implements RowTexts {
  /** Rows that were written, and rows that were copied. */
  readonly counts = { written: 0, copied: 0 }
  #bytes: Buffer | undefined
  #rows: ReadonlyMap<unknown, Row> = new Map()
  #reads: WorldReads | undefined
  #writing: Writing | undefined
  #isTaken = true
  /** The row that is being made. */
  #key: unknown
  /** The row that is copied. */
  #found: unknown

  get bytes(): Buffer | undefined {
    return this.#bytes
  }

  get isBegun(): boolean {
    return this.#writing !== undefined
  }

  get isWornOut(): boolean {
    return this.#reads?.isWornOut ?? false
  }

  /** Bytes of what is known of the rows beside their texts. */
  get noteBytes(): number {
    return this.#rows.size * NOTE_BYTES
  }

  /** These rows for a writing of the list; undefined while somebody else writes it. */
  taken(): this | undefined {
    if (this.#isTaken) return undefined
    this.#isTaken = true
    return this
  }

  /** Begins a writing of the list, as a kept world has it; the answer is true for no longer than its rows. */
  begin(world: View<World>, cluster: string, answer: Validity): RowNotes {
    const reads = (this.#reads ??= new WorldReads(world))
    const view = reads.begin(world, cluster)
    this.#writing = { now: world.now, answer, reads, made: new Map(), rows: new Map() }
    return { view, note: (key, make) => this.note(key, make) }
  }

  /** A row that is being made is made of more than its view: nobody knows when that changes. */
  readBeside(): void {
    if (this.#key !== undefined) this.#writing?.answer.dependsOnMore()
  }

  find(key: unknown, source: unknown): Span | undefined {
    const row = this.#rows.get(key)
    const writing = this.#writing
    if (row === undefined || writing === undefined || !isSameSource(row.source, source)) return undefined
    const { now, reads, answer } = writing
    const isTrue = row.madeAt === now || (row.madeAt < now && now < row.until)
    if (!isTrue || !reads.holds(row.reads)) return undefined
    answer.endAt(row.until)
    this.#found = key
    return row.span
  }

  note<T>(key: unknown, write: () => T): T {
    const writing = this.#writing
    if (writing === undefined || this.#key === key) return write()
    const { now, answer, reads, made } = writing
    const before = made.get(key)
    const validity = new Validity()
    if (before !== undefined) validity.endAt(before.until)
    this.#key = key
    try {
      const recorded = reads.note(validity, before?.reads.reads ?? [], write)
      answer.endAt(validity.until)
      made.set(key, { reads: recorded.reads, madeAt: now, until: validity.until })
      return recorded.made
    } finally {
      this.#key = undefined
    }
  }

  place(key: unknown, source: unknown, span: Span): void {
    const writing = this.#writing
    const made = writing?.made.get(key)
    const known = made ?? this.#rows.get(key)
    if (this.#found === key) this.counts.copied += 1
    else this.counts.written += 1
    this.#found = undefined
    if (known !== undefined) writing?.rows.set(key, { ...known, source, span })
  }

  /** Ends a writing: these rows for the next one, undefined where they cannot be told to be the same then. */
  end(bytes: Buffer): this | undefined {
    const writing = this.#writing
    if (writing === undefined) return undefined
    this.#writing = undefined
    if (writing.reads.leaked) writing.answer.dependsOnMore()
    if (!writing.answer.ofWorldAlone) return undefined
    this.#bytes = bytes
    this.#rows = writing.rows
    this.#isTaken = false
    return this
  }
}

/** The same row of a world, or made of the same parts. */
function isSameSource(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const [parts, others] = [a as Record<string, unknown>, b as Record<string, unknown>]
  const names = Object.keys(parts)
  return names.length === Object.keys(others).length && names.every(name => parts[name] === others[name])
}
