/** Retention of snapshots: an expiry set when they are taken, and the newest kept beyond theirs. */
import { intervalUsecs } from './schedules/schedule.js'
import { NEVER, USECS_PER_DAY, after, seconds } from '../core/index.js'
import type { Instant, Keep, ProtectionDomain, Recurrence, Snapshot, SnapshotIdentity, View } from '../core/index.js'

const DAYS_PER_MONTH = 30

/** Keep-last-N is an expiry N intervals after the creation [C: web console, hourly, keep 1: an hour]. */
export function expiryOf(keep: View<Keep>, recurrence: View<Recurrence>, createdAt: Instant): Instant {
  switch (keep.unit) {
    case 'NUM_SNAPSHOTS':
      return after(createdAt, keep.count * intervalUsecs(recurrence))
    case 'DAYS':
      return after(createdAt, keep.count * USECS_PER_DAY)
    case 'WEEKS':
      return after(createdAt, keep.count * 7 * USECS_PER_DAY)
    case 'MONTHS':
      return after(createdAt, keep.count * DAYS_PER_MONTH * USECS_PER_DAY)
  }
}

/** How many of the newest snapshots of a side outlive their expiry. */
export function keptCount(domain: View<ProtectionDomain>): number {
  const least = domain.minSnapshotsToRetain ?? 1
  return least > 1 ? least : 1
}

/** Whether a change of mode waits for a snapshot: a migration for one that was taken here, since numbers are unique on each cluster alone. */
export function isUsedByModeChange({ change }: View<ProtectionDomain>, snapshot: View<Snapshot>): boolean {
  if (change === null || change.kind === 'deactivate') return false
  return (
    change.snapshotId === snapshot.id &&
    (change.kind === 'migrate' ? snapshot.prefix === null : change.origin === snapshot.origin)
  )
}

/** Whether a snapshot is being sent, or a change of mode waits for it: it stays until that is over. */
function isInUse(domain: View<ProtectionDomain>, snapshot: View<Snapshot>): boolean {
  if (isUsedByModeChange(domain, snapshot)) return true
  const { outgoing } = domain
  for (const site in outgoing) {
    const current = outgoing[site]?.current
    if (current != null && current.snapshotId === snapshot.id && current.origin === snapshot.origin) return true
  }
  return false
}

/**
 * The place before the newest snapshots of a schedule or a migration, whose expiry does not count: behind it, that of
 * one-time ones does. Written as loops over places: every change of a domain asks when it next collects.
 */
function lastUnspared({ snapshots }: View<ProtectionDomain>, spared: number): number {
  let left = spared
  let at = snapshots.length - 1
  for (; at >= 0 && left > 0; at--) if (snapshots[at]?.kind !== 'one-time') left -= 1
  return at
}

/** Whether the expiry of the snapshot at a place counts: all do but the newest ones of a schedule or a migration. */
function isExpiring({ kind, expiresAt }: View<Snapshot>, at: number, unspared: number): boolean {
  return expiresAt !== null && (at <= unspared || kind === 'one-time')
}

/**
 * The snapshot that is collected next: of those whose expiry counts and that nothing uses, the one that expires first. The
 * snapshot and not the instant is answered, since a number that is handed over is put into an object each time.
 */
export function nextCollected(domain: View<ProtectionDomain>): View<Snapshot> | undefined {
  const { snapshots } = domain
  const unspared = lastUnspared(domain, keptCount(domain))
  let next: View<Snapshot> | undefined
  for (let at = 0; at < snapshots.length; at++) {
    const snapshot = snapshots[at]
    if (snapshot === undefined || !isExpiring(snapshot, at, unspared)) continue
    const isSooner = next === undefined || (snapshot.expiresAt ?? NEVER) < (next.expiresAt ?? NEVER)
    if (isSooner && !isInUse(domain, snapshot)) next = snapshot
  }
  return next
}

/** Snapshots that expired long enough ago to be removed, the newest first, by what an event names them by. */
export function collectableSnapshots(
  domain: View<ProtectionDomain>,
  collectionSeconds: number,
  now: Instant
): SnapshotIdentity[] {
  const unspared = lastUnspared(domain, keptCount(domain))
  const expiredBy = now - seconds(collectionSeconds)
  let found: SnapshotIdentity[] | undefined
  for (let at = domain.snapshots.length - 1; at >= 0; at--) {
    const snapshot = domain.snapshots[at]
    if (snapshot === undefined || !isExpiring(snapshot, at, unspared)) continue
    if ((snapshot.expiresAt ?? NEVER) > expiredBy || isInUse(domain, snapshot)) continue
    const { origin, id } = snapshot
    if (found === undefined) found = [{ origin, id }]
    else found.push({ origin, id })
  }
  return found ?? []
}

/** Whether a snapshot is past its expiry and not among the newest, which are kept beyond theirs. */
export function hasExpired(domain: View<ProtectionDomain>, snapshot: View<Snapshot>, now: Instant): boolean {
  if (snapshot.expiresAt === null || snapshot.expiresAt > now) return false
  const at = domain.snapshots.lastIndexOf(snapshot)
  return at >= 0 && isExpiring(snapshot, at, lastUnspared(domain, keptCount(domain)))
}
