/** Matches events against the pattern of an `until_event` request. */
import { clusterOf } from '../../domain/core/index.js'
import type { View, World } from '../../domain/core/index.js'
import type { Change } from '../../engine/index.js'
import type { Model, WorldEvent } from '../core/index.js'
import { eventTypeNamed, mentionsName, worldEvent } from '../core/index.js'

interface EventMatcher {
  /** The first matching event of a change that has just been applied to `world`. */
  matches(change: Change, world: View<World>): WorldEvent | undefined
  /** Description of the pattern, as part of a sentence. */
  readonly phrase: string
}

/** Throws for an unknown event type or cluster. */
export function eventMatcher(
  { type: wantedType, cluster, name }: Model<'EventPattern'>,
  world: View<World>
): EventMatcher {
  const type = eventTypeNamed(wantedType)
  if (cluster !== undefined) clusterOf(world, cluster)
  return {
    matches: (change, present) => {
      for (const event of change.events) {
        if (event.type !== type || (cluster !== undefined && !('cluster' in event && event.cluster === cluster)))
          continue
        const fields = worldEvent(change, event, present)
        if (name === undefined || mentionsName(fields, name)) return fields
      }
      return undefined
    },
    phrase: `${type}${name === undefined ? '' : ` of ${name}`}${cluster === undefined ? '' : ` on ${cluster}`}`
  }
}
