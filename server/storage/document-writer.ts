/**
 * Writes a lab as the document that it is saved as: in slices, between which requests are answered, and with the bytes of
 * each row and each table kept until they change, so that a save costs what has changed since the last one.
 */
import { lengthOf } from '../files/index.js'
import { documentOf, firstLineOf } from './document.js'
import { lineOf, sumOfDigests } from './lines.js'
import type { Line } from './lines.js'
import type { Saveable } from './port.js'
import { TableBytes } from './table-bytes.js'
import type { RowEncoder } from './table-bytes.js'

/** The document, its world, the clusters, one of them, its tables: what stands deeper is a row. */
const TABLE_DEPTH = 4

/** Rows of which a text is made in one turn of the event loop. */
export const ROWS_PER_TURN = 250

/** Bytes that are summed up in one turn: a millisecond or two. */
const BYTES_PER_TURN = 1024 * 1024

/** Characters that are joined before they become a line. */
const LINE_CHARACTERS = 65_536

interface WriterOptions {
  /** Lets others have their turn. */
  readonly yieldTurn: () => Promise<void>
}

export class DocumentWriter {
  readonly #encoder: RowEncoder
  /** Of the last document, by where they stand in it. */
  #tables = new Map<string, TableBytes>()
  /** Of the last document: what stands between tables, by its text. */
  #texts = new Map<string, Line>()
  readonly #yieldTurn: () => Promise<void>
  #rowsMade = 0
  #bytesSummed = 0
  #keysListed = 0

  constructor({ yieldTurn }: WriterOptions) {
    this.#yieldTurn = yieldTurn
    /** What is the same object in two kept worlds has not changed, nor has anything in it. */
    const known = new WeakMap<object, Buffer>()
    const keys = new WeakMap<object, readonly string[]>()
    this.#encoder = {
      bytesOf: row => known.get(row) ?? this.#made(row),
      keep: (row, bytes) => known.set(row, bytes),
      lineOf: bytes => this.#summed(bytes),
      keysOf: table => keys.get(table) ?? this.#listed(table, keys)
    }
  }

  /** Rows of which a text was made so far. */
  get rowsMade(): number {
    return this.#rowsMade
  }

  /** Bytes of which a checksum was made so far. */
  get bytesSummed(): number {
    return this.#bytesSummed
  }

  /** Keys of tables that were listed so far. */
  get keysListed(): number {
    return this.#keysListed
  }

  /** The file, line by line; the first one vouches for the others. Nobody may change the world of the lab any more. */
  async write(saveable: Saveable): Promise<readonly Buffer[]> {
    const lines: Line[] = []
    const [tables, texts] = [new Map<string, TableBytes>(), new Map<string, Line>()]
    let text = ''
    const flush = (): void => {
      if (text === '') return
      const line = this.#texts.get(text) ?? this.#summed(Buffer.from(`${text}\n`))
      texts.set(text, line)
      lines.push(line)
      text = ''
    }
    let [made, summed] = [this.#rowsMade, this.#bytesSummed]
    const document = documentOf(saveable, held => this.#countOf(held))
    for (const piece of this.#piecesIn(document, 0, '', tables)) {
      if (typeof piece === 'string') text += piece
      else if (piece.length > 0) {
        flush()
        for (const line of piece) lines.push(line)
      }
      if (text.length >= LINE_CHARACTERS) flush()
      if (this.#rowsMade - made < ROWS_PER_TURN && this.#bytesSummed - summed < BYTES_PER_TURN) continue
      ;[made, summed] = [this.#rowsMade, this.#bytesSummed]
      await this.#yieldTurn()
    }
    flush()
    this.#tables = tables
    this.#texts = texts
    const bytes = lines.map(line => line.bytes)
    return [firstLineOf(lengthOf(bytes), sumOfDigests(lines.map(({ digest }) => digest))), ...bytes]
  }

  /** What `JSON.stringify` makes of a value, piece by piece. */
  *#piecesIn(
    value: unknown,
    depth: number,
    path: string,
    tables: Map<string, TableBytes>
  ): Generator<string | readonly Line[], void, undefined> {
    if (typeof value !== 'object' || value === null) yield JSON.stringify(value)
    else if (depth === TABLE_DEPTH) {
      const table = this.#tables.get(path) ?? new TableBytes(this.#encoder)
      tables.set(path, table)
      yield* table.write(value)
    } else yield* this.#partsOf(value, depth + 1, path, tables)
  }

  *#partsOf(
    value: object,
    depth: number,
    path: string,
    tables: Map<string, TableBytes>
  ): Generator<string | readonly Line[], void, undefined> {
    const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
    let before = open
    for (const [key, held] of Object.entries(value) as [string, unknown][]) {
      if (held === undefined && !Array.isArray(value)) continue
      yield Array.isArray(value) ? before : `${before}${JSON.stringify(key)}:`
      yield* this.#piecesIn(held ?? null, depth, `${path}/${key}`, tables)
      before = ','
    }
    yield before === open ? open + close : close
  }

  #made(row: object): Buffer {
    this.#rowsMade += 1
    return Buffer.from(JSON.stringify(row))
  }

  #countOf(held: object): number {
    return Array.isArray(held) ? held.length : this.#encoder.keysOf(held).length
  }

  #listed(table: object, known: WeakMap<object, readonly string[]>): readonly string[] {
    const keys = Object.keys(table)
    this.#keysListed += keys.length
    known.set(table, keys)
    return keys
  }

  #summed(bytes: Buffer): Line {
    this.#bytesSummed += bytes.length
    return lineOf(bytes)
  }
}
