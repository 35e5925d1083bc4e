/**
 * A view of the body or query of one request that notes which of its fields are read. What a handler takes out of it is
 * the client's own data: only objects are wrapped again, and lists of objects.
 */

const ORIGIN = Symbol('origin')

/** What was read of one object of a request, or of all objects of one list. */
export class ReadNode implements ProxyHandler<object> {
  /** Whether its keys were listed, so that each of its fields counts as read whatever becomes of it. */
  listed = false
  /** Whether it became part of a command as it is, so that its fields count as read. */
  taken = false
  #fields: Map<string, ReadNode> | undefined
  #rows: ReadNode | undefined
  #views: Map<object, object> | undefined

  /** The field of this name, if it was read. */
  field(name: string): ReadNode | undefined {
    return this.#fields?.get(name)
  }

  /** The objects of this list, if one was looked at. */
  get rows(): ReadNode | undefined {
    return this.#rows
  }

  /** The same view for the same data, so that handlers can compare what they take. */
  view<T extends object>(data: T): T {
    const views = (this.#views ??= new Map<object, object>())
    let view = views.get(data)
    if (view === undefined) views.set(data, (view = new Proxy(data, this)))
    return view as T
  }

  get(data: object, key: string | symbol): unknown {
    if (key === ORIGIN) return { data, node: this } satisfies Origin
    const value: unknown = Reflect.get(data, key)
    if (value === undefined || typeof value === 'function' || typeof key === 'symbol') return value
    if (Array.isArray(data)) return isWrapped(value) ? (this.#rows ??= new ReadNode()).view(value) : value
    const field = this.#recorded(key)
    return isWrapped(value) ? field.view(value) : value
  }

  has(data: object, key: string | symbol): boolean {
    const here = Reflect.has(data, key)
    if (here && typeof key === 'string' && !Array.isArray(data)) this.#recorded(key)
    return here
  }

  ownKeys(data: object): (string | symbol)[] {
    this.listed ||= !Array.isArray(data)
    return Reflect.ownKeys(data)
  }

  #recorded(key: string): ReadNode {
    const fields = (this.#fields ??= new Map<string, ReadNode>())
    let field = fields.get(key)
    if (field === undefined) fields.set(key, (field = new ReadNode()))
    return field
  }
}

interface Origin {
  readonly data: object
  readonly node: ReadNode
}

/** Objects have fields, lists of plain values have none. */
function isWrapped(value: unknown): value is object {
  return Array.isArray(value) ? value.some(isWrapped) : typeof value === 'object' && value !== null
}

/** What is behind a view; undefined for anything else. */
export function originOf(value: unknown): Origin | undefined {
  return typeof value === 'object' && value !== null ? (value as { [ORIGIN]?: Origin })[ORIGIN] : undefined
}

/** Plain data with plain data in the place of every view in it, for whatever keeps it longer than a request. */
export function withoutViews<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  const origin = originOf(value)
  if (origin !== undefined) {
    origin.node.taken = true
    return origin.data as T
  }
  if (Array.isArray(value)) return value.map(withoutViews) as T
  for (const [key, inner] of Object.entries(value)) {
    const plain: unknown = withoutViews(inner)
    if (plain !== inner) (value as Record<string, unknown>)[key] = plain
  }
  return value
}

/**
 * The data behind a view made into something else, as with other names or without some of them; what is read of that is noted for
 * the same request, under its new names. Anything but a view is made into something else, and that is all.
 */
export function mapView<From extends object | undefined, To extends object | undefined>(
  view: From,
  make: (data: From) => To
): To {
  const origin = originOf(view)
  if (origin === undefined) return make(view)
  const made = make(origin.data as From)
  return made === undefined ? made : origin.node.view(made)
}
