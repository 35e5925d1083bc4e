/** A heap that says which of many things comes first. A thing has a handle and one place in it, and is moved where it stands. */

/** Four below each: half as deep as two. */
const BRANCH_BITS = 2
const BRANCHES = 1 << BRANCH_BITS

const HANDLES_AT_FIRST = 16

/** What orders a thing: the first number, among equals the second, among these the third. */
export interface Key {
  readonly first: number
  readonly second: number
  readonly third: number
}

/** No handle, and the place of what is not in the heap. */
export const NONE = -1

/**
 * Handles count from 0, so that whoever holds one keeps what belongs to it in lists by handle. What is compared stands in
 * lists of numbers, side by side: in a world of thousands nothing that lies elsewhere in memory is read to order them.
 */
export class IndexedHeap {
  /** By handle: the three numbers that order it, and the handle's place in the heap. */
  #first = new Float64Array(HANDLES_AT_FIRST)
  #second = new Float64Array(HANDLES_AT_FIRST)
  #third = new Float64Array(HANDLES_AT_FIRST)
  #places = new Int32Array(HANDLES_AT_FIRST)
  /** By place. */
  #handles = new Int32Array(HANDLES_AT_FIRST)
  #length = 0
  #handlesEver = 0
  readonly #free: number[] = []

  /** A handle for something that is not in the heap yet: the lowest that is free. */
  add(): number {
    const handle = this.#free.pop() ?? this.#handlesEver++
    if (handle === this.#places.length) this.#grow()
    this.#places[handle] = NONE
    return handle
  }

  /** Takes something out, and its handle back. */
  release(handle: number): void {
    this.remove(handle)
    this.#free.push(handle)
  }

  /** The handle of what comes first; `NONE` where nothing does. */
  get first(): number {
    return this.#length === 0 ? NONE : this.#at(0)
  }

  /** The first of the three numbers by which it stands where it does; of what is outside, by which it last did. */
  firstOf(handle: number): number {
    return this.#first[handle] ?? 0
  }

  thirdOf(handle: number): number {
    return this.#third[handle] ?? 0
  }

  /** Puts something in, or moves it. The numbers come in an object, since one that is handed over alone is put into one each time. */
  set(handle: number, { first, second, third }: Key): void {
    const isInside = this.#places[handle] !== NONE
    if (isInside && this.#first[handle] === first && this.#second[handle] === second && this.#third[handle] === third)
      return
    this.#first[handle] = first
    this.#second[handle] = second
    this.#third[handle] = third
    if (!isInside) this.#put(handle, this.#length++)
    this.#sift(handle)
  }

  /** Takes something out; its handle stays its own. */
  remove(handle: number): void {
    const place = this.#places[handle] ?? NONE
    if (place === NONE) return
    this.#places[handle] = NONE
    this.#length -= 1
    const last = this.#at(this.#length)
    if (last === handle) return
    this.#put(last, place)
    this.#sift(last)
  }

  /** Moves what is out of order up or down to where it belongs. */
  #sift(handle: number): void {
    const from = this.#places[handle] ?? 0
    let place = from
    while (place > 0) {
      const parent = (place - 1) >> BRANCH_BITS
      const above = this.#at(parent)
      if (!this.#goesBefore(handle, above)) break
      this.#put(above, place)
      place = parent
    }
    if (place === from) place = this.#sink(handle, from)
    this.#put(handle, place)
  }

  /** Moves up what goes before it, and answers the place that is left for it. */
  #sink(handle: number, from: number): number {
    let place = from
    for (;;) {
      const end = Math.min(place * BRANCHES + BRANCHES, this.#length - 1)
      let next = handle
      let nextPlace = place
      for (let child = (place << BRANCH_BITS) + 1; child <= end; child++) {
        const below = this.#at(child)
        if (!this.#goesBefore(below, next)) continue
        next = below
        nextPlace = child
      }
      if (nextPlace === place) return place
      this.#put(next, place)
      place = nextPlace
    }
  }

  #goesBefore(a: number, b: number): boolean {
    const one = this.#first[a] ?? 0
    const other = this.#first[b] ?? 0
    if (one !== other) return one < other
    const second = this.#second[a] ?? 0
    const otherSecond = this.#second[b] ?? 0
    return second < otherSecond || (second === otherSecond && (this.#third[a] ?? 0) < (this.#third[b] ?? 0))
  }

  #at(place: number): number {
    return this.#handles[place] ?? NONE
  }

  #put(handle: number, place: number): void {
    this.#handles[place] = handle
    this.#places[handle] = place
  }

  #grow(): void {
    const length = this.#places.length * 2
    this.#first = grown(this.#first, new Float64Array(length))
    this.#second = grown(this.#second, new Float64Array(length))
    this.#third = grown(this.#third, new Float64Array(length))
    this.#places = grown(this.#places, new Int32Array(length))
    this.#handles = grown(this.#handles, new Int32Array(length))
  }
}

/** What a longer list begins with. */
export function grown<T extends { set(from: T): void }>(from: T, into: T): T {
  into.set(from)
  return into
}
