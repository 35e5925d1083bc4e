/** What only a terminal gets: colours, and bars that move. Where nobody looks, or `NO_COLOR` is set, there is neither. */
import { SingleBar } from 'cli-progress'
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
  end(): void
}

/** A bar on standard error, which must be a terminal; without a whole it says what is going on. It is gone at its end. */
export function startProgress({ stderr, env }: Io, whole: number | undefined): Progress {
  if ((stderr as Stream).isTTY !== true || env['TERM'] === 'dumb') return { at: () => undefined, end: () => undefined }
  const bar = new SingleBar({
    stream: stderr,
    format: whole === undefined ? ' {text}' : ' {bar} {percentage} %  {text}',
    ...{ hideCursor: true, clearOnComplete: true, gracefulExit: false },
    ...{ barCompleteChar: '#', barIncompleteChar: '.' }
  })
  bar.start(whole ?? 1, 0, { text: '' })
  return {
    at: (done, text) => bar.update(Math.min(done, whole ?? done), { text }),
    end: () => bar.stop()
  }
}
