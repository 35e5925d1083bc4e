/** Mutes of alerts: health checks that are disabled raise none. */
import type { DomainEvent, View, World } from '../core/index.js'
import { getOwn } from '../core/index.js'

/** Drops the alerts of disabled checks from events, and the resolution of alerts that do not resolve by themselves. */
export function dropMutedAlerts(world: View<World>, events: readonly DomainEvent[]): readonly DomainEvent[] {
  return events.some(event => isMuted(world, event)) ? events.filter(event => !isMuted(world, event)) : events
}

function isMuted(world: View<World>, event: DomainEvent): boolean {
  if (event.type !== 'alert-raised' && (event.type !== 'alert-resolved' || event.user !== null)) return false
  const here = getOwn(world.clusters, event.cluster)
  if (here === undefined) return false
  const { disabledChecks, heldAlerts } = here.configuration
  if (event.type === 'alert-raised') return disabledChecks.includes(event.alert.type)
  return heldAlerts.length > 0 && heldAlerts.includes(here.alerts.find(({ id }) => id === event.id)?.type ?? '')
}
