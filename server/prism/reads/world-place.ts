/** A place in a world: the world itself, one of its fields, an entry of a table, a field of a row. Reading through it is noted. */

/** How deep places go: world, clusters, cluster, table, row, field. What lies deeper is part of the value of its field. */
const DEPTH_MAX = 5
/** A table with more entries than this, once its keys are listed, is one value. */
const LISTED_KEYS_MAX = 64

/** What can change about a place: its value, whether it has fields, or which. */
type Aspect = 'value' | 'kind' | 'keys'
const ASPECTS: readonly Aspect[] = ['value', 'kind', 'keys']

/** One thing that is read. */
export interface Read {
  readonly place: Place
  readonly aspect: Aspect
  /** Who has noted it last. */
  noter: unknown
}

/** Who hears of what is read, and says which pass through a world it is. */
export interface Reader {
  readonly pass: number
  /** The world of this pass. */
  readonly world: object
  read(read: Read): void
  /** Whether it has been noted for what is being made. */
  isNoted(read: Read): boolean
  /** The present was read. */
  readNow(now: unknown): void
  /** A place was looked at for the first time in this pass, or for the first time at all. */
  visited(isNew: boolean): void
}

type Fields = Readonly<Record<string, unknown>>

const WHOLE = Symbol('whole')

/** An entry of a table, to be read as one thing: a row that is made of all of it need not note each of its fields. */
export function wholeEntry<Row>(table: Readonly<Record<string, Row>>, key: string): Row | undefined {
  const entryOf = (table as { readonly [WHOLE]?: (key: string) => unknown })[WHOLE]
  if (entryOf !== undefined) return entryOf(key) as Row | undefined
  return Object.hasOwn(table, key) ? table[key] : undefined
}

export class Place implements ProxyHandler<object> {
  /** What rows see of it. */
  readonly view: object
  readonly #reader: Reader
  readonly #parent: Place | undefined
  readonly #key: string
  readonly #depth: number
  #children: Map<string, Place> | undefined
  readonly #reads: Record<Aspect, Read>
  readonly #changedIn: Record<Aspect, number>
  #value: unknown
  #keys: readonly string[] | undefined
  #visitedIn = 0

  constructor(reader: Reader, parent?: Place, key = '') {
    this.#reader = reader
    this.#parent = parent
    this.#key = key
    this.#depth = parent === undefined ? 0 : parent.#depth + 1
    // The target stands for whatever is in this place now; a frozen one would have to be shown as it is.
    this.view = new Proxy({}, this)
    const readOf = (aspect: Aspect): Read => ({ place: this, aspect, noter: undefined })
    this.#reads = { value: readOf('value'), kind: readOf('kind'), keys: readOf('keys') }
    const { pass } = reader
    this.#changedIn = { value: pass, kind: pass, keys: pass }
    this.#value = this.#lookUp()
    this.#visitedIn = pass
    reader.visited(true)
  }

  /** The last pass in which an aspect was not what it had been before. */
  changedIn(aspect: Aspect): number {
    this.#visit()
    return this.#changedIn[aspect]
  }

  get(_: object, key: string | symbol): unknown {
    const value = this.#visit()
    if (key === WHOLE) return (entry: string) => this.#child(entry).#readWhole()
    if (typeof key === 'symbol') return Reflect.get(value as object, key)
    if (this.#depth === 0 && key === 'now') {
      this.#reader.readNow((value as Fields)[key])
      return (value as Fields)[key]
    }
    if (this.#reader.isNoted(this.#reads.value)) return (value as Fields)[key]
    return this.#child(key).#read()
  }

  has(_: object, key: string | symbol): boolean {
    if (typeof key === 'string') this.get(_, key)
    return Reflect.has(this.#visit() as object, key)
  }

  ownKeys(): (string | symbol)[] {
    const value = this.#visit() as object
    const keys = Object.keys(value)
    this.#reader.read(keys.length > LISTED_KEYS_MAX ? this.#reads.value : this.#reads.keys)
    if (keys.length <= LISTED_KEYS_MAX) this.#keys ??= keys
    return keys
  }

  getOwnPropertyDescriptor(_: object, key: string | symbol): PropertyDescriptor | undefined {
    const shown: unknown = this.get(_, key)
    if (!Object.hasOwn(this.#visit() as object, key)) return undefined
    return { value: shown, writable: false, enumerable: true, configurable: true }
  }

  set(): boolean {
    return false
  }

  deleteProperty(): boolean {
    return false
  }

  #read(): unknown {
    const value = this.#visit()
    const deeper = this.#depth < DEPTH_MAX && hasFields(value)
    this.#reader.read(deeper ? this.#reads.kind : this.#reads.value)
    return deeper ? this.view : value
  }

  #readWhole(): unknown {
    this.#reader.read(this.#reads.value)
    return this.#visit()
  }

  #child(key: string): Place {
    this.#children ??= new Map()
    let child = this.#children.get(key)
    if (child === undefined) this.#children.set(key, (child = new Place(this.#reader, this, key)))
    return child
  }

  #lookUp(): unknown {
    if (this.#parent === undefined) return this.#reader.world
    return (this.#parent.#visit() as Fields | null | undefined)?.[this.#key]
  }

  /** The value of this pass; what has changed is noted at the first look. */
  #visit(): unknown {
    const { pass } = this.#reader
    if (this.#visitedIn === pass) return this.#value
    this.#visitedIn = pass
    this.#reader.visited(false)
    const before = this.#value
    const now = this.#lookUp()
    if (now === before) return now
    this.#value = now
    this.#changedIn.value = pass
    if (hasFields(now) !== hasFields(before)) for (const aspect of ASPECTS) this.#changedIn[aspect] = pass
    else if (this.#keys !== undefined && !sameItems(this.#keys, Object.keys(now as object))) {
      this.#changedIn.keys = pass
      this.#keys = undefined
    }
    return now
  }
}

function hasFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether two lists have the same items in the same places. */
export function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index])
}
