/** Rows of a list that are made one by one while it is written, so that a long list can be written in slices. */
import type { Steps } from './steps.js'

/** Rows that are made, translated and written in one turn: some milliseconds. Shorter lists are answered at once. */
export const ROWS_PER_SLICE = 100

/**
 * Each row is made from its source when it is asked for, and each time anew. The sources, and whatever else rows are made
 * of, must not change before the answer is written: a view of a world that somebody kept.
 */
export class LazyRows<Row> implements Iterable<Row> {
  readonly #sources: readonly unknown[]
  readonly #make: (source: never) => Row
  readonly #keyOf: (source: never) => unknown

  constructor(
    sources: readonly unknown[],
    make: (source: never) => Row,
    keyOf: (source: never) => unknown = source => source
  ) {
    this.#sources = sources
    this.#make = make
    this.#keyOf = keyOf
  }

  /**
   * `keyOf` names a source that is made for each list anew: what no other of the list is called. Without it a source is its
   * own key.
   */
  static of<Source, Row>(
    sources: readonly Source[],
    make: (source: Source) => Row,
    keyOf?: (source: Source) => unknown
  ): LazyRows<Row> {
    return new LazyRows<Row>(sources, make, keyOf)
  }

  get sources(): readonly unknown[] {
    return this.#sources
  }

  rowOf(source: unknown): Row {
    return this.#make(source as never)
  }

  keyOf(source: unknown): unknown {
    return this.#keyOf(source as never)
  }

  get length(): number {
    return this.#sources.length
  }

  *[Symbol.iterator](): Generator<Row, undefined, undefined> {
    for (const source of this.#sources) yield this.#make(source as never)
  }

  slice(start: number, end?: number): LazyRows<Row> {
    return new LazyRows(this.#sources.slice(start, end), this.#make, this.#keyOf)
  }

  /** Rows made in the same way, of others of their sources. */
  over(sources: readonly unknown[]): LazyRows<Row> {
    return new LazyRows(sources, this.#make, this.#keyOf)
  }

  /** Some of these rows, which have been made. */
  chosen(made: readonly { readonly source: unknown; readonly row: Row }[]): LazyRows<Row> {
    const rows = new Map(made.map(({ source, row }) => [source, row]))
    return new LazyRows<Row>(
      made.map(({ source }) => source),
      source => rows.get(source) as Row,
      this.#keyOf
    )
  }

  map<Other>(translate: (row: Row) => Other): LazyRows<Other> {
    const make = this.#make
    return new LazyRows(this.#sources, source => translate(make(source)), this.#keyOf)
  }

  toJSON(): Row[] {
    return [...this]
  }
}

/** An answer that may have its rows made while it is written: a list, or the `entities` of a collection. */
export type Lazily<Answer> = Answer extends readonly (infer Row)[]
  ? Answer | LazyRows<Row>
  : Answer extends { entities?: readonly (infer Row)[] | undefined }
    ? Answer | (Omit<Answer, 'entities'> & { entities: LazyRows<Row> })
    : Answer

/** The lazy rows in an answer; undefined where it has none. */
export function lazyRowsIn(answer: unknown): LazyRows<unknown> | undefined {
  if (answer instanceof LazyRows) return answer
  const entities = (answer as { entities?: unknown } | null | undefined)?.entities
  return entities instanceof LazyRows ? entities : undefined
}

/** An answer with these rows in place of its lazy ones. */
export function withRows(answer: unknown, rows: readonly unknown[]): unknown {
  return answer instanceof LazyRows ? rows : { ...(answer as object), entities: rows }
}

/** Goes through rows, or what they are made of, and lets others in between two slices of them. */
export function* eachRow<Row>(rows: readonly Row[] | LazyRows<Row>, use: (row: Row) => void): Steps<void> {
  let count = 0
  for (const row of rows) {
    use(row)
    count += 1
    if (count % ROWS_PER_SLICE === 0 && count < rows.length) yield
  }
}
