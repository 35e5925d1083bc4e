/** Where the demo is told: lines of a hundred columns, colours and a moving bar only where there is somebody to see them. */
import { setTimeout as wait } from 'node:timers/promises'
import type { Io } from '../cli/core/index.js'
import { timeOfDay, wrapped } from '../cli/core/index.js'

const WIDTH = 100
const PATH_WIDTH = 40
/** Where what came of a call begins, and where checks do. */
const OUTCOME_COLUMN = 23 + PATH_WIDTH + 1
const CHECK_COLUMN = 11
const BAR_CELLS = 30
/** Milliseconds for which a frame of the bar stays, so that the eye can follow. */
const FRAME_MS = 15

const colours = { bold: 1, dim: 2, red: 31, green: 32, cyan: 36 } as const

interface Bar {
  /** `share` is from 0 to 1. */
  draw(share: number, text: string): Promise<void>
  end(text: string): Promise<void>
}

export class Screen {
  readonly #io: Io
  readonly #live: boolean
  readonly #coloured: boolean
  readonly #cells: readonly [string, string]

  constructor(io: Io) {
    const { TERM: term, NO_COLOR: noColour = '', LC_ALL, LC_CTYPE, LANG } = io.env
    this.#io = io
    this.#live = (io.stdout as { isTTY?: boolean }).isTTY === true
    this.#coloured = this.#live && noColour === '' && term !== 'dumb'
    this.#cells = this.#live && /utf-?8/i.test((LC_ALL || LC_CTYPE || LANG) ?? '') ? ['█', '░'] : ['#', '.']
  }

  line(text = ''): void {
    this.#io.stdout.write(`${text}\n`)
  }

  paragraph(text: string): void {
    for (const line of wrapped(text, WIDTH)) this.line(line)
  }

  chapter(number: number, title: string): void {
    this.line()
    this.line(this.#in('bold', `${number} ${title}`))
  }

  /** One step: which call at whose door, and what came of it. */
  step(now: number, door: string, verb: string, path: string, outcome: string): void {
    const call = `  ${timeOfDay(now)} ${door.padEnd(6)} ${verb.toUpperCase().padEnd(4)} ${path.padEnd(PATH_WIDTH)}`
    const width = WIDTH - OUTCOME_COLUMN
    const [first = '', ...rest] =
      call.length > OUTCOME_COLUMN ? ['', ...wrapped(outcome, width)] : wrapped(outcome, width)
    this.line(`${this.#in('dim', call.slice(0, CHECK_COLUMN))}${call.slice(CHECK_COLUMN)} ${first}`.trimEnd())
    for (const line of rest) this.line(' '.repeat(OUTCOME_COLUMN) + line)
  }

  check(right: boolean, text: string): void {
    const mark = right ? this.#in('green', 'ok  ') : this.#in('red', 'NOT ')
    const [first = '', ...rest] = wrapped(text, WIDTH - CHECK_COLUMN - 4)
    this.line(`${' '.repeat(CHECK_COLUMN)}${mark}${first}`)
    for (const line of rest) this.line(' '.repeat(CHECK_COLUMN + 4) + line)
  }

  heading(text: string): void {
    this.line(this.#in('cyan', text))
  }

  error(text: string): void {
    this.#io.stderr.write(`pesim: ${text}\n`)
  }

  /** Redrawn in place where it can be; elsewhere a line at its beginning, at half and at its end. */
  bar(): Bar {
    let drawn = -1
    const frame = async (share: number, text: string, last: boolean): Promise<void> => {
      const full = Math.round(share * BAR_CELLS)
      const cells = this.#cells[0].repeat(full) + this.#cells[1].repeat(BAR_CELLS - full)
      const line = `${' '.repeat(CHECK_COLUMN)}${cells} ${String(Math.floor(share * 100)).padStart(3)} %  ${text}`
      const fitted = line.slice(0, WIDTH - 1)
      if (this.#live) {
        this.#io.stdout.write(`\r${fitted.padEnd(WIDTH - 1)}${last ? '\n' : ''}`)
        await wait(FRAME_MS, undefined, { signal: this.#io.stop })
        return
      }
      const half = Math.floor(share * 2)
      if (last || half > drawn) this.line(fitted)
      drawn = Math.max(drawn, half)
    }
    return { draw: (share, text) => frame(share, text, false), end: text => frame(1, text, true) }
  }

  #in(colour: keyof typeof colours, text: string): string {
    return this.#coloured ? `\x1b[${colours[colour]}m${text}\x1b[0m` : text
  }
}
