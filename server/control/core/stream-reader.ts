/** One open stream of server-sent events: its event filter and its position in the backlog. */
import type { ServerResponse } from 'node:http'
import type { Backlog } from './backlog.js'

/** What a client is told that is cut off because it does not read. */
const STREAM_CUT = 'stream-cut'
/** Handed to a connection in one piece at most. */
const WRITE_CHARACTERS_MAX = 64 * 1024
/** How long a client that was cut may take to read what it was told, in real milliseconds. */
const CLOSE_GRACE_MS = 10_000

export class StreamReader {
  /** Of the backlog: the next message to tell. */
  #position: number
  /** Whether the connection takes more at the moment. */
  #drained = true
  #disconnect = false

  constructor(
    readonly response: ServerResponse,
    readonly backlog: Backlog,
    /** Kinds of event; all without it. */
    readonly types: ReadonlySet<string> | undefined
  ) {
    this.#position = backlog.end
    response.on('drain', () => {
      this.#drained = true
      this.flush()
    })
  }

  /** Nothing is kept for a reader who was cut. */
  get position(): number {
    return this.#disconnect ? this.backlog.end : this.#position
  }

  accepts(type: string): boolean {
    return this.types === undefined || this.types.has(type)
  }

  /** Writes what has not been told, as far as the connection takes it. */
  flush(): void {
    while (this.#drained && this.#position < this.backlog.end && this.#writable) {
      let text = ''
      for (; text.length < WRITE_CHARACTERS_MAX && this.#position < this.backlog.end; this.#position += 1) {
        const message = this.backlog.at(this.#position)
        if (message !== undefined && this.accepts(message.type)) text += message.text
      }
      if (text !== '') this.#drained = this.response.write(text)
    }
  }

  /** A comment, where nothing waits. */
  comment(text: string): void {
    if (this.#drained && this.#writable) this.#drained = this.response.write(`:${text === '' ? '' : ` ${text}`}\n\n`)
  }

  /** Tells nothing more but that it is over, and why. The connection breaks where not even that is read. */
  disconnect(message: string): void {
    if (this.#disconnect) return
    this.#disconnect = true
    const { response } = this
    response.end(`event: ${STREAM_CUT}\ndata: ${JSON.stringify({ type: STREAM_CUT, message })}\n\n`)
    const closeTimer = setTimeout(() => response.destroy(), CLOSE_GRACE_MS)
    closeTimer.unref()
    response.once('close', () => clearTimeout(closeTimer))
  }

  get #writable(): boolean {
    return !this.#disconnect && !this.response.writableEnded && !this.response.destroyed
  }
}
