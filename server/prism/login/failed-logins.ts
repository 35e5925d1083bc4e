/**
 * Wrong passwords, counted by who gave them for whom. The refusal of one more is late, twice as late every time, so that
 * guessing takes long; the right password is never held up.
 */
import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'

/** Failed logins that are refused without delay. */
export const PROMPT_FAILURES = 5

export const FIRST_DELAY_SECONDS = 0.125
export const DELAY_SECONDS_MAX = 2

/** Failures are forgotten after this long without another one. */
export const FAILURES_KEPT_SECONDS = 5 * 60

/** Addresses that are kept in mind; the one that failed the longest ago is forgotten first. */
export const ADDRESSES_MAX = 1_000

/** Users that are told apart for one address. Names can be made up: all beyond these count as one. */
export const USERS_OF_ADDRESS_MAX = 20

const ALL_OTHERS = 'others'

interface Failures {
  readonly count: number
  readonly lastAt: number
}

/** Whose password was given, and from where. */
interface LoginAttempt {
  /** Of the client. */
  readonly address: string
  readonly realm: string
  readonly user: string
}

export class FailedLogins {
  /** By address, in order of the last failure, and by user of a realm. */
  readonly #failures = new LRUCache<string, Map<string, Failures>>({ max: ADDRESSES_MAX })
  readonly #nowSeconds: () => number

  constructor({ nowSeconds }: { nowSeconds: () => number }) {
    this.#nowSeconds = nowSeconds
  }

  /** A password was wrong. Returns the real seconds that the refusal is late. */
  failed(attempt: LoginAttempt): number {
    const now = this.#nowSeconds()
    const users = this.#failures.get(attempt.address) ?? new Map<string, Failures>()
    for (const [user, { lastAt }] of users) if (now - lastAt > FAILURES_KEPT_SECONDS) users.delete(user)
    const own = keyOf(attempt)
    const key = users.has(own) || users.size < USERS_OF_ADDRESS_MAX ? own : ALL_OTHERS
    const count = (users.get(key)?.count ?? 0) + 1
    users.set(key, { count, lastAt: now })
    this.#failures.set(attempt.address, users)
    if (count <= PROMPT_FAILURES) return 0
    return Math.min(FIRST_DELAY_SECONDS * 2 ** (count - PROMPT_FAILURES - 1), DELAY_SECONDS_MAX)
  }

  /** A password was right: what was wrong before is forgotten. */
  succeeded(attempt: LoginAttempt): void {
    const users = this.#failures.peek(attempt.address)
    users?.delete(keyOf(attempt))
    if (users?.size === 0) this.#failures.delete(attempt.address)
  }

  /** How many failures of a user of an address are told apart at present. */
  get size(): number {
    return [...this.#failures.values()].reduce((sum, users) => sum + users.size, 0)
  }
}

/** Short, whatever name somebody has made up. */
function keyOf({ realm, user }: LoginAttempt): string {
  return createHash('sha256')
    .update(JSON.stringify([realm, user]))
    .digest('base64')
}
