/**
 * FIQL/RSQL dialect of `filter_criteria` on stats-backed lists: comparisons joined by `;` (and) and `,` (or), with
 * parentheses.
 */
import { RequestError } from '../core/index.js'

/** What a filter or an order may look at: an attribute with several values has any of them. */
export type Attributes = Readonly<Record<string, unknown>>
type Predicate = (attributes: Attributes) => boolean

const operators = ['==', '!=', '=gt=', '=ge=', '=lt=', '=le='] as const
type Operator = (typeof operators)[number]

/** More parentheses inside each other than this are a mistake, or an attack on the stack. */
export const FILTER_DEPTH_MAX = 50
/** Comparisons of one filter: each is made for every row. */
export const FILTER_CONDITIONS_MAX = 100
/** Characters of the name of an attribute. */
export const ATTRIBUTE_NAME_LENGTH_MAX = 128
/** Characters of a filter or an order that a refusal repeats. */
const QUOTED_MAX = 200

/**
 * A predicate from a criterion such as `state!=EXPIRED;(size=gt=10,size==0)`; `;` binds closer than `,`. Throws a
 * `RequestError` that says where the text does not parse. Attribute names may be written in camelCase.
 */
export function parseFilter(text: string): Predicate {
  const parser = new Parser(text)
  const predicate = parser.alternatives(0)
  parser.end()
  return predicate
}

class Parser {
  #at = 0
  #conditionsSeen = 0
  /** Those named so far. */
  readonly attributes = new Set<string>()

  constructor(readonly text: string) {}

  alternatives(depth: number): Predicate {
    const either = this.#listOf(',', () => this.#conditions(depth))
    return attributes => either.some(holds => holds(attributes))
  }

  end(): void {
    this.#blanks()
    if (this.#at < this.text.length) throw this.#fault('end, ";" or ","')
  }

  #conditions(depth: number): Predicate {
    const all = this.#listOf(';', () => this.#term(depth))
    return attributes => all.every(holds => holds(attributes))
  }

  #term(depth: number): Predicate {
    if (!this.#take('(')) return this.#comparison()
    if (depth >= FILTER_DEPTH_MAX) throw this.#fault(`at most ${FILTER_DEPTH_MAX} parentheses`)
    const inner = this.alternatives(depth + 1)
    if (!this.#take(')')) throw this.#fault('")"')
    return inner
  }

  #comparison(): Predicate {
    this.#blanks()
    this.#conditionsSeen += 1
    if (this.#conditionsSeen > FILTER_CONDITIONS_MAX) throw this.#fault(`at most ${FILTER_CONDITIONS_MAX} conditions`)
    const attribute = this.#match(/[A-Za-z_][\w.]*/y) ?? this.#expected('an attribute')
    if (attribute.length > ATTRIBUTE_NAME_LENGTH_MAX)
      throw this.#fault(`an attribute of at most ${ATTRIBUTE_NAME_LENGTH_MAX} characters`)
    this.attributes.add(attribute)
    const operator =
      operators.find(candidate => this.#take(candidate)) ?? this.#expected(`one of ${operators.join(' ')}`)
    const value = (this.#match(/[^;,()]*/y) ?? '').trim()
    const valueIn = attributeNamed(attribute)
    const wanted = parseOperand(value)
    return attributes => compares(valueIn(attributes), operator, wanted)
  }

  #listOf(separator: string, parse: () => Predicate): Predicate[] {
    const parts = [parse()]
    while (this.#take(separator)) parts.push(parse())
    return parts
  }

  #take(token: string): boolean {
    this.#blanks()
    if (!this.text.startsWith(token, this.#at)) return false
    this.#at += token.length
    return true
  }

  #blanks(): void {
    this.#match(/\s*/y)
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.text)?.[0]
    this.#at += found?.length ?? 0
    return found
  }

  #expected(what: string): never {
    throw this.#fault(what)
  }

  #fault(expected: string): RequestError {
    return new RequestError(
      'invalid',
      `Invalid filter criteria specified. General error parsing FIQL expression "${excerpt(this.text)}" at position ${this.#at + 1}: ${expected} expected`
    )
  }
}

/** Stands for no value at all [C: clients, groups of v3]. */
const NO_VALUE = '[no_val]'
/** Stands for any text in a value [C: clients, groups of v3]. */
const ANY_TEXT = '.*'

/** What a filter compares with, read once. */
interface Operand {
  readonly text: string
  /** NaN where it is none. */
  readonly number: number
  /** What stands before, between and after any text; a single part is the whole value. */
  readonly parts: readonly string[]
}

function parseOperand(text: string): Operand {
  return { text, number: text === '' ? NaN : Number(text), parts: text.split(ANY_TEXT) }
}

function compares(actual: unknown, operator: Operator, wanted: Operand): boolean {
  if (Array.isArray(actual) && (actual.length > 0 || wanted.text !== NO_VALUE)) {
    const values = actual as unknown[]
    return operator === '!='
      ? !values.some(value => equals(value, wanted))
      : values.some(value => holds(value, operator, wanted))
  }
  return holds(actual, operator, wanted)
}

function holds(value: unknown, operator: Operator, wanted: Operand): boolean {
  switch (operator) {
    case '==':
      return equals(value, wanted)
    case '!=':
      return !equals(value, wanted)
    case '=gt=':
      return order(value, wanted) > 0
    case '=ge=':
      return order(value, wanted) >= 0
    case '=lt=':
      return order(value, wanted) < 0
    case '=le=':
      return order(value, wanted) <= 0
  }
}

/** Clients write truth as `true` and as `1`. */
function equals(value: unknown, wanted: Operand): boolean {
  if (wanted.text === NO_VALUE) return value === null || value === undefined || value === '' || Array.isArray(value)
  if (wanted.parts.length > 1) return value !== null && value !== undefined && hasParts(String(value), wanted.parts)
  if (typeof value === 'boolean') return wanted.text === String(value) || wanted.text === String(Number(value))
  return String(value ?? null) === wanted.text || order(value, wanted) === 0
}

/** Whether a text begins with the first part, ends with the last, and has the others between them in their order. */
function hasParts(text: string, parts: readonly string[]): boolean {
  const [first = '', last = ''] = [parts[0], parts.at(-1)]
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false
  const end = text.length - last.length
  let at = first.length
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at)
    if (found === -1 || found + part.length > end) return false
    at = found + part.length
  }
  return true
}

/** Numbers by value, all else as text; what is not there stands in no order to anything. */
function order(value: unknown, wanted: Operand): number {
  if (value === null || value === undefined) return NaN
  const difference = value === '' ? NaN : Number(value) - wanted.number
  if (!Number.isNaN(difference)) return difference
  const text = String(value)
  return text < wanted.text ? -1 : text > wanted.text ? 1 : 0
}

/**
 * Finds in a row what it has under a name that a client may write in either dialect: `numVCpus` is `num_vcpus`, and v1
 * calls a storage container a container. The name is spelled out once, not for each row.
 */
export function attributeNamed(name: string): (attributes: Attributes) => unknown {
  const [wire = name, ours = name] = attributeSpellings(name)
  return attributes => {
    if (Object.hasOwn(attributes, wire)) return attributes[wire]
    if (Object.hasOwn(attributes, ours)) return attributes[ours]
    return figureIn(attributes['stats'], name) ?? figureIn(attributes['usage_stats'], name)
  }
}

/** A figure among those of a row: they keep their names in both dialects. */
function figureIn(figures: unknown, name: string): unknown {
  return typeof figures === 'object' && figures !== null && Object.hasOwn(figures, name)
    ? (figures as Attributes)[name]
    : undefined
}

/** How v2.0 may spell an attribute that is written in either dialect: in snake case, and by the newer name of containers. */
export function attributeSpellings(name: string): string[] {
  const wire = name.replace(/[A-Z]+/g, run => `_${run.toLowerCase()}`)
  return [wire, wire.replace(/^container_/, 'storage_container_'), name]
}

/** The attributes that a filter names. Throws a `RequestError` that says where the text does not parse. */
export function filteredAttributes(text: string): ReadonlySet<string> {
  if (text.trim() === '') return new Set()
  const parser = new Parser(text)
  parser.alternatives(0)
  parser.end()
  return parser.attributes
}

/** The beginning of what a client wrote, for a refusal. */
export function excerpt(text: string): string {
  return text.length <= QUOTED_MAX ? text : `${text.slice(0, QUOTED_MAX)}...`
}
