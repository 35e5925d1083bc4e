/** Schedules that follow a migration, where the setting `carrySchedules` says so; the product leaves the target without any. */
import type { Cluster, DomainEvent, DomainScene, View } from '../../core/index.js'
import { newNearSync } from '../near-sync/near-sync.js'
import { nextFiring } from './schedule.js'
import { siteFor } from '../../links/index.js'

/** Adds the source's schedules on the target, replicating in the opposite direction. */
export function carrySchedules({ world, here, domain, ids }: DomainScene, peer: View<Cluster>): DomainEvent[] {
  const back = siteFor(world, peer, here.name)?.name
  return domain.schedules.map(schedule => {
    const keeps = Object.values(schedule.retention.remote)
    const first = keeps[0]
    const remote = back === undefined || first === undefined ? {} : { [back]: first }
    return {
      type: 'schedule-added',
      cluster: peer.name,
      domain: domain.name,
      schedule: {
        ...schedule,
        // Where schedules are suspended, the source has stopped counting.
        nextAt:
          schedule.nextAt !== null && schedule.nextAt < world.now
            ? nextFiring(schedule.recurrence, world.now)
            : schedule.nextAt,
        id: `${schedule.recurrence.type.toLowerCase()}-${ids.number()}`,
        retention: { ...schedule.retention, remote },
        nearSync:
          schedule.nearSync === null
            ? null
            : newNearSync({ ...schedule.retention, remote }, schedule.nearSync.rollUpUuid, world.now)
      }
    }
  })
}
