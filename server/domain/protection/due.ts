/** Due times of schedules, of expired snapshots, and of domains that are being removed. */
import { RANK } from '../core/index.js'
import type { DomainDue, Touches } from '../core/index.js'
import { nextCollectionAt } from '../snapshots/index.js'
import type { ProtectionEvent } from './vocabulary.js'

export const protectionDue: DomainDue = (world, { name: cluster }, domain, offer) => {
  const { name } = domain
  if (domain.removedAt !== null)
    offer(domain.removedAt, RANK.removal, () => ({ type: 'finish-removal', cluster, name }))
  if (domain.active && domain.change === null) {
    for (const oneTime of domain.oneTimeSchedules) {
      offer(oneTime.at, RANK.oneTime, () => ({ type: 'run-one-time-schedule', cluster, name, id: oneTime.id }))
    }
  }
  if (domain.active && !domain.schedulesSuspended) {
    for (const schedule of domain.schedules) {
      if (schedule.nextAt === null || schedule.suspended) continue
      offer(schedule.nextAt, RANK.schedule, () => ({ type: 'run-schedule', cluster, name, id: schedule.id }))
    }
  }
  const collectionAt = nextCollectionAt(domain, world.settings.snapshotCollectionSeconds)
  offer(collectionAt, RANK.collection, () => ({ type: 'collect-snapshots', cluster, name }))
}

export const protectionTouches: Touches<ProtectionEvent['type']> = {
  'protection-domain-created': ({ cluster, domain: { name } }) => ({ what: 'domain', cluster, name })
}
