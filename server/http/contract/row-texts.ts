/** The rows of a list as they were written the last time: those that would be the same now are not written again. */
import { ROWS_PER_SLICE } from './lazy-rows.js'
import type { LazyRows } from './lazy-rows.js'
import type { Steps } from './steps.js'

/** Where a row stands among bytes. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** What is known of the rows of a list from the last time that it was written, and is learnt for the next. */
export interface RowTexts {
  /** The list as it was written the last time; undefined where it was not. */
  readonly bytes: Buffer | undefined
  /** Where the row of a source stands in it; undefined where there is none, or one that would be another now. */
  find(key: unknown, source: unknown): Span | undefined
  /** Notes what of the world is read while a row is written. */
  note<T>(key: unknown, write: () => T): T
  /** Where the row of a source stands in the bytes that are written now. */
  place(key: unknown, source: unknown, span: Span): void
}

/** Rows that are looked up and copied in one turn: as long as the making of `ROWS_PER_SLICE`. */
const FOUND_PER_SLICE = 5_000
/** Characters that are joined before they become bytes. */
const PIECE_CHARACTERS = 262_144

/** Pieces of bytes, in their order. */
class Pieces {
  /** Bytes so far. */
  length = 0
  readonly #buffers: Buffer[] = []
  #text = ''
  /** What is copied from the list of before, once its end is known. */
  #copied: { from: Buffer; start: number; end: number } | undefined

  addText(text: string): void {
    this.#endCopy()
    this.#text += text
    this.length += Buffer.byteLength(text)
    if (this.#text.length >= PIECE_CHARACTERS) this.#endText()
  }

  /** Goes on with a copy where the two stand side by side, with what stands between them: a comma. */
  addCopy(from: Buffer, { start, end }: Span): void {
    const copied = this.#copied
    this.length += end - start
    if (copied !== undefined && copied.end + 1 === start) copied.end = end
    else {
      this.#endCopy()
      this.#endText()
      this.#copied = { from, start, end }
    }
  }

  /** A comma, unless it is copied. */
  addSeparator(next: Span | undefined): void {
    if (next !== undefined && this.#copied !== undefined && this.#copied.end + 1 === next.start) this.length += 1
    else this.addText(',')
  }

  joined(): Buffer {
    this.#endCopy()
    this.#endText()
    return Buffer.concat(this.#buffers)
  }

  #endCopy(): void {
    if (this.#copied === undefined) return
    const { from, start, end } = this.#copied
    this.#copied = undefined
    this.#buffers.push(from.subarray(start, end))
  }

  #endText(): void {
    if (this.#text !== '') this.#buffers.push(Buffer.from(this.#text))
    this.#text = ''
  }
}

/** The list that begins and ends with these texts; rows that are the same as before are copied. */
export function* writeChangedRows(
  [head, tail]: readonly [string, string],
  rows: LazyRows<unknown>,
  writeRow: (row: unknown) => string,
  texts: RowTexts
): Steps<Buffer> {
  const pieces = new Pieces()
  pieces.addText(head)
  let left = FOUND_PER_SLICE
  for (const [index, source] of rows.sources.entries()) {
    const key = rows.keyOf(source)
    const { bytes } = texts
    const found = bytes === undefined ? undefined : texts.find(key, source)
    if (index > 0) pieces.addSeparator(found)
    const start = pieces.length
    if (bytes !== undefined && found !== undefined) pieces.addCopy(bytes, found)
    else pieces.addText(texts.note(key, () => writeRow(rows.rowOf(source))))
    texts.place(key, source, { start, end: pieces.length })
    left -= found === undefined ? FOUND_PER_SLICE / ROWS_PER_SLICE : 1
    if (left > 0 || index === rows.length - 1) continue
    left = FOUND_PER_SLICE
    yield
  }
  pieces.addText(tail)
  return pieces.joined()
}
