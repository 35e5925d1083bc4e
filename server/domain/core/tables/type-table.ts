/** What is known of each type of command or event, for those who ask dozens of times for each snapshot of a month. */

interface Entry<K, V> {
  readonly type: K
  readonly value: V
  /** The one that was asked for after it the last time. */
  next: Entry<K, V> | undefined
}

/**
 * What a function says of types, called once for each. Types come in the same order again and again, so that the one that came
 * after the last one the time before is tried first: to find one in a map takes some fifty instructions more, and a line of the
 * cache that is seldom there. What is answered depends on the type alone.
 */
export class TypeTable<K extends string, V> {
  readonly #valueOf: (type: K) => V
  readonly #entries = new Map<K, Entry<K, V>>()
  #last: Entry<K, V> | undefined

  constructor(valueOf: (type: K) => V) {
    this.#valueOf = valueOf
  }

  get(type: K): V {
    const expected = this.#last?.next
    if (expected?.type === type) {
      this.#last = expected
      return expected.value
    }
    return this.#find(type).value
  }

  #find(type: K): Entry<K, V> {
    let found = this.#entries.get(type)
    if (found === undefined) {
      found = { type, value: this.#valueOf(type), next: undefined }
      this.#entries.set(type, found)
    }
    if (this.#last !== undefined) this.#last.next = found
    this.#last = found
    return found
  }
}
