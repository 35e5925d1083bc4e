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
    this.#put(from, at, order, item)
  }

  /** Takes an item out. */
  remove(item: HeapItem<T>): void {
    const { place } = item
    if (place === OUTSIDE) return
    item.place = OUTSIDE
    const [at, order, last] = [this.#at.pop(), this.#order.pop(), this.#items.pop()]
    if (last === item || at === undefined || order === undefined || last === undefined) return
    this.#put(place, at, order, last)
  }

  /** Writes an item where it belongs: up or down from a place that is free. */
  #put(from: number, at: number, order: number, item: HeapItem<T>): void {
    const place = this.#rise(from, at, order)
    this.#write(place < from ? place : this.#sink(from, at, order), at, order, item)
  }

  #rise(from: number, at: number, order: number): number {
    let place = from
    while (place > 0) {
      const parent = (place - 1) >> 1
      if (!this.#goesBefore(at, order, parent)) break
      this.#move(parent, place)
      place = parent
    }
    return place
  }

  #sink(from: number, at: number, order: number): number {
    let place = from
    for (;;) {
      const left = 2 * place + 1
      if (left >= this.#items.length) return place
      const right = left + 1
      const swap = right < this.#items.length && this.#goesBefore(this.#at[right], this.#order[right], left)
      const child = swap ? right : left
      if (this.#goesBefore(at, order, child)) return place
      this.#move(child, place)
      place = child
    }
  }

  /** Whether something goes before what stands at a place. */
  #goesBefore(at = 0, order = 0, place: number): boolean {
    const other = this.#at[place] ?? 0
    return at < other || (at === other && order < (this.#order[place] ?? 0))
  }

  #move(from: number, to: number): void {
    const [at, order, item] = [this.#at[from], this.#order[from], this.#items[from]]
    if (at !== undefined && order !== undefined && item !== undefined) this.#write(to, at, order, item)
  }

  #write(place: number, at: number, order: number, item: HeapItem<T>): void {
    this.#at[place] = at
    this.#order[place] = order
    this.#items[place] = item
    item.place = place
  }
}
