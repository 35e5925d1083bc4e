/** Parses `sort_criteria` of stats-backed lists: comma-separated attributes, descending after a minus. */
import { ATTRIBUTE_NAME_LENGTH_MAX, attributeNamed, excerpt } from './filter.js'
import type { Attributes } from './filter.js'
import { RequestError } from '../core/index.js'

/** Attributes of one order. */
export const SORT_KEYS_MAX = 10

interface Key {
  valueIn: (attributes: Attributes) => unknown
  sign: 1 | -1
}

/**
 * A comparison of two rows from a criterion such as `-size_in_bytes,name`; equal rows keep their order. How the product
 * writes a direction is not published: a sign before the name is what pesim takes (docs/fidelity.md).
 */
export function parseSort(text: string): (a: Attributes, b: Attributes) => number {
  const parts = text.split(',')
  if (parts.length > SORT_KEYS_MAX)
    throw new RequestError('invalid', `Sort criteria "${excerpt(text)}" have more than ${SORT_KEYS_MAX} attributes`)
  const keys = parts.map(part => parseKey(part.trim(), text))
  return (a, b) => {
    for (const { valueIn, sign } of keys) {
      const order = compare(valueIn(a), valueIn(b))
      if (order !== 0) return sign * order
    }
    return 0
  }
}

function parseKey(part: string, whole: string): Key {
  const found = /^([+-]?)([A-Za-z_][\w.]*)$/.exec(part)
  const attribute = found?.[2] ?? ''
  if (found === null || attribute.length > ATTRIBUTE_NAME_LENGTH_MAX)
    throw new RequestError('invalid', `Sort criteria "${excerpt(whole)}" cannot be parsed at "${excerpt(part)}"`)
  return { valueIn: attributeNamed(attribute), sign: found[1] === '-' ? -1 : 1 }
}

/** The attributes that an order names. Throws a `RequestError` where the text does not parse. */
export function sortedAttributes(text: string): readonly string[] {
  if (text.trim() === '') return []
  parseSort(text)
  return text.split(',').map(part => part.trim().replace(/^[+-]/, ''))
}

/** Nothing goes before something. */
function compare(a: unknown, b: unknown): number {
  const absent = Number(a !== null && a !== undefined) - Number(b !== null && b !== undefined)
  if (absent !== 0 || a === null || a === undefined) return absent
  if (typeof a === 'number' && typeof b === 'number') return a - b
  const [left, right] = [String(a), String(b)]
  return left < right ? -1 : left > right ? 1 : 0
}
