/**
 * The bytes of one table or list as it was written the last time, in chunks of rows, each a line of the document. Where the table is the
 * same object all are used again; where it is not, those chunks whose rows are.
 */
import type { Line } from './lines.js'

/** Rows of one chunk: a change makes one chunk anew of the bytes of its rows. */
const ROWS_PER_CHUNK = 64

const LINE_FEED = Buffer.from('\n')

/** An entry of a table or an item of a list. A list has no keys. */
type Entry = readonly [key: string | undefined, row: unknown]

interface Chunk {
  readonly entries: readonly Entry[]
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
}

export class TableBytes {
  #table: object | undefined
  #chunks: readonly Chunk[] = []
  readonly #encoder: RowEncoder

  constructor(encoder: RowEncoder) {
    this.#encoder = encoder
  }

  /** A table, line by line, with text around them; between two of them others may have their turn. */
  *write(table: object): Generator<string | Line, void, undefined> {
    const [open, close] = Array.isArray(table) ? ['[', ']'] : ['{', '}']
    yield open
    if (table === this.#table) for (const { line } of this.#chunks) yield line
    else {
      const chunks: Chunk[] = []
      for (const chunk of this.#chunksOf(entriesOf(table))) {
        yield chunk.line
        chunks.push(chunk)
      }
      this.#table = table
      this.#chunks = chunks
    }
    yield close
  }

  *#chunksOf(entries: readonly Entry[]): Generator<Chunk, void, undefined> {
    const known = new Map(this.#chunks.map(chunk => [chunk.entries[0]?.[1], chunk]))
    let begun = 0
    let at = 0
    while (at < entries.length) {
      const same = known.get(entries[at]?.[1])
      const fits = same !== undefined && same.first === (at === 0) && standsAt(entries, at, same.entries)
      const reused = fits ? same : undefined
      if (begun < at && (reused !== undefined || at - begun === ROWS_PER_CHUNK)) {
        yield chunkOf(entries.slice(begun, at), begun === 0, this.#encoder)
        begun = at
      }
      if (reused === undefined) at += 1
      else {
        yield reused
        at += reused.entries.length
        begun = at
      }
    }
    if (begun < at) yield chunkOf(entries.slice(begun, at), begun === 0, this.#encoder)
  }
}

/** What `JSON.stringify` shows of a table: no entry that is undefined, and null in a list. */
function entriesOf(table: object): Entry[] {
  if (Array.isArray(table)) return table.map((row: unknown) => [undefined, row ?? null])
  const record = table as Readonly<Record<string, unknown>>
  const entries: Entry[] = []
  for (const key of Object.keys(record)) if (record[key] !== undefined) entries.push([key, record[key]])
  return entries
}

/** A chunk of plain values is known by nothing. */
function standsAt(entries: readonly Entry[], at: number, chunk: readonly Entry[]): boolean {
  return chunk.every(([key, row], index) => {
    const entry = entries[at + index]
    return entry !== undefined && typeof row === 'object' && entry[1] === row && entry[0] === key
  })
}

function chunkOf(entries: readonly Entry[], first: boolean, encoder: RowEncoder): Chunk {
  const pieces: Buffer[] = []
  for (const [index, [key, row]] of entries.entries()) {
    const before = index === 0 && first ? '' : ','
    pieces.push(Buffer.from(key === undefined ? before : `${before}${JSON.stringify(key)}:`))
    pieces.push(typeof row === 'object' && row !== null ? encoder.bytesOf(row) : Buffer.from(JSON.stringify(row)))
  }
  const bytes = Buffer.concat([...pieces, LINE_FEED])
  let start = 0
  for (const [index, piece] of pieces.entries()) {
    const row = index % 2 === 1 ? entries[index >> 1]?.[1] : undefined
    if (typeof row === 'object' && row !== null) encoder.keep(row, bytes.subarray(start, start + piece.length))
    start += piece.length
  }
  return { entries, first, line: encoder.lineOf(bytes) }
}
