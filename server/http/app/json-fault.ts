/** Where a text stops being JSON. Engines word it differently and leave the place out, so it is found here. */

const space = /[ \t\n\r]*/y
const token =
  /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\u0000-\u001f]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{}[\]:,]/y

type Expected = 'a value' | 'a value or ]' | 'a name' | 'a name or }' | ':' | ', or }' | ', or ]' | 'the end'

/** Names the first fault of a text that `JSON.parse` refused, as `expected : at line 1, column 7 (position 6)`. */
export function faultOf(text: string): string {
  const open: ('{' | '[')[] = []
  let expected: Expected = 'a value'
  let at = skipSpace(text, 0)
  while (at < text.length) {
    token.lastIndex = at
    const found = token.exec(text)?.[0]
    const next: Expected | undefined = found === undefined ? undefined : after(found, expected, open)
    if (found === undefined || next === undefined) break
    expected = next
    at = skipSpace(text, at + found.length)
  }
  const before = text.slice(0, at).split('\n')
  return `expected ${expected} at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1} (position ${at})`
}

/** What may follow a token where `expected` was due; undefined when the token itself may not stand there. */
function after(found: string, expected: Expected, open: ('{' | '[')[]): Expected | undefined {
  const valueDue = expected === 'a value' || expected === 'a value or ]'
  const nameDue = expected === 'a name' || expected === 'a name or }'
  const inList = open.at(-1) === '['
  const outside = (): Expected => (open.length === 0 ? 'the end' : open.at(-1) === '[' ? ', or ]' : ', or }')
  switch (found[0]) {
    case '{':
    case '[':
      if (!valueDue) return undefined
      open.push(found[0])
      return found === '{' ? 'a name or }' : 'a value or ]'
    case '}':
      if (expected !== ', or }' && expected !== 'a name or }') return undefined
      open.pop()
      return outside()
    case ']':
      if (expected !== ', or ]' && expected !== 'a value or ]') return undefined
      open.pop()
      return outside()
    case ':':
      return expected === ':' ? 'a value' : undefined
    case ',':
      if (expected !== ', or }' && expected !== ', or ]') return undefined
      return inList ? 'a value' : 'a name'
    case '"':
      if (nameDue) return ':'
      return valueDue ? outside() : undefined
    default:
      return valueDue ? outside() : undefined
  }
}

function skipSpace(text: string, from: number): number {
  space.lastIndex = from
  space.test(text)
  return space.lastIndex
}
