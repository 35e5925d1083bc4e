/** An answer as it goes out: checked where that is wanted, and written at once or, where it is long, row by row. */
import type { Compilers } from './compile.js'
import type { Operation, Schema } from './contract.js'
import { LazyRows, ROWS_PER_SLICE, eachRow, lazyRowsIn, withRows } from './lazy-rows.js'
import { JsonTree } from './json-tree.js'
import type { Steps } from './steps.js'

export interface AnswerWriter {
  readonly contentType: string
  /**
   * Text, bytes, or what a handler made that is no JSON; rows of lists that `texts` has already are not made. Throws where the
   * answer is not as its schema says, and that is looked at.
   */
  write(answer: unknown, texts?: RowTexts): Steps<unknown>
  /** The same check of a failure. */
  checkFailure(answer: unknown): void
}

interface WriterOptions {
  readonly answersBy?: 'schema' | 'handler'
  readonly validateResponses?: boolean
}

type Write = (answer: unknown) => string

const JSON_TYPE = 'application/json'
/** Where rows go in the text of a collection without any. In a text of an answer the quotes would be escaped. */
const NO_ROWS = '"entities":[]'
/** Characters that are joined before they become bytes. */
const PIECE_CHARACTERS = 262_144

export function answerWriter(
  operation: Operation,
  compilers: Compilers,
  { answersBy = 'schema', validateResponses = false }: WriterOptions
): AnswerWriter {
  const { mediaType = JSON_TYPE, schema } = operation.success
  const json = mediaType === JSON_TYPE
  const bySchema = schema !== undefined && answersBy === 'schema'
  const write: Write = bySchema ? compilers.serializer(schema) : answer => JSON.stringify(answer)
  let writeRow: Write | undefined
  const checker = (of: Schema | undefined): ((answer: unknown) => void) =>
    validateResponses && of !== undefined ? responseCheck(operation, of, compilers) : () => undefined
  const check = checker(schema)

  return {
    contentType: `${mediaType}; charset=utf-8`,
    checkFailure: checker(operation.failure?.schema),
    *write(answer, texts) {
      const rows = lazyRowsIn(answer)
      if (rows === undefined) {
        check(answer instanceof JsonTree ? answer.root : answer)
        if (answer instanceof JsonTree) return yield* answer.write()
        return json ? write(answer) : answer
      }
      const atOnce = texts === undefined && rows.length <= ROWS_PER_SLICE
      if (validateResponses || atOnce) {
        const whole = withRows(answer, rowsNoted(rows, texts))
        check(whole)
        if (atOnce) return write(whole)
      }
      writeRow ??= bySchema ? compilers.rowSerializer(schema) : write
      const ends = aroundRows(answer, write)
      return yield* texts === undefined
        ? writeRows(ends, rows, writeRow)
        : writeChangedRows(ends, rows, writeRow, texts)
    }
  }
}

function rowsNoted(rows: LazyRows<unknown>, texts: RowTexts | undefined): unknown[] {
  if (texts === undefined) return [...rows]
  return rows.sources.map(source => texts.note(rows.keyOf(source), () => rows.rowOf(source)))
}

/** What is written before and after the rows of a list. */
function aroundRows(answer: unknown, write: Write): [head: string, tail: string] {
  const empty = write(withRows(answer, []))
  const at = answer instanceof LazyRows ? 1 : empty.indexOf(NO_ROWS) + NO_ROWS.length - 1
  return [empty.slice(0, at), empty.slice(at)]
}

/** The bytes of the whole list, had it been written with all its rows. */
function* writeRows([head, tail]: [string, string], rows: LazyRows<unknown>, writeRow: Write): Steps<Buffer> {
  const pieces: Buffer[] = []
  let text = head
  let separator = ''
  yield* eachRow(rows.sources, source => {
    text += separator + writeRow(rows.rowOf(source))
    separator = ','
    if (text.length < PIECE_CHARACTERS) return
    pieces.push(Buffer.from(text))
    text = ''
  })
  pieces.push(Buffer.from(text + tail))
  return Buffer.concat(pieces)
}

function responseCheck(operation: Operation, schema: Schema, compilers: Compilers): (answer: unknown) => void {
  const faultOf = compilers.responseValidator(schema)
  return answer => {
    const fault = faultOf(answer)
    if (fault !== undefined) throw new Error(`${operation.id} does not answer as its contract says: ${fault}`)
  }
}

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
function* writeChangedRows(
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
