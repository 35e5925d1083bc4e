/** The licence check of schedules: which of them a cluster may have. */
import { intervalUsecs, selectsNearSync } from '../snapshots/index.js'
import { seconds } from '../core/index.js'
import type { Cluster, Recurrence, View } from '../core/index.js'

const HOUR_USECS = seconds(3600)
const SHORTEST_USECS = seconds(20)

/** Fewer nodes than this cannot do NearSync [C: BP-2005; web console, a cluster of one node]. */
const NEARSYNC_NODES_MIN = 3

/** Why a cluster may not have a schedule; `absolute` where no pack helps. The text for a pack without NearSync is the form's [C: web console]. */
export function licenceFault(
  here: View<Cluster>,
  recurrence: View<Recurrence>
): { absolute: boolean; message: string } | null {
  const interval = intervalUsecs(recurrence)
  if (interval >= HOUR_USECS) return null
  const incapable = here.hosts.length < NEARSYNC_NODES_MIN
  if (here.pack === 'starter' || incapable) {
    return {
      absolute: incapable || !selectsNearSync(recurrence) || interval % SHORTEST_USECS !== 0,
      message: 'Please enter a value greater than or equal to 60 minutes.'
    }
  }
  if (!selectsNearSync(recurrence)) {
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
