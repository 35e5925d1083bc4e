/** Instants as RFC 3339 text, with as many fraction digits as they need. */
import { NEVER, instant } from '../../domain/core/index.js'
import type { Instant } from '../../domain/core/index.js'
import { invalidRequest } from './faults.js'

const USECS_PER_MILLISECOND = 1000

/** Undefined where a text that has the form of an instant is none, such as the leap second of a minute without one. */
export function parseRfc3339(text: string): Instant | undefined {
  const [, time = '', fraction = '', zone = ''] = /^([^.]*?)(?:\.(\d+))?(Z|[+-]\d\d:?\d\d)$/i.exec(text) ?? []
  const milliseconds = Date.parse(`${time.toUpperCase().replace(' ', 'T')}${zone.toUpperCase()}`)
  if (Number.isNaN(milliseconds)) return undefined
  return instant(milliseconds * USECS_PER_MILLISECOND + Number(fraction.slice(0, 6).padEnd(6, '0')))
}

/** The instant that a request says in some place; undefined where it says none. Throws an `HttpRefusal` for a text that is none. */
export function instantIn(text: string | undefined, place: string): Instant | undefined {
  if (text === undefined) return undefined
  const at = parseRfc3339(text)
  if (at === undefined) throw invalidRequest(`${place} is not an instant: ${text}`)
  if (at >= NEVER) throw invalidRequest(`${place} is later than any instant of a world: ${text}`)
  return at
}
