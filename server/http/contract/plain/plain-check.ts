/**
 * Checks and coerces parameters without compiling anything first: nearly all of them are a text, a number or a truth, and
 * a client waits for the making of a validator longer than for its answer.
 *
 * It accepts what the compiled check would, with the same outcome, or says nothing: faults are the compiled one's to tell.
 */
import type { Schema } from '../contract.js'

/** What a parameter becomes; undefined where that is not plain to see. */
type Coerce = (value: unknown) => unknown

interface Parameter {
  readonly name: string
  readonly coerce: Coerce
  readonly fallback: unknown
}

/** Keywords that say nothing of what is accepted. */
const ANNOTATIONS = new Set(['type', 'description', 'default', 'example', 'examples', 'title'])

/** Digits that are a number within a format, whatever they are. */
const DIGITS: Readonly<Record<string, RegExp>> = { int32: /^-?\d{1,9}$/, int64: /^-?\d{1,15}$/ }

/** Coerces an object of parameters in place, and tells whether it could: otherwise it is as it was. */
export function plainCheck(schema: Schema): (data: Record<string, unknown>) => boolean {
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>)
  const required = (schema['required'] ?? []) as readonly string[]
  const parameters = properties.map(([name, each]): Parameter => ({
    name,
    coerce: coercionOf(each),
    fallback: each['default']
  }))
  return data => {
    if (required.some(name => data[name] === undefined)) return false
    const coerced: [name: string, value: unknown][] = []
    for (const { name, coerce, fallback } of parameters) {
      const input = data[name]
      if (typeof fallback === 'object') return false
      const value = input === undefined ? fallback : coerce(input)
      if (value !== undefined) coerced.push([name, value])
      else if (input !== undefined) return false
    }
    for (const [name, value] of coerced) data[name] = value
    return true
  }
}

function coercionOf(schema: Schema): Coerce {
  const { type, format, items } = schema
  const limits = Object.keys(schema).filter(keyword => !ANNOTATIONS.has(keyword) && !keyword.startsWith('x-'))
  const only = (...allowed: string[]): boolean => limits.every(keyword => allowed.includes(keyword))
  if (type === 'string' && only()) return text
  if (type === 'boolean' && only()) return truth
  if (type === 'integer' && only('format')) return numberWithin(DIGITS[format as string])
  if (type === 'array' && only('items') && coercionOf((items ?? {}) as Schema) === text) return texts
  return () => undefined
}

const text: Coerce = value => (typeof value === 'string' ? value : undefined)

const truth: Coerce = value => (value === 'true' ? true : value === 'false' ? false : undefined)

const numberWithin =
  (digits: RegExp | undefined): Coerce =>
  value =>
    typeof value === 'string' && digits?.test(value) === true ? Number(value) : undefined

/** One text is a list of it. */
const texts: Coerce = value =>
  typeof value === 'string'
    ? [value]
    : Array.isArray(value) && value.every(each => typeof each === 'string')
      ? value
      : undefined
