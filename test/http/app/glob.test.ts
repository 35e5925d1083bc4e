/** Patterns from outside: what they match, and that no pattern makes a text be read more than once. */
import t from 'tap'
import { globOf } from '../../../server/http/app/glob.js'
import type { Searched } from '../../../server/http/app/glob.js'

/** Counts the characters of a text that are looked at. */
class CountedText implements Searched {
  read = 0

  constructor(private readonly text: string) {}

  get length(): number {
    return this.text.length
  }

  startsWith(part: string): boolean {
    this.read += part.length
    return this.text.startsWith(part)
  }

  endsWith(part: string): boolean {
    this.read += part.length
    return this.text.endsWith(part)
  }

  indexOf(part: string, from = 0): number {
    const found = this.text.indexOf(part, from)
    this.read += (found === -1 ? this.text.length : found + part.length) - from
    return found
  }
}

t.test('a star stands for any text, an empty one too, and everything else for itself', async t => {
  const cases: [pattern: string, text: string, matches: boolean][] = [
    ['gold', 'gold', true],
    ['gold', 'golden', false],
    ['gold', 'agold', false],
    ['', '', true],
    ['', 'a', false],
    ['*', '', true],
    ['*', 'anything', true],
    ['g*d', 'gold', true],
    ['g*d', 'gd', true],
    ['g*d', 'golds', false],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['*b*b*', 'abcb', true],
    ['*b*b*', 'ab', false],
    ['*ab*ab', 'abab', true],
    ['*ab*ab', 'ab', false],
    ['ab*bc', 'abc', false],
    ['**', 'x', true],
    ['a.c', 'abc', false],
    ['(a+)+$', '(a+)+$', true]
  ]
  for (const [pattern, text, matches] of cases) t.equal(globOf(pattern).matches(text), matches, `${pattern} ${text}`)
})

t.test('a text is read once, whatever the pattern', async t => {
  for (const pattern of ['*a*a*a*b', `${'*a'.repeat(500)}*b`, `a${'*'.repeat(500)}b`, `${'a*'.repeat(500)}b`]) {
    for (const end of ['', 'b', 'c']) {
      const text = new CountedText(`${'a'.repeat(2_000)}${end}`)
      globOf(pattern).matches(text)
      t.ok(text.read <= text.length + pattern.length, `${pattern.slice(0, 12)}: ${text.read} characters`)
    }
  }
})
