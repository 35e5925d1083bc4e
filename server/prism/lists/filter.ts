/** `filter_criteria` of stats-backed lists: comparisons joined by `;` (and) and `,` (or), with parentheses. */
import { RequestError } from '../core/index.js'

/** What a filter or an order may look at: an attribute with several values has any of them. */
export type Attributes = Readonly<Record<string, unknown>>
type Predicate = (attributes: Attributes) => boolean

const operators = ['==', '!=', '=gt=', '=ge=', '=lt=', '=le='] as const
type Operator = (typeof operators)[number]

/** More parentheses inside each other than this are a mistake, or an attack on the stack. */
const DEPTH_MAX = 50

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
    if (depth >= DEPTH_MAX) throw this.#fault(`at most ${DEPTH_MAX} parentheses`)
    const inner = this.alternatives(depth + 1)
    if (!this.#take(')')) throw this.#fault('")"')
    return inner
  }

  #comparison(): Predicate {
    this.#blanks()
    const attribute = this.#match(/[A-Za-z_][\w.]*/y) ?? this.#expected('an attribute')
    const operator =
      operators.find(candidate => this.#take(candidate)) ?? this.#expected(`one of ${operators.join(' ')}`)
    const value = (this.#match(/[^;,()]*/y) ?? '').trim()
    return attributes => compares(valueOf(attributes, attribute), operator, value)
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
      `Filter criteria "${this.text}" cannot be parsed at position ${this.#at + 1}: ${expected} expected`
    )
  }
}

function compares(actual: unknown, operator: Operator, wanted: string): boolean {
  const values = Array.isArray(actual) ? (actual as unknown[]) : [actual]
  switch (operator) {
    case '==':
      return values.some(value => equals(value, wanted))
    case '!=':
      return !values.some(value => equals(value, wanted))
    case '=gt=':
      return values.some(value => order(value, wanted) > 0)
    case '=ge=':
      return values.some(value => order(value, wanted) >= 0)
    case '=lt=':
      return values.some(value => order(value, wanted) < 0)
    case '=le=':
      return values.some(value => order(value, wanted) <= 0)
  }
}

/** Clients write truth as `true` and as `1`. */
function equals(value: unknown, wanted: string): boolean {
  if (typeof value === 'boolean') return wanted === String(value) || wanted === String(Number(value))
  return String(value ?? null) === wanted || order(value, wanted) === 0
}

/** Numbers by value, all else as text; what is not there stands in no order to anything. */
function order(value: unknown, wanted: string): number {
  if (value === null || value === undefined) return NaN
  const difference = wanted === '' || value === '' ? NaN : Number(value) - Number(wanted)
  if (!Number.isNaN(difference)) return difference
  const text = String(value)
  return text < wanted ? -1 : text > wanted ? 1 : 0
}

/**
 * What a row has under a name that a client may write in either dialect: `numVCpus` is `num_vcpus`, and v1 calls a storage
 * container a container.
 */
export function valueOf(attributes: Attributes, name: string): unknown {
  const wire = name.replace(/[A-Z]+/g, run => `_${run.toLowerCase()}`)
  const known = [wire, wire.replace(/^container_/, 'storage_container_')].find(key => Object.hasOwn(attributes, key))
  return known === undefined ? undefined : attributes[known]
}
