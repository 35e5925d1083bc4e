/** Handles in the order in which what they stand for falls due: by instant, rank and number. */
import type { Due } from '../../domain/core/index.js'
import { IndexedHeap } from './indexed-heap.js'

/** More than there are numbers of things: a rank and a number in one, so that what falls due at one instant is ordered by what lies beside it. */
const SERIALS = 2 ** 48

export class DueHeap extends IndexedHeap {
  /** Used again and again. */
  readonly #key = { first: 0, second: 0, third: 0 }

  /** Puts something in, or moves it. `serial` is its number, by which it is found again: `thirdOf`. */
  setDue(handle: number, { at, rank }: { readonly at: number; readonly rank: number }, serial: number): void {
    const key = this.#key
    key.first = at
    key.second = rank * SERIALS + serial
    key.third = serial
    this.set(handle, key)
  }
}

/** When something falls due; null where nothing does. */
export type Dated = Pick<Due, 'at' | 'rank'> | null
