/** Changes of side that are under way. */
import type { Instant } from '../time.js'

export type ModeChange = Migration | Activation | Deactivation

export interface Migration {
  kind: 'migrate'
  site: string
  target: string
  step: 'first-replication' | 'guest-shutdown' | 'second-replication'
  startedAt: Instant
  /** When the step ends by itself; null while it waits for a replication. */
  endsAt: Instant | null
  /** The snapshot that the current step sends. */
  snapshotId: number
  monitorId: string
  /** Of the monitor that the target shows, once the first snapshot is there; absent before, and in labs saved by older releases. */
  targetMonitorId?: string
  user: string
}

export interface Activation {
  kind: 'activate'
  startedAt: Instant
  endsAt: Instant
  origin: string
  snapshotId: number
  monitorId: string
  user: string
}

export interface Deactivation {
  kind: 'deactivate'
  startedAt: Instant
  endsAt: Instant
  monitorId: string
  user: string
}
