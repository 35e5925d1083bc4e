/** What the guide says, checked one by one. */
import { inspect, isDeepStrictEqual } from 'node:util'

interface FailedExpectation {
  readonly chapter: string
  readonly claim: string
  readonly expected: string
  readonly found: string
}

export class Expectations {
  /** What is being played. */
  chapter = 'its opening'
  readonly failures: FailedExpectation[] = []
  #passed = 0

  /** How many were as the guide says. */
  get passed(): number {
    return this.#passed
  }

  /** What was found has to be what was expected. Where it is not, that is kept, so that the play can go on. */
  check(claim: string, found: unknown, expected: unknown): FailedExpectation | undefined {
    if (isDeepStrictEqual(found, expected)) {
      this.#passed += 1
      return undefined
    }
    const failure = { chapter: this.chapter, claim, expected: inspectValue(expected), found: inspectValue(found) }
    this.failures.push(failure)
    return failure
  }
}

/** What was claimed, and what is so instead. */
export function describeFailure({ claim, expected, found }: FailedExpectation): string {
  return `${claim}: expected ${expected}, found ${found}`
}

function inspectValue(value: unknown): string {
  return inspect(value, { breakLength: Infinity, depth: 4, maxArrayLength: 20, sorted: true })
}
