/** A new protection domain. */
import type { ProtectionDomain, Scene, View } from '../core/index.js'

/** A protection domain without members, schedules or snapshots. */
export function newProtectionDomain(
  { world, ids }: Scene,
  { name, active, annotations }: Pick<View<ProtectionDomain>, 'name' | 'active' | 'annotations'>
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
