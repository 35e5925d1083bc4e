/**
 * The bytes of one table or list as it was written the last time, in chunks of rows, each a line of the document. Where the table is the
 * same object all are used again; where it is not, those chunks whose rows are.
 */
import type { Line } from './lines.js'

/** Rows of one chunk: a change makes one chunk anew of the bytes of its rows. */
const ROWS_PER_CHUNK = 64

const LINE_FEED = Buffer.from('\n')

/** Entries of a table, or items of a list, which has no keys: side by side, because an object for each of ten thousand costs more. */
interface Entries {
  readonly keys: readonly string[] | undefined
  readonly rows: readonly unknown[]
}

interface Chunk extends Entries {
  /** Whether it is the first of its table: no comma is before its rows. */
  readonly first: boolean
  readonly line: Line
}

/** Bytes of rows and lines, for all tables of a document. */
export interface RowEncoder {
  /** The bytes of a row as they were written the last time, or as they are made. */
  bytesOf(row: object): Buffer
  /** From now on they are a piece of the chunk that the row stands in. */
  keep(row: object, bytes: Buffer): unknown
  lineOf(bytes: Buffer): Line
  /** In their order; those of a large table take as long to list as all that is done with them. */
  keysOf(table: object): readonly string[]
}

export class TableBytes {
  #table: object | undefined
  #chunks: readonly Chunk[] = []
  readonly #encoder: RowEncoder

  constructor(encoder: RowEncoder) {
    this.#encoder = encoder
  }

  /** Lines of a table, as many as there are to have, with text around them; after each others may have their turn. */
  *write(table: object): Generator<string | readonly Line[], void, undefined> {
    const [open, close] = Array.isArray(table) ? ['[', ']'] : ['{', '}']
    yield open
    if (table === this.#table) yield this.#chunks.map(chunk => chunk.line)
    else {
      const chunks: Chunk[] = []
      for (const chunk of this.#chunksOf(entriesOf(table, this.#encoder))) {
        yield [chunk.line]
        chunks.push(chunk)
      }
      this.#table = table
      this.#chunks = chunks
    }
    yield close
  }

  *#chunksOf(entries: Entries): Generator<Chunk, void, undefined> {
    const known = new Map(this.#chunks.map(chunk => [chunk.rows[0], chunk]))
    const { length } = entries.rows
    let begun = 0
    let at = 0
    while (at < length) {
      const same = known.get(entries.rows[at])
      const fits = same !== undefined && same.first === (at === 0) && standsAt(entries, at, same)
      const reused = fits ? same : undefined
      if (begun < at && (reused !== undefined || at - begun === ROWS_PER_CHUNK)) {
        yield chunkOf(entries, begun, at, this.#encoder)
        begun = at
      }
      if (reused === undefined) at += 1
      else {
        yield reused
        at += reused.rows.length
        begun = at
      }
    }
    if (begun < at) yield chunkOf(entries, begun, at, this.#encoder)
  }
}

/** What `JSON.stringify` shows of a table: no entry that is undefined, and null in a list. */
function entriesOf(table: object, encoder: RowEncoder): Entries {
  if (Array.isArray(table)) return { keys: undefined, rows: table.map((row: unknown) => row ?? null) }
  const record = table as Readonly<Record<string, unknown>>
  const keys = encoder.keysOf(table)
  const rows = keys.map(key => record[key])
  if (!rows.includes(undefined)) return { keys, rows }
  return { keys: keys.filter(key => record[key] !== undefined), rows: rows.filter(row => row !== undefined) }
}

/** A chunk of plain values is known by nothing. */
function standsAt({ keys, rows }: Entries, at: number, chunk: Chunk): boolean {
  if (at + chunk.rows.length > rows.length || (keys === undefined) !== (chunk.keys === undefined)) return false
  for (let index = 0; index < chunk.rows.length; index += 1) {
    const row = chunk.rows[index]
    if (typeof row !== 'object' || rows[at + index] !== row || keys?.[at + index] !== chunk.keys?.[index]) return false
  }
  return true
}

function chunkOf(entries: Entries, from: number, to: number, encoder: RowEncoder): Chunk {
  const [keys, rows] = [entries.keys?.slice(from, to), entries.rows.slice(from, to)]
  const first = from === 0
  const pieces: Buffer[] = []
  for (const [index, row] of rows.entries()) {
    const before = index === 0 && first ? '' : ','
    pieces.push(Buffer.from(keys === undefined ? before : `${before}${JSON.stringify(keys[index])}:`))
    pieces.push(typeof row === 'object' && row !== null ? encoder.bytesOf(row) : Buffer.from(JSON.stringify(row)))
  }
  const bytes = Buffer.concat([...pieces, LINE_FEED])
  let start = 0
  for (const [index, piece] of pieces.entries()) {
    const row = index % 2 === 1 ? rows[index >> 1] : undefined
    if (typeof row === 'object' && row !== null) encoder.keep(row, bytes.subarray(start, start + piece.length))
    start += piece.length
  }
  return { keys, rows, first, line: encoder.lineOf(bytes) }
}
