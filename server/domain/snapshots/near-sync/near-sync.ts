/** NearSync: which schedules select it, its store of light-weight snapshots, and how it begins. */
import { bytesSince } from '../../inventory/index.js'
import { intervalUsecs } from '../schedules/schedule.js'
import { seconds } from '../../core/index.js'
import type {
  Cluster,
  Instant,
  NearSync,
  ProtectionDomain,
  Recurrence,
  Retention,
  Snapshot,
  View,
  World
} from '../../core/index.js'

const NEARSYNC_MAX_USECS = seconds(15 * 60)

/** 1 to 15 minutes, or a multiple of 20 seconds, selects NearSync; nothing else does [C: BP-2005]. */
export function selectsNearSync(recurrence: View<Recurrence>): boolean {
  return intervalUsecs(recurrence) <= NEARSYNC_MAX_USECS
}

/** NearSync at its beginning: without a remote site light-weight snapshots start at once; with one, a full snapshot goes there first [C: alert catalogue]. */
export function newNearSync(retention: View<Retention>, rollUpUuid: string, now: Instant): NearSync {
  return { state: nearSyncSite(retention) === null ? 'running' : 'seeding', since: now, misses: 0, rollUpUuid }
}

/** The one remote site that NearSync replicates to. */
export function nearSyncSite(retention: View<Retention>): string | null {
  return Object.keys(retention.remote)[0] ?? null
}

/** Bytes that a snapshot takes of the store of light-weight snapshots: what was written since the one before. */
export function storeBytesOf(domain: View<ProtectionDomain>, snapshot: View<Snapshot>): number {
  return snapshot.kind === 'light-weight' ? bytesSince(snapshot, domain.snapshots.at(-1)) : 0
}

/** The share of the nodes' flash that light-weight snapshots may take [C: BP-2005, 360 GB a node]. */
function reserveBytes(world: View<World>, here: View<Cluster>): number {
  return world.settings.nearSyncReserveBytesPerNode * here.hosts.length
}

/** Whether the store of light-weight snapshots of a cluster is full. */
export function reserveIsFull(world: View<World>, here: View<Cluster>): boolean {
  return here.lightWeightBytes > reserveBytes(world, here)
}

/** What a domain's light-weight snapshots take of the store. */
export function lightWeightBytesOf(domain: View<ProtectionDomain>): number {
  let bytes = 0
  for (const snapshot of domain.snapshots) bytes += snapshot.storeBytes
  return bytes
}
