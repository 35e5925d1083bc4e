/** One open stream of server-sent events: its event filter and its position in the backlog. */
import type { ServerResponse } from 'node:http'
import type { Backlog } from './backlog.js'

/** Event sent to a client before it is disconnected for reading too slowly. */
const STREAM_CUT = 'stream-cut'
/** Largest single write to a connection. */
const WRITE_CHARACTERS_MAX = 64 * 1024
/** Time for a disconnected client to read its last event, in real milliseconds. */
const CLOSE_GRACE_MS = 10_000

export class StreamReader {
  /** Backlog position of the next message to send. */
  #position: number
  /** Whether the connection accepts more data at present. */
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

  /** A disconnected reader holds no messages back. */
  get position(): number {
    return this.#disconnect ? this.backlog.end : this.#position
  }

  accepts(type: string): boolean {
    return this.types === undefined || this.types.has(type)
  }

  /** Writes pending messages until the connection exerts back-pressure. */
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

  /** Sends an SSE comment, unless data is pending. */
  comment(text: string): void {
    if (this.#drained && this.#writable) this.#drained = this.response.write(`:${text === '' ? '' : ` ${text}`}\n\n`)
  }

  /** Sends a last event with the reason and ends the stream; destroys the connection if that is not read in time. */
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
