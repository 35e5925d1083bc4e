/**
 * Writes a lab as the document that it is saved as: in slices, between which requests are answered, and with the text of
 * each row kept until the row changes, so that a save costs what has changed since the last one.
 */
import { createHash } from 'node:crypto'
import { documentOf, firstLineOf } from './document.js'
import type { Saveable } from './port.js'

/** The document, its world, the clusters, one of them, its tables: what stands deeper is a row. */
const ROW_DEPTH = 5

/** Rows of which a text is made in one turn of the event loop. */
export const ROWS_PER_TURN = 250

/** Rows whose text is at hand, in one turn. */
const KNOWN_ROWS_PER_TURN = 10_000

/** Characters that are joined before they become bytes. */
const PIECE_CHARACTERS = 262_144

interface WriterOptions {
  /** Lets others have their turn. */
  readonly yieldTurn: () => Promise<void>
}

export class DocumentWriter {
  /** By row. One that is the same object in two kept worlds has not changed, nor has anything in it. */
  readonly #texts = new WeakMap<object, string>()
  readonly #yieldTurn: () => Promise<void>
  #rowsMade = 0

  constructor({ yieldTurn }: WriterOptions) {
    this.#yieldTurn = yieldTurn
  }

  /** Rows of which a text was made so far. */
  get rowsMade(): number {
    return this.#rowsMade
  }

  /** The bytes of the file, as `encode` makes them at once. Nobody may change the world of the lab any more. */
  async write(saveable: Saveable): Promise<Buffer> {
    const bytes: Buffer[] = []
    const sum = createHash('sha256')
    let text = ''
    const flush = (): void => {
      const piece = Buffer.from(text)
      sum.update(piece)
      bytes.push(piece)
      text = ''
    }
    let known = 0
    let made = this.#rowsMade
    for (const piece of this.#textsIn(documentOf(saveable), 0)) {
      text += piece
      known += 1
      if (text.length >= PIECE_CHARACTERS) flush()
      if (this.#rowsMade - made < ROWS_PER_TURN && known < KNOWN_ROWS_PER_TURN) continue
      ;[known, made] = [0, this.#rowsMade]
      await this.#yieldTurn()
    }
    flush()
    const length = bytes.reduce((total, piece) => total + piece.length, 0)
    return Buffer.concat([firstLineOf(length, sum.digest('hex')), ...bytes])
  }

  /** What `JSON.stringify` makes of a value, piece by piece. */
  *#textsIn(value: unknown, depth: number): Generator<string> {
    if (typeof value !== 'object' || value === null) yield JSON.stringify(value)
    else if (depth >= ROW_DEPTH) yield this.#textOf(value)
    else if (Array.isArray(value)) yield* this.#itemsOf(value, depth + 1)
    else yield* this.#fieldsOf(value, depth + 1)
  }

  *#itemsOf(list: readonly unknown[], depth: number): Generator<string> {
    let before = '['
    for (const item of list) {
      yield before
      yield* this.#textsIn(item ?? null, depth)
      before = ','
    }
    yield before === '[' ? '[]' : ']'
  }

  *#fieldsOf(record: object, depth: number): Generator<string> {
    let before = '{'
    for (const [key, held] of Object.entries(record) as [string, unknown][]) {
      if (held === undefined) continue
      yield `${before}${JSON.stringify(key)}:`
      yield* this.#textsIn(held, depth)
      before = ','
    }
    yield before === '{' ? '{}' : '}'
  }

  #textOf(row: object): string {
    const known = this.#texts.get(row)
    if (known !== undefined) return known
    const text = JSON.stringify(row)
    this.#rowsMade += 1
    this.#texts.set(row, text)
    return text
  }
}
