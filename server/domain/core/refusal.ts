/** The product saying no. */
import type { RefusalCode } from './tables/vocabulary.js'

/** A request may say 65 536 characters in one value: no answer grows with that. */
const MESSAGE_LENGTH_MAX = 4000

/**
 * A command that the domain refuses. A refusal names a rule of the emulated product, never an HTTP status: each facade
 * decides how its own wire format tells the client.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal'

  constructor(
    readonly code: RefusalCode,
    message: string
  ) {
    super(message.length > MESSAGE_LENGTH_MAX ? withoutMiddle(message) : message)
  }
}

/** Its beginning says what it is about, its end what is wrong with that. */
function withoutMiddle(message: string): string {
  return `${message.slice(0, MESSAGE_LENGTH_MAX / 2)}…${message.slice(-MESSAGE_LENGTH_MAX / 2)}`
}

/** The value, or a refusal where there is none. */
export function required<T>(value: T | undefined | null, code: RefusalCode, message: string): T {
  if (value === undefined || value === null) throw new Refusal(code, message)
  return value
}

/** Refuses a text that has a fault; `what` names it, as the subject of the sentence that the fault ends. */
export function refuseFault(fault: string | null, code: RefusalCode, what: string): void {
  if (fault !== null) throw new Refusal(code, `${what} ${fault}`)
}

/** Refuses unless the condition holds. */
export function refuseUnless(condition: boolean, code: RefusalCode, message: () => string): asserts condition {
  if (!condition) throw new Refusal(code, message())
}
