/** Events of a lab for a listener in this process, told before the change that brought them about is answered. */
import { rfc3339 } from '../../../domain/core/index.js'
import type { Lab } from '../../../labs/index.js'
import { WORLD_RESET } from './streams.js'
import { worldEvent } from '../world-event.js'
import type { WorldEvent } from '../world-event.js'

/** How often a running clock is looked at while somebody listens, in real milliseconds. */
const POLL_MS = 250

/**
 * Tells everything that happens from now on; returns the function that ends it. `fail` gets what keeps a running clock
 * from being looked at. Keeps no process alive.
 */
export function followEvents(
  lab: Lab,
  listener: (event: WorldEvent) => void,
  fail: (error: unknown) => void
): () => void {
  const endings = [
    lab.engine.subscribe(change => {
      for (const event of change.events) listener(worldEvent(change, event, lab.world))
    }),
    lab.onReset(() => {
      const { revision, now } = lab.world
      listener({ type: WORLD_RESET, revision, at: rfc3339(now), at_usecs: now })
    })
  ]
  const poll = setInterval(() => {
    try {
      lab.pace.catchUp()
    } catch (error) {
      fail(error)
    }
  }, POLL_MS)
  poll.unref()
  return () => {
    clearInterval(poll)
    for (const end of endings) end()
  }
}
