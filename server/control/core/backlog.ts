/** Shared backlog of the event streams: one list of messages, in which every reader has a position. */

interface Message {
  /** Kind of event, by which readers choose. */
  readonly type: string
  /** As it goes over the wire. */
  readonly text: string
}

/** Gone through from the oldest on; what every reader has passed is let go. */
export class Backlog {
  #messages: Message[] = []
  /** How many went before the first of the list. */
  #dropped = 0
  #bytes = 0

  /** Bytes of everything that is kept. */
  get bytes(): number {
    return this.#bytes
  }

  /** The place after the last message. */
  get end(): number {
    return this.#dropped + this.#messages.length
  }

  /** The place of the oldest message that is kept. */
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

  /** Lets go of everything before a place. */
  dropBefore(position: number): void {
    const delivered = this.#messages.splice(0, position - this.#dropped)
    this.#dropped += delivered.length
    for (const { text } of delivered) this.#bytes -= Buffer.byteLength(text)
  }
}
