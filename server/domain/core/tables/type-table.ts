/** What is known of each type of command or event, for those who ask dozens of times for each snapshot of a month. */

/** The number of no type. */
const NONE = 0

/**
 * What a function says of types, called once for each. Types come in the same order again and again, so that the one that came
 * after the last one the time before is tried first: to find one in a map takes some fifty instructions more, and a line of the
 * cache that is seldom there. What is answered depends on the type alone.
 *
 * Types are numbered, and what is noted down at each call is a number: a reference that is stored is one that the collector
 * wants to know of.
 */
export class TypeTable<K extends string, V> {
  readonly #valueOf: (type: K) => V
  readonly #numbers = new Map<K, number>()
  /** By number, from 1. */
  readonly #types: (K | undefined)[] = [undefined]
  readonly #values: (V | undefined)[] = [undefined]
  /** The number of the type that was asked for after this one the last time. */
  readonly #next: number[] = [NONE]
  #last = NONE

  constructor(valueOf: (type: K) => V) {
    this.#valueOf = valueOf
  }

  get(type: K): V {
    const expected = this.#next[this.#last] ?? NONE
    const number = this.#types[expected] === type ? expected : this.#find(type)
    this.#last = number
    return this.#values[number] as V
  }

  #find(type: K): number {
    let found = this.#numbers.get(type)
    if (found === undefined) {
      const value = this.#valueOf(type)
      found = this.#types.length
      this.#numbers.set(type, found)
      this.#types.push(type)
      this.#values.push(value)
      this.#next.push(NONE)
    }
    this.#next[this.#last] = found
    return found
  }
}
