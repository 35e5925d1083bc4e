/** Maps a domain event to the event model of the contract, and resolves event type names. */
import type { DomainEvent, EventType, Facts, View, World } from '../../domain/core/index.js'
import { rfc3339 } from '../../domain/core/index.js'
import { eventTypes, factsOf } from '../../domain/facts.js'
import type { Change } from '../../engine/index.js'
import { hintFor } from './closest.js'
import { ControlFault } from './faults.js'
import type { Model } from './models.js'

export type WorldEvent = Model<'WorldEvent'>

/** Every kind of event that can happen to a world. */
export function eventTypeNamed<Other extends string = never>(
  name: string,
  others: readonly Other[] = []
): EventType | Other {
  const known: readonly (EventType | Other)[] = [...eventTypes, ...others]
  const found = known.find(type => type === name)
  if (found !== undefined) return found
  throw new ControlFault('event-type/not-found', `There is no kind of event ${name}. ${hintFor(name, known)}`)
}

/** `world` is the one that the change has just been applied to. */
export function worldEvent(
  change: Pick<Change, 'revision' | 'at'>,
  event: DomainEvent,
  world: View<World>
): WorldEvent {
  return {
    type: event.type,
    revision: change.revision,
    at: rfc3339(change.at),
    at_usecs: change.at,
    ...('cluster' in event && { cluster: event.cluster }),
    ...factsOf(event, world)
  }
}

/** Whether an event names something: a protection domain, a remote site, or a VM by name or UUID. */
export function mentionsName(event: Facts, name: string): boolean {
  return [event.name, event.uuid, event.remote_site, ...(event.vms ?? [])].includes(name)
}
