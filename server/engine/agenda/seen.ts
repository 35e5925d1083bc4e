/** What the events of one command have touched: each thing is looked at once, however many of them name it. */
import type { Touched } from '../../domain/core/index.js'

/** Most commands touch one protection domain or two, which most of their events name: nothing is made for any of them. */
export class Seen {
  #domains = 0
  /** Side by side: the cluster and the name of each domain, and which kinds of its due times; the first `#domains` count. */
  readonly #clusters: string[] = []
  readonly #names: string[] = []
  readonly #kinds: number[] = []
  #others = 0
  /** The first `#others` count. */
  readonly #things: Touched[] = []

  get any(): boolean {
    return this.#domains > 0 || this.#others > 0
  }

  /** Forgets everything. */
  clear(): void {
    this.#domains = 0
    this.#others = 0
  }

  /** How many domains were touched; `at` counts from 0. */
  get domains(): number {
    return this.#domains
  }

  clusterAt(at: number): string {
    return this.#clusters[at] ?? ''
  }

  nameAt(at: number): string {
    return this.#names[at] ?? ''
  }

  /** Bits of `MOVES`. */
  kindsAt(at: number): number {
    return this.#kinds[at] ?? 0
  }

  /** Adds a domain, or more kinds of its due times. */
  addDomain(cluster: string, name: string, kinds: number): void {
    for (let at = 0; at < this.#domains; at++) {
      if (this.#names[at] !== name || this.#clusters[at] !== cluster) continue
      this.#kinds[at] = (this.#kinds[at] ?? 0) | kinds
      return
    }
    this.#clusters[this.#domains] = cluster
    this.#names[this.#domains] = name
    this.#kinds[this.#domains] = kinds
    this.#domains += 1
  }

  /** How many things were touched that are no domains; `at` counts from 0. */
  get others(): number {
    return this.#others
  }

  thingAt(at: number): Touched | undefined {
    return this.#things[at]
  }

  /** Adds something that is no domain, unless it is there. */
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
    case 'transfer':
      return (
        before.what === 'transfer' &&
        before.name === now.name &&
        before.cluster === now.cluster &&
        before.site === now.site
      )
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
