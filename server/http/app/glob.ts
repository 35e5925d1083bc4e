/** Glob patterns of clients, in which `*` matches any text, matched by substring search without regular expressions. */

/** What a match asks of a text: each search begins where the one before has ended, so the text is gone through once. */
export type Searched = Pick<string, 'length' | 'startsWith' | 'endsWith' | 'indexOf'>

export interface Glob {
  matches(text: Searched): boolean
}

/** The leftmost place of each part leaves the most room for the parts after it, so nothing is ever tried twice. */
export function globOf(pattern: string): Glob {
  const [first = '', ...rest] = pattern.split('*')
  const last = rest.pop()
  if (last === undefined) return { matches: text => text.length === first.length && text.startsWith(first) }
  const between = rest.filter(part => part !== '')
  return {
    matches: text => {
      if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false
      let at = first.length
      for (const part of between) {
        const found = text.indexOf(part, at)
        if (found === -1) return false
        at = found + part.length
      }
      return at <= text.length - last.length
    }
  }
}
