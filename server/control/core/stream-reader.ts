/** One open stream of server-sent events: what its client wants to know, and how far it has been told. */
import type { ServerResponse } from 'node:http'
import type { Backlog } from './backlog.js'

/** What a client is told that is cut off because it does not read. */
const STREAM_CUT = 'stream-cut'
/** Handed to a connection in one piece at most. */
const WRITE_CHARACTERS_MAX = 64 * 1024
/** How long a client that was cut may take to read what it was told, in real milliseconds. */
const FAREWELL_MS = 10_000

export class StreamReader {
  /** Of the backlog: the next message to tell. */
  #place: number
  /** Whether the connection takes more at the moment. */
  #takes = true
  #cut = false

  constructor(
    readonly response: ServerResponse,
    readonly backlog: Backlog,
    /** Kinds of event; all without it. */
    readonly types: ReadonlySet<string> | undefined
  ) {
    this.#place = backlog.end
    response.on('drain', () => {
      this.#takes = true
      this.tell()
    })
  }

  /** Nothing is kept for a reader who was cut. */
  get place(): number {
    return this.#cut ? this.backlog.end : this.#place
  }

  wants(type: string): boolean {
    return this.types === undefined || this.types.has(type)
  }

  /** Writes what has not been told, as far as the connection takes it. */
  tell(): void {
    while (this.#takes && this.#place < this.backlog.end && this.#writable) {
      let text = ''
      for (; text.length < WRITE_CHARACTERS_MAX && this.#place < this.backlog.end; this.#place += 1) {
        const message = this.backlog.at(this.#place)
        if (message !== undefined && this.wants(message.type)) text += message.text
      }
      if (text !== '') this.#takes = this.response.write(text)
    }
  }

  /** A comment, where nothing waits. */
  remark(text: string): void {
    if (this.#takes && this.#writable) this.#takes = this.response.write(`:${text === '' ? '' : ` ${text}`}\n\n`)
  }

  /** Tells nothing more but that it is over, and why. The connection breaks where not even that is read. */
  cut(message: string): void {
    if (this.#cut) return
    this.#cut = true
    const { response } = this
    response.end(`event: ${STREAM_CUT}\ndata: ${JSON.stringify({ type: STREAM_CUT, message })}\n\n`)
    const farewell = setTimeout(() => response.destroy(), FAREWELL_MS)
    farewell.unref()
    response.once('close', () => clearTimeout(farewell))
  }

  get #writable(): boolean {
    return !this.#cut && !this.response.writableEnded && !this.response.destroyed
  }
}
