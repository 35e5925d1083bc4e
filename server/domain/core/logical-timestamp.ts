/** Optimistic locking: a client that names the state that it has seen changes nothing that has changed since. */
import { refuseUnless } from './refusal.js'

/** Refuses a timestamp other than the present one; without one the client does not care. */
export function refuseStale(what: string, present: number, seen: number | null): void {
  refuseUnless(
    seen === null || seen === present,
    'logical-timestamp/stale',
    () => `Logical timestamp mismatch for ${what}: it is at ${present}, not at ${seen}`
  )
}
