/** A heap of numbers that says which of many things falls due first. A thing has one place in it, and is moved where it stands. */
import type { Instant } from '../domain/core/index.js'

/** Something in the heap. Who holds it moves it. */
export interface HeapItem<T> {
  readonly subject: T
  /** The last tie-break: no two have the same. */
  readonly serial: number
  /** Its place in the heap; `OUTSIDE` while nothing of it falls due. */
  place: number
}

export const OUTSIDE = -1

/** Four below each: half as deep as two, and each step down writes to things that lie anywhere in memory. */
const BRANCH_BITS = 2
const BRANCHES = 1 << BRANCH_BITS

/** Ranks are few and serials below this, so that one number orders both. */
const SERIALS = 2 ** 48

/**
 * Instants, orders and things stand in three lists by place: a comparison reads numbers that lie side by side, and follows
 * nothing. What a thing does when it falls due is not kept here, where it would grow old.
 */
export class DueHeap<T> {
  readonly #at: number[] = []
  readonly #order: number[] = []
  readonly #items: HeapItem<T>[] = []

  /** The one that falls due first. */
  get first(): HeapItem<T> | undefined {
    return this.#items[0]
  }

  /** When an item falls due; undefined where nothing of it does. */
  atOf(item: HeapItem<T>): Instant | undefined {
    return this.#at[item.place] as Instant | undefined
  }

  /** Puts an item in, or moves it. Instant and rank come in an object, since a number that is handed over alone is put into one each time. */
  set(item: HeapItem<T>, { at, rank }: { readonly at: Instant; readonly rank: number }): void {
    const order = rank * SERIALS + item.serial
    const from = item.place === OUTSIDE ? this.#items.length : item.place
    if (this.#at[from] === at && this.#order[from] === order) return
    this.#at[from] = at
    this.#order[from] = order
    this.#place(from, item)
    this.#sift(from)
  }

  /** Takes an item out. */
  remove(item: HeapItem<T>): void {
    const { place } = item
    if (place === OUTSIDE) return
    item.place = OUTSIDE
    const [at, order, last] = [this.#at.pop(), this.#order.pop(), this.#items.pop()]
    if (last === item || at === undefined || order === undefined || last === undefined) return
    this.#at[place] = at
    this.#order[place] = order
    this.#place(place, last)
    this.#sift(place)
  }

  /**
   * Moves what has just been written to a place up or down to where it belongs. Numbers are read from the lists wherever they
   * are needed: one that is handed over would be put into an object of its own each time.
   */
  #sift(from: number): void {
    if (this.#rise(from) === from) this.#sink(from)
  }

  /** Answers the place where it comes to stand. */
  #rise(from: number): number {
    let place = from
    while (place > 0) {
      const parent = (place - 1) >> BRANCH_BITS
      if (!this.#goesBefore(place, parent)) break
      this.#swap(parent, place)
      place = parent
    }
    return place
  }

  #sink(from: number): void {
    const { length } = this.#items
    let place = from
    for (;;) {
      const first = (place << BRANCH_BITS) + 1
      let next = place
      for (let child = first; child <= place * BRANCHES + BRANCHES && child < length; child++)
        if (this.#goesBefore(child, next)) next = child
      if (next === place) return
      this.#swap(place, next)
      place = next
    }
  }

  #goesBefore(a: number, b: number): boolean {
    const at = this.#at[a] ?? 0
    const other = this.#at[b] ?? 0
    return at < other || (at === other && (this.#order[a] ?? 0) < (this.#order[b] ?? 0))
  }

  #swap(a: number, b: number): void {
    const [at, order, item] = [this.#at[a], this.#order[a], this.#items[a]]
    const [otherAt, otherOrder, other] = [this.#at[b], this.#order[b], this.#items[b]]
    if (at === undefined || order === undefined || item === undefined) return
    if (otherAt === undefined || otherOrder === undefined || other === undefined) return
    this.#at[a] = otherAt
    this.#at[b] = at
    this.#order[a] = otherOrder
    this.#order[b] = order
    this.#place(a, other)
    this.#place(b, item)
  }

  #place(place: number, item: HeapItem<T>): void {
    this.#items[place] = item
    item.place = place
  }
}
