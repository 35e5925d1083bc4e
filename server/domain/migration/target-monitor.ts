/** The progress monitor that the target shows of a migration, beside that of the source. */
import type { DomainEvent, DomainScene, EventOf, Migration, View } from '../core/index.js'
import { clusterOf } from '../core/index.js'
import { startMonitor } from '../notices/rules.js'

interface Monitored {
  readonly change: View<Migration>
  /** The beginning of the monitor, if it begins now. */
  readonly events: readonly DomainEvent[]
}

/**
 * The migration with a monitor on its target [C: fail-over script, which looks for `activate` there]. EMU: it begins when the
 * first snapshot is there; in a lab saved on the way by an older release, with the change of sides.
 */
export function monitorOnTarget({ world, domain, ids }: DomainScene, change: View<Migration>): Monitored {
  if (change.targetMonitorId !== undefined) return { change, events: [] }
  const id = ids.uuid()
  const there = { world, here: clusterOf(world, change.target) }
  const began = startMonitor(there, { id, operation: 'activate', domain: domain.name, expectedEnd: null })
  return { change: { ...change, targetMonitorId: id }, events: [began] }
}

/** The end of the target's monitor, if it has begun. */
export function endTargetMonitor(
  { target, targetMonitorId: id }: View<Migration>,
  status: EventOf<'monitor-ended'>['status']
): DomainEvent[] {
  if (id === undefined) return []
  return [{ type: 'monitor-ended', cluster: target, id, status, errorCode: status === 'succeeded' ? 0 : 1 }]
}
