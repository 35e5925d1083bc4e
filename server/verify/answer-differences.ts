/** Compares two answers by their fields: which there are, of what type, and which words of the product they hold. */
import { isMapOf, isProductWord } from '../reading/index.js'

/** More than these of one answer say nothing new. */
const DIFFERENCES_MAX = 25
/** More values than these are no words. */
const WORDS_MAX = 12

interface Field {
  readonly kinds: Set<string>
  /** Of fields that hold words of the product. */
  readonly words: Set<string>
}

/** Each difference is a sentence. All rows of a list are taken together, and what is null or empty on one side says nothing. */
export function answerDifferences(recorded: unknown, emulated: unknown): string[] {
  const [there, here] = [fieldsOf(recorded), fieldsOf(emulated)]
  const found: string[] = []
  for (const [path, field] of there) {
    const own = here.get(path)
    if (own === undefined) {
      if (isFieldOf(path, here)) found.push(`${path} is not in the emulator's answer`)
    } else found.push(...fieldDifferences(path, field, own))
  }
  for (const path of here.keys())
    if (!there.has(path) && isFieldOf(path, there)) found.push(`${path} is in the emulator's answer alone`)
  return found.slice(0, DIFFERENCES_MAX)
}

function fieldDifferences(path: string, recorded: Field, emulated: Field): string[] {
  const kinds = [...recorded.kinds].filter(kind => kind !== 'null')
  const own = [...emulated.kinds].filter(kind => kind !== 'null')
  if (kinds.length === 0 || own.length === 0) return []
  const others = kinds.filter(kind => !own.includes(kind))
  if (others.length > 0) return [`${path} is ${others.join(' or ')}, the emulator has ${own.join(' or ')}`]
  const words = [...recorded.words].filter(word => !emulated.words.has(word))
  if (words.length === 0 || words.length > WORDS_MAX || emulated.words.size === 0) return []
  return [`${path} is ${words.join(', ')}; the emulator says ${[...emulated.words].slice(0, WORDS_MAX).join(', ')}`]
}

/** By path: `entities[].name`; the keys of maps are all one, `{}`. The answer itself is the empty path. */
function fieldsOf(answer: unknown): Map<string, Field> {
  const fields = new Map<string, Field>()
  const visit = (value: unknown, path: string, key: string): void => {
    const field = fields.get(path) ?? { kinds: new Set(), words: new Set() }
    fields.set(path, field)
    field.kinds.add(kindOf(value))
    if (typeof value === 'string' && isProductWord(key)) field.words.add(value)
    if (Array.isArray(value)) for (const each of value) visit(each, `${path}[]`, key)
    else if (value !== null && typeof value === 'object')
      for (const [name, inner] of Object.entries(value)) {
        const place = isMapOf(key) ? '{}' : name
        visit(inner, path === '' ? place : `${path}.${place}`, name)
      }
  }
  visit(answer, '', '')
  return fields
}

/** Whether the object that would have it is there: a list may have no rows. */
function isFieldOf(path: string, fields: ReadonlyMap<string, Field>): boolean {
  if (path.endsWith('[]')) return false
  return fields.get(path.slice(0, Math.max(0, path.lastIndexOf('.'))))?.kinds.has('object') === true
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}
