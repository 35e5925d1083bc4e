/** What the guide says, checked one by one. */
import { inspect, isDeepStrictEqual } from 'node:util'

interface Disappointment {
  readonly chapter: string
  readonly claim: string
  readonly expected: string
  readonly found: string
}

export class Expectations {
  /** What is being played. */
  chapter = 'its opening'
  readonly disappointments: Disappointment[] = []
  #met = 0

  /** How many were as the guide says. */
  get met(): number {
    return this.#met
  }

  /** What was found has to be what was expected. Where it is not, that is kept, so that the play can go on. */
  check(claim: string, found: unknown, expected: unknown): Disappointment | undefined {
    if (isDeepStrictEqual(found, expected)) {
      this.#met += 1
      return undefined
    }
    const disappointment = { chapter: this.chapter, claim, expected: shown(expected), found: shown(found) }
    this.disappointments.push(disappointment)
    return disappointment
  }
}

/** What was claimed, and what is so instead. */
export function told({ claim, expected, found }: Disappointment): string {
  return `${claim}: expected ${expected}, found ${found}`
}

function shown(value: unknown): string {
  return inspect(value, { breakLength: Infinity, depth: 4, maxArrayLength: 20, sorted: true })
}
