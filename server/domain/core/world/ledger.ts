/** The ledger: which recovery points were reached, how each fail-over went, and what it kept and lost. */
import type { Instant, Usecs } from '../time.js'

export interface Ledger {
  /** By the name of the domain, one for each way that its snapshots have gone. */
  protections: Record<string, Protection[]>
  /** Oldest first. */
  failovers: Failover[]
  /** Spans in which a domain was active on a cluster, the oldest first; the end is null while it is. */
  activity: Activity[]
  /** Spans in which a cluster had no power, the oldest first. */
  outages: Outage[]
}

/** A domain on its way from one cluster to another. */
export interface Protection {
  /** The cluster that took its snapshots. */
  source: string
  target: string
  /** When the first recovery point was reached. */
  since: Instant
  /** The last recovery points, written round and round as numbers: `domain/ledger/recovery-points.ts` reads and writes them. */
  points: number[]
  /** How many have been reached, those that are no longer listed included. */
  count: number
}

export interface RecoveryPoint {
  /** As the source counts them. */
  readonly snapshotId: number
  /** What it brings back. */
  readonly takenAt: Instant
  /** From when on it does. */
  readonly reachedAt: Instant
  /** What the schedules promised then: null without one that goes there. */
  readonly promisedUsecs: Usecs | null
}

export interface Failover {
  /** A standby side of metro availability is promoted, by hand or by a witness. */
  kind: 'migrate' | 'activate' | 'promote'
  domain: string
  /** The cluster that gave it up, or that lost it; null where no other one had it. */
  from: string | null
  to: string
  user: string
  startedAt: Instant
  endedAt: Instant | null
  outcome: 'running' | 'succeeded' | 'failed'
  /** When each step began. */
  steps: { name: string; at: Instant }[]
  /** The snapshot that it brought back. */
  snapshot: { id: number; origin: string; takenAt: Instant } | null
  /** When the mirror stopped that a promotion brought back; absent for the others. */
  mirroredUntil?: Instant
  /** When the last of its VMs was running again; null before. */
  runningAt: Instant | null
  /** By VM, in the order of the snapshot. */
  vms: FailoverVm[]
}

export interface FailoverVm {
  uuid: string
  /** Its UUID at the other side, where it got a new one there. */
  newUuid?: string
  name: string
  keptBytes: number
  /** Written after the snapshot, or the end of the mirror, and gone. */
  lostBytes: number
  keptMarks: number
  lostMarks: string[]
}

export interface Activity {
  cluster: string
  domain: string
  from: Instant
  to: Instant | null
}

export interface Outage {
  cluster: string
  from: Instant
  to: Instant | null
}
