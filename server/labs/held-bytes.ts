/** How much memory worlds hold that somebody kept: rows that several of them share are counted once. */

/** About what the runtime needs for an object, for an entry of one, and for a text beside its letters. */
const OBJECT_BYTES = 48
const ENTRY_BYTES = 8
const TEXT_BYTES = 16

/** About how many bytes a value holds beside what was `seen` before; all of it is seen then. */
export function heldBytes(root: object, seen: WeakSet<object>): number {
  let bytes = 0
  const waiting: object[] = [root]
  for (;;) {
    const next = waiting.pop()
    if (next === undefined) return bytes
    if (seen.has(next)) continue
    seen.add(next)
    bytes += OBJECT_BYTES
    for (const value of Object.values(next) as unknown[]) {
      bytes += ENTRY_BYTES
      if (typeof value === 'string') bytes += TEXT_BYTES + value.length
      else if (typeof value === 'object' && value !== null) waiting.push(value)
    }
  }
}
