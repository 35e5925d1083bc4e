/** A world in the hands of its appliers: whatever somebody may have kept is copied before it is written to. */
import type { View, Vm, World } from './world.js'

declare const writable: unique symbol

interface Brand {
  readonly [writable]: true
}

/**
 * What an applier may write to: the fields of a row, or the entries of a table or a list. What lies deeper is read-only
 * until the draft has handed it out too. Only a draft makes one, so a write that knows of no epoch does not compile.
 */
export type Writable<T> = { -readonly [K in keyof T]: View<T[K]> } & Brand

type Key = string | number
type Entries = Record<Key, unknown>
/** VMs by their UUID. */
export type VmTable = Readonly<Record<string, View<Vm>>>
type WithId = { readonly id: string | number }
type ItemOf<L> = L extends readonly (infer Item)[] ? Item : never

/** Copies made since the last `share`. */
export interface Copies {
  rows: number
  tables: number
  lists: number
}

export class Draft {
  /** The world itself: one object for as long as the draft lives. */
  readonly world: Writable<World>
  /** What was copied in this epoch, and belongs to nobody else. Undefined while nobody has ever kept anything. */
  #owned: WeakSet<object> | undefined
  #copies: Copies = { rows: 0, tables: 0, lists: 0 }
  /** Where an item was found by its id. */
  #place = 0
  /** Names of the VMs of each table of them that was asked for, in their order. */
  readonly #names = new WeakMap<object, string[]>()

  constructor(world: World) {
    this.world = world as unknown as Writable<World>
  }

  /** A new epoch: from now on somebody else holds everything that the world is made of. */
  share(): void {
    this.#owned = new WeakSet()
    this.#copies = { rows: 0, tables: 0, lists: 0 }
  }

  get copies(): Readonly<Copies> {
    return this.#copies
  }

  /**
   * A row by the field, the key or the place where it stands. One that is not there is a bug, since a rule has just seen it.
   * `held` is what stands there, here and below, from whoever has read it by its own name: that is found at once, and what
   * is read by a name that is handed in has to be looked for.
   */
  row<T extends Brand, K extends keyof T & Key>(
    parent: T,
    key: K,
    held: T[K] = parent[key]
  ): Writable<NonNullable<T[K]>> {
    const value = held as object | null | undefined
    if (value === undefined || value === null) throw new Error(`An event names ${key}, which does not exist`)
    if (this.#owned === undefined || this.#owned.has(value)) return value as Writable<NonNullable<T[K]>>
    this.#copies.rows += 1
    return this.#own(parent, key, { ...value }) as Writable<NonNullable<T[K]>>
  }

  /**
   * A row of a table, as `row(table(parent, key), name)` gives it. `entries` is that table.
   */
  entry<T extends Brand, K extends keyof T & Key, N extends keyof T[K] & string>(
    parent: T,
    key: K,
    entries: T[K],
    name: N
  ): Writable<NonNullable<T[K][N]>> {
    const value = entries[name] as object | null | undefined
    const owned = this.#owned
    const isMine =
      value !== undefined &&
      value !== null &&
      (owned === undefined || (owned.has(entries as object) && owned.has(value)))
    if (isMine) return value as Writable<NonNullable<T[K][N]>>
    return this.row(this.table(parent, key) as never, name)
  }

  /** A record of rows by the field where it stands. */
  table<T extends Brand, K extends keyof T & Key>(parent: T, key: K, held: T[K] = parent[key]): Writable<T[K]> {
    const value = held as object
    if (this.#owned === undefined || this.#owned.has(value)) return value as Writable<T[K]>
    this.#copies.tables += 1
    const names = this.#names.get(value)
    const copy = tableLike(value as Entries, names)
    if (names !== undefined) this.#names.set(copy, names.slice())
    return this.#own(parent, key, copy) as Writable<T[K]>
  }

  /**
   * Puts a VM into a table: behind the others, or in the place of one of its name. All that adds or removes one comes by here
   * or by `drop`, so that their names are listed once.
   */
  put(table: Writable<VmTable>, name: string, vm: Vm): void {
    const entries = table as unknown as Record<string, Vm>
    const names = this.#listed(entries)
    if (!Object.hasOwn(entries, name)) names.push(name)
    entries[name] = vm
  }

  /** Takes a VM out of a table; one that is not there is left alone. */
  drop(table: Writable<VmTable>, name: string): void {
    const entries = table as unknown as Record<string, Vm>
    const names = this.#listed(entries)
    const at = names.indexOf(name)
    if (at >= 0) names.splice(at, 1)
    delete entries[name]
  }

  /** The names of a table's VMs, in their order: V8 takes two milliseconds to list ten thousand. Whoever holds on to them copies them. */
  namesOf(table: VmTable): readonly string[] {
    return this.#listed(table)
  }

  #listed(table: object): string[] {
    let names = this.#names.get(table)
    if (names === undefined) this.#names.set(table, (names = Object.keys(table)))
    return names
  }

  /** A list by the field where it stands; its items are shared until each is asked for as a row. */
  list<T extends Brand, K extends keyof T & Key>(parent: T, key: K, held: T[K] = parent[key]): Writable<T[K]> {
    const value = held as unknown as readonly unknown[]
    if (this.#owned === undefined || this.#owned.has(value)) return value as unknown as Writable<T[K]>
    this.#copies.lists += 1
    return this.#own(parent, key, value.slice()) as unknown as Writable<T[K]>
  }

  /** Drops what a test is not true of from a list, in place where it is nobody else's; where it is true of all, nothing is copied. */
  filter<T extends Brand, K extends keyof T & Key>(parent: T, key: K, test: (item: ItemOf<T[K]>) => boolean): void {
    const items = parent[key] as unknown as readonly ItemOf<T[K]>[]
    let left: ItemOf<T[K]>[] | undefined
    let count = 0
    for (const item of items) {
      if (!test(item)) left ??= this.list(parent, key) as unknown as ItemOf<T[K]>[]
      else {
        if (left !== undefined) left[count] = item
        count += 1
      }
    }
    while (left !== undefined && left.length > count) left.pop()
  }

  /**
   * The item of a list by its id, which no other has; undefined where there is none. Beside the last one that was found it is
   * looked for first: whoever changes thousands of items names them in their order.
   */
  rowWithId<T extends Brand, K extends keyof T & Key>(
    parent: T,
    key: K,
    id: string | number
  ): Writable<ItemOf<T[K]>> | undefined {
    const at = this.#placeOf(parent[key] as unknown as readonly WithId[], id)
    return at < 0 ? undefined : this.row(this.list(parent, key) as never, at)
  }

  /** Puts a changed copy in the place of an item that its event shares with the world; nothing where there is none of that id. */
  replaceWithId<T extends Brand, K extends keyof T & Key>(
    parent: T,
    key: K,
    id: string | number,
    change: Partial<ItemOf<T[K]>>
  ): void {
    const at = this.#placeOf(parent[key] as unknown as readonly WithId[], id)
    if (at < 0) return
    const items = this.list(parent, key) as unknown as object[]
    items[at] = { ...items[at], ...change }
  }

  #placeOf(items: readonly WithId[], id: string | number): number {
    const near = [this.#place - 1, this.#place + 1].find(place => items[place]?.id === id)
    const at = near ?? items.findLastIndex(item => item.id === id)
    if (at >= 0) this.#place = at
    return at
  }

  /** The last item of a list that a test is true of; undefined, and nothing is copied, where there is none. */
  lastRow<T extends Brand, K extends keyof T & Key>(
    parent: T,
    key: K,
    test: (item: ItemOf<T[K]>) => boolean
  ): Writable<ItemOf<T[K]>> | undefined {
    const at = (parent[key] as unknown as readonly ItemOf<T[K]>[]).findLastIndex(test)
    return at < 0 ? undefined : this.row(this.list(parent, key) as never, at)
  }

  /** What was made a moment ago for the world alone, and need not be copied when it is first written to. */
  fresh<T extends object>(row: T): T {
    this.#owned?.add(row)
    return row
  }

  #own(parent: object, key: Key, copy: object): object {
    ;(parent as Entries)[key] = copy
    this.#owned?.add(copy)
    return copy
  }
}

/** A third faster than spreading where there are thousands of entries. */
function tableLike(table: Entries, names: readonly string[] = Object.keys(table)): Entries {
  const copy: Entries = {}
  for (const name of names) copy[name] = table[name]
  return copy
}
