/** Does something to the lab; what the server has against it is told at the edge. */
import { readClock } from '../core/clock.js'
import { changedNow } from '../core/events.js'
import { textOf } from '../core/failure.js'
import { toast } from '../parts/Toasts.js'

export function steer(work: () => Promise<unknown>): void {
  work()
    .catch((error: unknown) => toast('trouble', textOf(error)))
    .finally(() => {
      void readClock()
      changedNow()
    })
}
