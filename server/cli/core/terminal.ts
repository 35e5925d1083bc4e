/** What only a terminal gets: bars that move, and colours, which `NO_COLOR` turns off too. */
import progress from 'cli-progress'
import type { Io } from './io.js'

const colours = { bold: 1, dim: 2, red: 31, green: 32, cyan: 36 } as const

/** Paints a text, on a terminal that shows colours. */
export type Paint = (colour: keyof typeof colours, text: string) => string

type Stream = Io['stdout'] & { readonly isTTY?: boolean }

export function painter({ stdout, env }: Io): Paint {
  const coloured = (stdout as Stream).isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb'
  return (colour, text) => (coloured ? `\x1b[${colours[colour]}m${text}\x1b[0m` : text)
}

export interface Progress {
  /** How far it is, in the unit of the whole, and what is said beside it. */
  at(done: number, text: string): void
  /** Writes a line to standard output, above the bar. */
  print(line: string): void
  end(): void
}

/**
 * A bar on standard error, gone at its end; without a whole it says what is going on. There is none where either stream is no
 * terminal, nor where a program reads the output.
 */
export function startProgress(io: Io, whole: number | undefined, { json = false } = {}): Progress {
  const write = (line: string): unknown => io.stdout.write(`${line}\n`)
  const seen = [io.stdout, io.stderr].every(stream => (stream as Stream).isTTY === true)
  if (json || !seen || io.env['TERM'] === 'dumb') return { at: () => undefined, print: write, end: () => undefined }
  const bar = new progress.SingleBar({
    stream: io.stderr,
    format: whole === undefined ? ' {text}' : ' {bar} {percentage} %  {text}',
    ...{ hideCursor: true, clearOnComplete: true, gracefulExit: false },
    ...{ barCompleteChar: '#', barIncompleteChar: '.' }
  })
  let state = { done: 0, text: '' }
  const start = (): void => bar.start(whole ?? 1, state.done, { text: state.text })
  start()
  return {
    at: (done, text) => {
      state = { done: Math.min(done, whole ?? done), text }
      bar.update(state.done, { text })
    },
    print: line => {
      bar.stop() // it goes back to where it began, which is no place of its own once a line stands there
      write(line)
      start()
    },
    end: () => bar.stop()
  }
}
