/** Protection domain snapshot endpoints, for snapshots on this cluster. */
import { domainOf, instant } from '../../domain/core/index.js'
import type { Instant } from '../../domain/core/index.js'
import { cerebroRows } from '../lists/index.js'
import type { V2Handlers } from '../core/index.js'
import { newestFirst, snapshotRows, snapshotsHeld } from './dto/snapshot.js'

/** A retention above this is an instant, in microseconds since the epoch (2001); below, a span from now on. EMU: not published. */
const INSTANT_MIN = 10 ** 15

export const drSnapshots = {
  getAllProtectionDomainSnapshots: ({ prism, query }) => {
    const { cluster } = prism
    const domains = Object.values(cluster.protectionDomains).filter(domain => domain.removedAt === null)
    const held = newestFirst(domains.map(domain => snapshotsHeld(cluster, domain, null)))
    return cerebroRows(snapshotRows(prism, held, query.full_details ?? true), query)
  },

  getSnapshotsForPd: ({ prism, path, query }) => {
    const domain = domainOf(prism.cluster, path.name)
    const held = snapshotsHeld(prism.cluster, domain, null)
    const ids = query.oob_schedule_ids
    const matching =
      ids === undefined ? held : held.filter(({ index }) => ids.includes(domain.snapshots[index]?.oneTimeId ?? NaN))
    return cerebroRows(snapshotRows(prism, matching, query.full_details ?? true), query, held.length)
  },

  removeSnapshot: ({ prism, path }) => {
    prism.submit({ type: 'remove-snapshot', name: path.name, snapshotId: path.snapshot_id })
    return { value: true }
  },

  modifySnapshot: ({ prism, path, body }) => {
    const until = retainedUntil(body.value, prism.world.now)
    prism.submit({ type: 'retain-snapshot', name: path.name, snapshotId: path.snapshot_id, until })
    return { value: true }
  }
} satisfies Partial<V2Handlers>

/** Null, zero and below mean for ever. */
function retainedUntil(value: number | null | undefined, now: Instant): Instant | null {
  if (value == null || value <= 0) return null
  return instant(value > INSTANT_MIN ? value : now + value)
}
