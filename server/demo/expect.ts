/** What the guide says, checked one by one. */
import { inspect, isDeepStrictEqual } from 'node:util'

export interface Disappointment {
  /** Chapter and claim. */
  readonly step: string
  readonly expected: string
  readonly found: string
}

export class Expectations {
  readonly disappointments: Disappointment[] = []
  #met = 0

  /** How many were as the guide says. */
  get met(): number {
    return this.#met
  }

  /** Whether what was found is what was expected. What is not is kept, so that the play can go on. */
  check(step: string, found: unknown, expected: unknown): boolean {
    if (isDeepStrictEqual(found, expected)) {
      this.#met += 1
      return true
    }
    this.disappointments.push({ step, expected: shown(expected), found: shown(found) })
    return false
  }
}

export function told({ step, expected, found }: Disappointment): string {
  return `not as the guide says: ${step}: expected ${expected}, found ${found}`
}

function shown(value: unknown): string {
  return inspect(value, { breakLength: Infinity, depth: 4, maxArrayLength: 20, sorted: true })
}
