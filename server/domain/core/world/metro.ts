/** Metro availability: a storage container that two clusters hold alike, write by write. */
import type { Instant } from '../time.js'
import type { SnapshotVm } from './snapshots.js'

type MetroRole = 'Active' | 'Standby'
type MetroStatus = 'Synchronizing' | 'Enabled' | 'Disabled' | 'Decoupled'

/** Who decides when the other side is lost. */
export type FailureHandling = 'None' | 'Automatic' | 'Manual' | 'Witness'

/** One side of the relation; the other side has its own. */
export interface Metro {
  /** The storage container, of one name on both sides. */
  container: string
  /** The other side, as this one names it. */
  site: string
  role: MetroRole
  status: MetroStatus
  failureHandling: FailureHandling
  /** How long the other side may be out of reach before the relation breaks by itself. */
  breakAfterSeconds: number
  /** When both sides will hold the same; null unless they are being brought together. */
  syncedAt: Instant | null
  /** Since when the other side is out of reach of a relation that stands. */
  isolatedSince: Instant | null
  /** What a standby side that no write reaches holds. Absent while it is mirrored to, on an active side, and in worlds of before. */
  held?: MirroredCopy
}

/** A mirrored container as its standby side holds it. */
export interface MirroredCopy {
  /** The cluster that it was mirrored from. */
  readonly origin: string
  /** When the mirror stopped: no later write is in it. */
  readonly until: Instant
  /** False where the two sides were being brought together when it stopped. */
  readonly complete: boolean
  readonly vms: readonly SnapshotVm[]
}
