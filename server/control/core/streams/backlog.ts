/** Shared backlog of the event streams: one list of messages, in which every reader has a position. */

interface Message {
  /** Kind of event, by which readers choose. */
  readonly type: string
  /** As it goes over the wire. */
  readonly text: string
}

/** Ordered oldest first; messages that every reader has passed are dropped. */
export class Backlog {
  #messages: Message[] = []
  /** Messages dropped so far: the position of the first one in the list. */
  #dropped = 0
  #bytes = 0

  /** Bytes of everything that is kept. */
  get bytes(): number {
    return this.#bytes
  }

  /** The position after the last message. */
  get end(): number {
    return this.#dropped + this.#messages.length
  }

  /** The position of the oldest message. */
  get begin(): number {
    return this.#dropped
  }

  append(message: Message): void {
    this.#messages.push(message)
    this.#bytes += Buffer.byteLength(message.text)
  }

  /** Undefined at the end. */
  at(position: number): Message | undefined {
    return this.#messages[position - this.#dropped]
  }

  /** Drops all messages before a position. */
  dropBefore(position: number): void {
    const delivered = this.#messages.splice(0, position - this.#dropped)
    this.#dropped += delivered.length
    for (const { text } of delivered) this.#bytes -= Buffer.byteLength(text)
  }
}
