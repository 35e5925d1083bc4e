/** What falls due next, entity by entity: what the rooms know of it, united. */
import { activationDue } from './activation/rules.js'
import { Soonest } from './core/index.js'
import type {
  Cluster,
  DomainDue,
  DomainEvent,
  Due,
  EventType,
  ProtectionDomain,
  Touched,
  Touches,
  View,
  World
} from './core/index.js'
import { incidentTouches } from './incidents/rules.js'
import { inventoryTouches } from './inventory/rules.js'
import { linkTouches } from './links/rules.js'
import { metroDue } from './metro/rules.js'
import { noticeTouches } from './notices/rules.js'
import { protectionDue, protectionTouches } from './protection/rules.js'
import { replicationDue, replicationTouches } from './replication/rules.js'
import { settingsTouches } from './settings/rules.js'

export { dueOfIncident } from './incidents/rules.js'
export { dueOfSites } from './links/rules.js'
export { dueOfTask } from './notices/rules.js'
export { dueOfLane } from './replication/rules.js'
export type { Transfer } from './replication/rules.js'

/** Of two that are due at one instant with one rank, the earlier in this list goes first. */
const domainDues: readonly DomainDue[] = [activationDue, metroDue, replicationDue, protectionDue]

/** The next thing that happens to a protection domain by itself; null while its site is dark or nothing will. */
export function dueOfDomain(
  world: View<World>,
  here: View<Cluster>,
  domain: View<ProtectionDomain>,
  soonest = new Soonest(world.now)
): Due | null {
  if (isDark(here)) return null
  soonest.asked = 0
  for (const offer of domainDues) {
    offer(world, here, domain, soonest)
    soonest.asked += 1
  }
  return soonest.due
}

/** The same, where it is known by whom it was offered (`Soonest.by`), and nothing has changed about the domain since. */
export function dueOfDomainBy(
  by: number,
  world: View<World>,
  here: View<Cluster>,
  domain: View<ProtectionDomain>
): Due | null {
  if (isDark(here)) return null
  const soonest = new Soonest(world.now)
  domainDues[by]?.(world, here, domain, soonest)
  return soonest.due
}

function isDark(here: View<Cluster>): boolean {
  return here.power === 'lost' || here.replicationService === 'down'
}

const touches: Touches<EventType> = {
  ...noticeTouches,
  ...linkTouches,
  ...inventoryTouches,
  ...settingsTouches,
  ...replicationTouches,
  ...protectionTouches,
  ...incidentTouches
}

const NOTHING: Touched = { what: 'nothing' }

/** Whose next due time an event may have changed. */
export function touchedBy(event: DomainEvent): Touched {
  const touched = touches[event.type] as ((event: DomainEvent) => Touched) | undefined
  if (touched !== undefined) return touched(event)
  return 'domain' in event && typeof event.domain === 'string'
    ? { what: 'domain', cluster: event.cluster, name: event.domain }
    : NOTHING
}

/** Whether nothing is under way but the waiting for schedules and for expired snapshots to be collected. */
export function idle(world: View<World>): boolean {
  return Object.values(world.clusters).every(
    cluster =>
      Object.values(cluster.tasks).every(task => task.status !== 'Running' && task.status !== 'Queued') &&
      Object.values(cluster.protectionDomains).every(
        domain =>
          domain.change === null &&
          domain.removedAt === null &&
          domain.oneTimeSchedules.length === 0 &&
          domain.metro?.syncedAt == null &&
          Object.values(domain.outgoing).every(({ current }) => current === null)
      )
  )
}
