/** A heap that says which of many things comes first. A thing has a handle and one place in it, and is moved where it stands. */

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
 * Handles count from 0, so that whoever holds one keeps what belongs to it in lists by handle. What is compared stands side by
 * side, the first two numbers of four that are below one another in one line of the processor's memory: in a world of
 * thousands nothing that lies elsewhere is read to order them. Four are below each, which is half as deep as two.
 */
export class IndexedHeap {
  /** By place: the first and the second number of what stands there, and its handle. */
  #keys = new Float64Array(2 * HANDLES_AT_FIRST)
  #handles = new Int32Array(HANDLES_AT_FIRST)
  /** By handle: its place in the heap, and its third number. */
  #places = new Int32Array(HANDLES_AT_FIRST)
  #thirds = new Float64Array(HANDLES_AT_FIRST)
  #length = 0
  #handlesEver = 0
  readonly #free: number[] = []

  /** A handle for something that is not in the heap yet. */
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
    return this.#length === 0 ? NONE : (this.#handles[0] ?? NONE)
  }

  /** The first number of something that is in the heap. */
  firstOf(handle: number): number {
    return this.#keys[2 * (this.#places[handle] ?? 0)] ?? 0
  }

  /** The third number that something has, or last had. */
  thirdOf(handle: number): number {
    return this.#thirds[handle] ?? 0
  }

  /** Puts something in, or moves it. The numbers come in an object, since one that is handed over alone is put into one each time. */
  set(handle: number, { first, second, third }: Key): void {
    let place = this.#places[handle] ?? NONE
    const isInside = place !== NONE
    const isSame = isInside && this.#keys[2 * place] === first && this.#keys[2 * place + 1] === second
    if (isSame && this.#thirds[handle] === third) return
    this.#thirds[handle] = third
    if (!isInside) place = this.#length++
    this.#put(handle, place, first, second)
    this.#sift(handle)
  }

  /** Takes something out; its handle stays its own. */
  remove(handle: number): void {
    const place = this.#places[handle] ?? NONE
    if (place === NONE) return
    this.#places[handle] = NONE
    const last = (this.#length -= 1)
    if (last === place) return
    this.#move(last, place)
    this.#sift(this.#handles[place] ?? NONE)
  }

  /**
   * Moves what is out of order up or down to where it belongs. Lists are read once and comparisons written out: a month
   * comes here ten times for each snapshot.
   */
  #sift(handle: number): void {
    const from = this.#places[handle] ?? 0
    const first = this.#keys[2 * from] ?? 0
    const second = this.#keys[2 * from + 1] ?? 0
    const up = this.#siftUp(handle, from)
    const place = up === from ? this.#siftDown(handle, from) : up
    if (place !== from) this.#put(handle, place, first, second)
  }

  /** The place up to which what goes after something was moved down, out of its way. */
  #siftUp(handle: number, from: number): number {
    const keys = this.#keys
    const handles = this.#handles
    const places = this.#places
    const first = keys[from << 1] ?? 0
    const second = keys[(from << 1) | 1] ?? 0
    let place = from
    while (place > 0) {
      const parent = (place - 1) >> 2
      const one = keys[parent << 1] ?? 0
      if (one < first) break
      const other = keys[(parent << 1) | 1] ?? 0
      const moved = handles[parent] ?? 0
      if (one === first && (other < second || (other === second && !this.#isTieLost(moved, handle)))) break
      keys[place << 1] = one
      keys[(place << 1) | 1] = other
      handles[place] = moved
      places[moved] = place
      place = parent
    }
    return place
  }

  /** The place down to which what goes before something was moved up, out of its way. */
  #siftDown(handle: number, from: number): number {
    const keys = this.#keys
    const handles = this.#handles
    const places = this.#places
    const length = this.#length
    const first = keys[from << 1] ?? 0
    const second = keys[(from << 1) | 1] ?? 0
    let place = from
    for (let child = (from << 2) + 1; child < length; child = (place << 2) + 1) {
      // What goes first of those below.
      let best = child
      let bestFirst = keys[child << 1] ?? 0
      let bestSecond = keys[(child << 1) | 1] ?? 0
      const end = child + 4 < length ? child + 4 : length
      for (let next = child + 1; next < end; next++) {
        const one = keys[next << 1] ?? 0
        if (one > bestFirst) continue
        const other = keys[(next << 1) | 1] ?? 0
        if (one === bestFirst) {
          if (other > bestSecond) continue
          if (other === bestSecond && this.#isTieLost(handles[next] ?? 0, handles[best] ?? 0)) continue
        }
        best = next
        bestFirst = one
        bestSecond = other
      }
      const moved = handles[best] ?? 0
      if (bestFirst > first) break
      if (bestFirst === first) {
        if (bestSecond > second) break
        if (bestSecond === second && this.#isTieLost(moved, handle)) break
      }
      keys[place << 1] = bestFirst
      keys[(place << 1) | 1] = bestSecond
      handles[place] = moved
      places[moved] = place
      place = best
    }
    return place
  }

  /** Whether of two things whose first two numbers are equal this one goes after the other. */
  #isTieLost(handle: number, other: number): boolean {
    return (this.#thirds[handle] ?? 0) > (this.#thirds[other] ?? 0)
  }

  #move(from: number, to: number): void {
    this.#put(this.#handles[from] ?? NONE, to, this.#keys[2 * from] ?? 0, this.#keys[2 * from + 1] ?? 0)
  }

  #put(handle: number, place: number, first: number, second: number): void {
    this.#keys[2 * place] = first
    this.#keys[2 * place + 1] = second
    this.#handles[place] = handle
    this.#places[handle] = place
  }

  #grow(): void {
    const length = this.#places.length * 2
    this.#keys = grown(this.#keys, new Float64Array(2 * length))
    this.#handles = grown(this.#handles, new Int32Array(length))
    this.#places = grown(this.#places, new Int32Array(length))
    this.#thirds = grown(this.#thirds, new Float64Array(length))
  }
}

/** What a longer list begins with. */
export function grown<T extends { set(from: T): void }>(from: T, into: T): T {
  into.set(from)
  return into
}
