/**
 * The bytes of one table or list as it was written the last time, in chunks of rows. Where the table is the same object all are
 * used again; where it is not, those chunks whose rows are.
 */

/** Rows of one chunk: a change makes one chunk anew of the bytes of its rows. */
const ROWS_PER_CHUNK = 64

const COMMA = Buffer.from(',')

/** An entry of a table or an item of a list. A list has no keys. */
type Entry = readonly [key: string | undefined, row: unknown]

interface Chunk {
  readonly entries: readonly Entry[]
  /** With commas between the rows, and none around them. */
  readonly bytes: Buffer
}

/** Bytes of rows, each a piece of the chunk that it stands in. */
export interface RowBytes {
  /** As they were written the last time, or as they are made. */
  of(row: object): Buffer
  set(row: object, bytes: Buffer): unknown
}

export class TableBytes {
  #table: object | undefined
  #chunks: readonly Chunk[] = []
  readonly #rows: RowBytes

  constructor(rows: RowBytes) {
    this.#rows = rows
  }

  /** The bytes of a table, chunk by chunk; between two of them others may have their turn. */
  *write(table: object): Generator<Buffer, void, undefined> {
    const [open, close] = Array.isArray(table) ? ['[', ']'] : ['{', '}']
    yield Buffer.from(open)
    if (table === this.#table) yield* separated(this.#chunks)
    else {
      const chunks: Chunk[] = []
      for (const chunk of this.#chunksOf(entriesOf(table))) {
        if (chunks.length > 0) yield COMMA
        yield chunk.bytes
        chunks.push(chunk)
      }
      this.#table = table
      this.#chunks = chunks
    }
    yield Buffer.from(close)
  }

  *#chunksOf(entries: readonly Entry[]): Generator<Chunk, void, undefined> {
    const known = new Map(this.#chunks.map(chunk => [chunk.entries[0]?.[1], chunk]))
    let begun = 0
    let at = 0
    while (at < entries.length) {
      const same = known.get(entries[at]?.[1])
      const reused = same !== undefined && standsAt(entries, at, same.entries) ? same : undefined
      if (begun < at && (reused !== undefined || at - begun === ROWS_PER_CHUNK)) {
        yield chunkOf(entries.slice(begun, at), this.#rows)
        begun = at
      }
      if (reused === undefined) at += 1
      else {
        yield reused
        at += reused.entries.length
        begun = at
      }
    }
    if (begun < at) yield chunkOf(entries.slice(begun, at), this.#rows)
  }
}

function* separated(chunks: readonly Chunk[]): Generator<Buffer> {
  for (const [index, { bytes }] of chunks.entries()) {
    if (index > 0) yield COMMA
    yield bytes
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

function chunkOf(entries: readonly Entry[], rows: RowBytes): Chunk {
  const pieces: Buffer[] = []
  for (const [index, [key, row]] of entries.entries()) {
    const before = index === 0 ? '' : ','
    pieces.push(Buffer.from(key === undefined ? before : `${before}${JSON.stringify(key)}:`))
    pieces.push(typeof row === 'object' && row !== null ? rows.of(row) : Buffer.from(JSON.stringify(row)))
  }
  const bytes = Buffer.concat(pieces)
  let start = 0
  for (const [index, piece] of pieces.entries()) {
    const row = index % 2 === 1 ? entries[index >> 1]?.[1] : undefined
    if (typeof row === 'object' && row !== null) rows.set(row, bytes.subarray(start, start + piece.length))
    start += piece.length
  }
  return { entries, bytes }
}
