/** Snapshots of protection domains that this cluster holds. */
import { domainOf, instant } from '../../domain/core/index.js'
import type { Instant } from '../../domain/core/index.js'
import { cerebroPage } from '../lists/index.js'
import type { V2Handlers } from '../core/index.js'
import { newestFirst, snapshotDtos } from './dto/snapshot.js'

/** A retention above this is an instant, in microseconds since the epoch (2001); below, a span from now on. EMU: not published. */
const INSTANT_MIN = 10 ** 15

export const drSnapshots = {
  getAllProtectionDomainSnapshots: ({ prism, query }) => {
    const { world, cluster: holder } = prism
    const shelves = Object.values(holder.protectionDomains)
      .filter(domain => domain.removedAt === null)
      .map(domain => ({ world, holder, domain, site: null }))
    const rows = newestFirst(shelves.map(shelf => snapshotDtos(shelf, query.full_details ?? true)))
    return cerebroPage(rows, query)
  },

  getSnapshotsForPd: ({ prism, path, query }) => {
    const { world, cluster: holder } = prism
    const domain = domainOf(holder, path.name)
    const rows = snapshotDtos({ world, holder, domain, site: null }, query.full_details ?? true)
    const ids = query.oob_schedule_ids
    const asked = ids === undefined ? rows : rows.filter(row => row.oob_schedule_ids?.some(id => ids.includes(id)))
    return cerebroPage(asked, query, rows.length)
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
