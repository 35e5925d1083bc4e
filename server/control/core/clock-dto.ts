/** Maps the clock of a lab to its form in the control API. */
import type { Lab } from '../../labs/index.js'
import { rfc3339 } from '../../domain/core/index.js'
import type { Model } from './models.js'

export function clockOf(lab: Lab): Model<'Clock'> {
  const { mode, rate } = lab.pace.state
  const { now } = lab.world
  return { mode, rate, now: rfc3339(now), now_usecs: now, advancing: lab.advancing }
}
