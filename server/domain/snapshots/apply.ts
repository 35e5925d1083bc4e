/** Appliers of snapshots and of NearSync. */
import { cluster, domain, domainOn, schedule } from '../core/index.js'
import type { Appliers, SnapshotIdentity } from '../core/index.js'
import type { SnapshotEvent } from './vocabulary.js'

function isAmong(named: readonly SnapshotIdentity[], { id, origin }: SnapshotIdentity): boolean {
  for (const each of named) if (each.id === id && each.origin === origin) return true
  return false
}

/** A snapshot is the same object in its event and in the world, where nobody writes to it: one that changes is replaced. */
export const snapshotAppliers: Appliers<SnapshotEvent['type']> = {
  'near-sync-changed': (draft, event) => {
    Object.assign(schedule(draft, event), { nearSync: event.nearSync, nextAt: event.nextAt })
  },
  'snapshot-taken': (draft, event) => {
    const here = domain(draft, event)
    draft.list(here, 'snapshots', here.snapshots).push(event.snapshot)
    if (event.snapshot.storeBytes > 0) cluster(draft, event).lightWeightBytes += event.snapshot.storeBytes
  },
  /** Kept in the order of creation: a queue that is overtaken can deliver an older one last. */
  'snapshot-received': (draft, event) => {
    const here = domain(draft, event)
    const snapshots = draft.list(here, 'snapshots', here.snapshots)
    if (event.snapshot.storeBytes > 0) cluster(draft, event).lightWeightBytes += event.snapshot.storeBytes
    let at = snapshots.length
    while (at > 0 && (snapshots[at - 1]?.createdAt ?? 0) > event.snapshot.createdAt) at -= 1
    if (at === snapshots.length) snapshots.push(event.snapshot)
    else snapshots.splice(at, 0, event.snapshot)
  },
  'snapshots-removed': (draft, event) => {
    const here = cluster(draft, event)
    const changed = domainOn(draft, here, event.domain)
    const snapshots = draft.list(changed, 'snapshots', changed.snapshots)
    let left = 0
    for (const snapshot of snapshots) {
      if (isAmong(event.snapshots, snapshot)) here.lightWeightBytes -= snapshot.storeBytes
      else snapshots[left++] = snapshot
    }
    while (snapshots.length > left) snapshots.pop()
  },
  'snapshot-retention-set': (draft, event) => {
    const changed = domain(draft, event)
    for (const [at, snapshot] of changed.snapshots.entries()) {
      if (snapshot.id === event.id && snapshot.origin === event.origin)
        draft.list(changed, 'snapshots')[at] = { ...snapshot, expiresAt: event.until }
    }
  }
}
