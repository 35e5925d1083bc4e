/**
 * Writes a lab as the document that it is saved as: in slices, between which requests are answered, and with the bytes of
 * each row and each table kept until they change, so that a save costs what has changed since the last one.
 */
import { createHash } from 'node:crypto'
import { documentOf, firstLineOf } from './document.js'
import type { Saveable } from './port.js'
import { TableBytes } from './table-bytes.js'
import type { RowBytes } from './table-bytes.js'

/** The document, its world, the clusters, one of them, its tables: what stands deeper is a row. */
const TABLE_DEPTH = 4

/** Rows of which a text is made in one turn of the event loop. */
export const ROWS_PER_TURN = 250

/** Bytes that are summed up in one turn: some milliseconds. */
const BYTES_PER_TURN = 4 * 1024 * 1024

/** Characters that are joined before they become bytes. */
const PIECE_CHARACTERS = 65_536

/** Of the memory of one document, so that the next has room in it. */
const SPARE_ROOM = 1.1

interface WriterOptions {
  /** Lets others have their turn. */
  readonly yieldTurn: () => Promise<void>
}

export class DocumentWriter {
  readonly #rows: RowBytes
  /** Of the last document, by where they stand in it. */
  #tables = new Map<string, TableBytes>()
  readonly #yieldTurn: () => Promise<void>
  #rowsMade = 0
  /** Memory of the last document: to touch as much anew costs more than to fill it. */
  #room = Buffer.alloc(0)

  constructor({ yieldTurn }: WriterOptions) {
    this.#yieldTurn = yieldTurn
    /** One that is the same object in two kept worlds has not changed, nor has anything in it. */
    const known = new WeakMap<object, Buffer>()
    this.#rows = {
      of: row => known.get(row) ?? this.#made(row),
      set: (row, bytes) => known.set(row, bytes)
    }
  }

  /** Rows of which a text was made so far. */
  get rowsMade(): number {
    return this.#rowsMade
  }

  /**
   * The bytes of the file, as `encode` makes them at once; they are good until the next document is written. Nobody may change the
   * world of the lab any more.
   */
  async write(saveable: Saveable): Promise<Buffer> {
    const bytes: Buffer[] = []
    const sum = createHash('sha256')
    let length = 0
    let text = ''
    const add = (piece: Buffer): void => {
      sum.update(piece)
      bytes.push(piece)
      length += piece.length
    }
    const flush = (): void => {
      if (text !== '') add(Buffer.from(text))
      text = ''
    }
    const tables = new Map<string, TableBytes>()
    let [made, summed] = [this.#rowsMade, 0]
    for (const piece of this.#piecesIn(documentOf(saveable), 0, '', tables)) {
      if (typeof piece === 'string') text += piece
      else {
        flush()
        add(piece)
      }
      if (text.length >= PIECE_CHARACTERS) flush()
      if (this.#rowsMade - made < ROWS_PER_TURN && length - summed < BYTES_PER_TURN) continue
      ;[made, summed] = [this.#rowsMade, length]
      await this.#yieldTurn()
    }
    flush()
    this.#tables = tables
    return this.#joined([firstLineOf(length, sum.digest('hex')), ...bytes])
  }

  /** What `JSON.stringify` makes of a value, piece by piece. */
  *#piecesIn(
    value: unknown,
    depth: number,
    path: string,
    tables: Map<string, TableBytes>
  ): Generator<string | Buffer, void, undefined> {
    if (typeof value !== 'object' || value === null) yield JSON.stringify(value)
    else if (depth === TABLE_DEPTH) {
      const table = this.#tables.get(path) ?? new TableBytes(this.#rows)
      tables.set(path, table)
      yield* table.write(value)
    } else yield* this.#partsOf(value, depth + 1, path, tables)
  }

  *#partsOf(
    value: object,
    depth: number,
    path: string,
    tables: Map<string, TableBytes>
  ): Generator<string | Buffer, void, undefined> {
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

  #joined(pieces: readonly Buffer[]): Buffer {
    const length = pieces.reduce((total, piece) => total + piece.length, 0)
    if (this.#room.length < length || this.#room.length > 2 * length) {
      this.#room = Buffer.allocUnsafeSlow(Math.ceil(length * SPARE_ROOM))
    }
    let at = 0
    for (const piece of pieces) at += piece.copy(this.#room, at)
    return this.#room.subarray(0, length)
  }

  #made(row: object): Buffer {
    this.#rowsMade += 1
    return Buffer.from(JSON.stringify(row))
  }
}
