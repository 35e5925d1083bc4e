/** Plain data of any size as JSON, written in slices. */
import type { Steps } from './steps.js'

/** Objects and lists down to here are written part by part, what lies deeper at once. */
const DEPTH = 5
/** Characters that are written in one turn. */
const SLICE_CHARACTERS = 262_144

/** An answer that is written as `JSON.stringify` would, in slices. It must not change before that: a view that somebody kept. */
export class JsonTree {
  constructor(readonly root: object) {}

  *write(): Steps<Buffer> {
    const pieces: Buffer[] = []
    let text = ''
    for (const part of partsOf(this.root, DEPTH)) {
      text += part
      if (text.length < SLICE_CHARACTERS) continue
      pieces.push(Buffer.from(text))
      text = ''
      yield
    }
    pieces.push(Buffer.from(text))
    return Buffer.concat(pieces)
  }
}

function* partsOf(value: unknown, depth: number): Generator<string> {
  if (depth === 0 || typeof value !== 'object' || value === null) {
    yield JSON.stringify(value ?? null)
    return
  }
  let separator = ''
  if (Array.isArray(value)) {
    yield '['
    for (const item of value as unknown[]) {
      yield separator
      yield* partsOf(item, depth - 1)
      separator = ','
    }
    yield ']'
    return
  }
  yield '{'
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined) continue
    yield `${separator}${JSON.stringify(key)}:`
    yield* partsOf(item, depth - 1)
    separator = ','
  }
  yield '}'
}
