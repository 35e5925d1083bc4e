/** What the events of one command have touched: each thing is looked at once, however many of them name it. */
import type { Touched, TouchedTransfer } from '../../domain/core/index.js'
import { NONE } from './indexed-heap.js'

/** Most commands touch one protection domain or two, which most of their events name: nothing is made for any of them. */
export class Seen {
  #domains = 0
  /** Side by side: the handle of each domain, and which kinds of its due times; the first `#domains` count. */
  readonly #handles: number[] = []
  readonly #kinds: number[] = []
  #transfers = 0
  /** Events that name transfers, one for each; the first `#transfers` count. */
  readonly #events: TouchedTransfer[] = []
  #others = 0
  /** The first `#others` count. */
  readonly #things: Touched[] = []

  get any(): boolean {
    return this.#domains > 0 || this.#others > 0
  }

  /** Forgets everything. */
  clear(): void {
    this.#domains = 0
    this.#transfers = 0
    this.#others = 0
  }

  /** How many domains were touched; `at` counts from 0. */
  get domains(): number {
    return this.#domains
  }

  /** The handle of a domain. */
  handleAt(at: number): number {
    return this.#handles[at] ?? NONE
  }

  /** Bits of `MOVES`. */
  kindsAt(at: number): number {
    return this.#kinds[at] ?? 0
  }

  /** Adds a domain, or more kinds of its due times. */
  addDomain(handle: number, kinds: number): void {
    for (let at = 0; at < this.#domains; at++) {
      if (this.#handles[at] !== handle) continue
      this.#kinds[at] = (this.#kinds[at] ?? 0) | kinds
      return
    }
    this.#handles[this.#domains] = handle
    this.#kinds[this.#domains] = kinds
    this.#domains += 1
  }

  /** How many transfers were touched; `at` counts from 0. */
  get transfers(): number {
    return this.#transfers
  }

  transferAt(at: number): TouchedTransfer | undefined {
    return this.#events[at]
  }

  /** Adds a transfer by the event that names it, unless it is there. */
  addTransfer(event: TouchedTransfer): void {
    for (let at = 0; at < this.#transfers; at++) {
      const before = this.#events[at]
      if (before?.domain === event.domain && before.cluster === event.cluster && before.site === event.site) return
    }
    this.#events[this.#transfers] = event
    this.#transfers += 1
  }

  /** How many things were touched that are neither domains nor transfers; `at` counts from 0. */
  get others(): number {
    return this.#others
  }

  thingAt(at: number): Touched | undefined {
    return this.#things[at]
  }

  /** Adds something that is neither, unless it is there. */
  add(touched: Touched): void {
    for (let at = 0; at < this.#others; at++) {
      const before = this.#things[at]
      if (before !== undefined && isSame(before, touched)) return
    }
    this.#things[this.#others] = touched
    this.#others += 1
  }
}

function isSame(before: Touched, now: Touched): boolean {
  switch (now.what) {
    case 'task':
      return before.what === 'task' && before.uuid === now.uuid
    case 'cluster':
    case 'sites':
      return before.what === now.what && before.cluster === now.cluster
    case 'incident':
      return before.what === 'incident' && before.id === now.id && now.serial === null
    default:
      return before.what === now.what
  }
}
