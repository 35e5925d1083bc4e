/** Maps the clock of a lab to its form in the control API. */
import type { Lab } from '../../labs/index.js'
import { rfc3339 } from '../../domain/core/index.js'
import type { Due } from '../../domain/core/index.js'
import type { Model } from './models.js'

export function clockOf(lab: Lab): Model<'Clock'> {
  const { mode, rate } = lab.pace.state
  const { now } = lab.world
  const next = lab.engine.nextDue
  return {
    ...{ mode, rate, now: rfc3339(now), now_usecs: now, advancing: lab.advancing },
    ...(next !== undefined && { next: nextDueOf(next) })
  }
}

function nextDueOf({ at, command }: Due): Model<'NextDue'> {
  return {
    what: command.type,
    ...('cluster' in command && { cluster: command.cluster }),
    ...('name' in command && typeof command.name === 'string' && { name: command.name }),
    at: rfc3339(at),
    at_usecs: at
  }
}
