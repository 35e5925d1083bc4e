/** A protection domain as it is when it is made. */
import type { IdSource } from './ids.js'
import type { ProtectionDomain, View, World } from './world.js'

/** A domain without members, schedules or snapshots. */
export function emptyDomain(
  world: View<World>,
  name: string,
  active: boolean,
  annotations: readonly string[],
  ids: IdSource
): ProtectionDomain {
  return {
    name,
    serial: ids.number(),
    createdAt: world.now,
    active,
    forced: false,
    annotations,
    members: [],
    volumeGroups: [],
    schedules: [],
    schedulesSuspended: false,
    oneTimeSchedules: [],
    snapshots: [],
    outgoing: {},
    minSnapshotsToRetain: null,
    sraState: null,
    vstore: null,
    metro: null,
    change: null,
    removedAt: null
  }
}
