/** Which schedules are NearSync, and which of them a cluster may have. */
import { intervalUsecs } from '../schedule.js'
import { seconds } from '../time.js'
import type { Cluster, Recurrence, View } from '../world.js'

const HOUR_USECS = seconds(3600)
const NEARSYNC_MAX_USECS = seconds(15 * 60)
const SHORTEST_USECS = seconds(20)

/** 1 to 15 minutes, or a multiple of 20 seconds, selects NearSync; nothing else does [C: BP-2005]. */
export function nearSync(recurrence: View<Recurrence>): boolean {
  return intervalUsecs(recurrence) <= NEARSYNC_MAX_USECS
}

/** Why a cluster may not have a schedule; `absolute` where no pack helps. The text for a pack without NearSync is the form's [C: a screenshot]. */
export function licenceFault(
  here: View<Cluster>,
  recurrence: View<Recurrence>
): { absolute: boolean; message: string } | null {
  const interval = intervalUsecs(recurrence)
  if (interval >= HOUR_USECS) return null
  if (here.pack === 'starter') {
    return {
      absolute: !nearSync(recurrence) || interval % SHORTEST_USECS !== 0,
      message: 'Please enter a value greater than or equal to 60 minutes.'
    }
  }
  if (interval > NEARSYNC_MAX_USECS) {
    return {
      absolute: true,
      message: 'Please enter a value from 1 to 15 minutes, or greater than or equal to 60 minutes.'
    }
  }
  if (interval % SHORTEST_USECS !== 0) {
    return { absolute: true, message: 'Please enter a multiple of 20 seconds, or a value from 1 to 15 minutes.' }
  }
  return null
}
