/** What falls due next, entity by entity: what the rooms know of it, united. */
import { activationDue } from './activation/rules.js'
import { MOVES } from './core/index.js'
import type {
  Cluster,
  DomainDue,
  DomainEvent,
  EventType,
  Moves,
  ProtectionDomain,
  Soonest,
  Touched,
  Touches,
  View,
  World
} from './core/index.js'
import { incidentTouches } from './incidents/rules.js'
import { inventoryTouches } from './inventory/rules.js'
import { linkTouches } from './links/rules.js'
import { metroDue } from './metro/rules.js'
import { noticeMoves, noticeTouches } from './notices/rules.js'
import { collectionDue, protectionMoves, protectionTouches, scheduleDue } from './protection/rules.js'
import { replicationDue, replicationMoves, replicationTouches } from './replication/rules.js'
import { settingsTouches } from './settings/rules.js'
import { snapshotMoves } from './snapshots/rules.js'

export { dueOfIncident } from './incidents/rules.js'
export { dueOfSites } from './links/rules.js'
export { dueOfTask } from './notices/rules.js'
export { offerOfLane } from './replication/rules.js'
export type { FirstTransfer } from './replication/rules.js'

/**
 * What falls due of a protection domain by itself: a kind for each bit of `MOVES`, in that order. Of two that are due at one
 * instant with one rank, the earlier in this list goes first.
 */
export const domainDues: readonly DomainDue[] = [activationDue, metroDue, replicationDue, scheduleDue, collectionDue]

/** Offers the next thing of a kind that happens to a protection domain by itself: nothing while its site is dark or nothing will. */
export function offerOfDomain(
  kind: number,
  world: View<World>,
  here: View<Cluster>,
  domain: View<ProtectionDomain>,
  soonest: Soonest
): void {
  if (!isDark(here)) domainDues[kind]?.(world, here, domain, soonest)
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

const moves: Moves<EventType> = { ...noticeMoves, ...snapshotMoves, ...replicationMoves, ...protectionMoves }

/** What the events of a type move: a thing that the table of its room names, or kinds of the due times of their domain. */
export interface Movement {
  readonly touched: ((event: DomainEvent) => Touched) | 'transfer' | undefined
  /** Bits of `MOVES`. */
  readonly kinds: number
}

const movements = new Map<EventType, Movement>(
  ([...Object.keys(touches), ...Object.keys(moves)] as EventType[]).map(type => [
    type,
    { touched: touches[type] as Movement['touched'], kinds: moves[type] ?? MOVES.all }
  ])
)

const OF_ITS_DOMAIN: Movement = { touched: undefined, kinds: MOVES.all }

/** What the events of a type move; what is in no table may have moved every due time of the domain that it names. */
export function movementOf(type: EventType): Movement {
  return movements.get(type) ?? OF_ITS_DOMAIN
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
