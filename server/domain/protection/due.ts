/** Due times of schedules, of domains that are being removed, and of expired snapshots. */
import { MOVES, RANK, after, seconds } from '../core/index.js'
import type { DomainDue, Moves, Touches } from '../core/index.js'
import { nextCollected } from '../snapshots/index.js'
import type { ProtectionEvent } from './vocabulary.js'

export const scheduleDue: DomainDue = (_, { name: cluster }, domain, soonest) => {
  const { name } = domain
  if (domain.removedAt !== null && soonest.accepts(domain.removedAt, RANK.removal))
    soonest.command = { type: 'finish-removal', cluster, name }
  if (domain.active && domain.change === null) {
    for (const { at, id } of domain.oneTimeSchedules) {
      if (soonest.accepts(at, RANK.oneTime)) soonest.command = { type: 'run-one-time-schedule', cluster, name, id }
    }
  }
  if (domain.active && !domain.schedulesSuspended) {
    for (const { nextAt, suspended, id } of domain.schedules) {
      if (nextAt !== null && !suspended && soonest.accepts(nextAt, RANK.schedule))
        soonest.command = { type: 'run-schedule', cluster, name, id }
    }
  }
}

export const collectionDue: DomainDue = (world, { name: cluster }, domain, soonest) => {
  const next = nextCollected(domain)
  if (next === undefined || next.expiresAt === null) return
  if (soonest.accepts(after(next.expiresAt, seconds(world.settings.snapshotCollectionSeconds)), RANK.collection))
    soonest.command = { type: 'collect-snapshots', cluster, name: domain.name }
}

export const protectionMoves: Moves<ProtectionEvent['type']> = { 'schedule-ran': MOVES.schedules }

export const protectionTouches: Touches<ProtectionEvent['type']> = {
  'protection-domain-created': ({ cluster, domain: { name } }) => ({ what: 'domain', cluster, name })
}
