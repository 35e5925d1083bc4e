/** Snapshots, and their way to remote sites. */
import type { Instant } from '../time.js'
import type { FlowName } from './links.js'
import type { Mark, PowerState, VmSpec } from './vms.js'
import type { SnapshotVolumeGroup } from './volume-groups.js'

export interface Snapshot {
  /** Unique on the cluster that took it. */
  id: number
  /** The cluster that took it. */
  origin: string
  /** By which name the receiving side knows the origin; null where it was taken. */
  prefix: string | null
  createdAt: Instant
  /** When its bytes were all here: the creation, where it was taken. */
  receivedAt: Instant
  expiresAt: Instant | null
  /** NearSync takes light-weight ones, and rolls up the first of an hour, a day, a week, a month. */
  kind: 'scheduled' | 'one-time' | 'migration' | 'light-weight' | 'rolled-up'
  /** What it takes of the store of light-weight snapshots; 0 where it is none. */
  storeBytes: number
  scheduleId: string | null
  oneTimeId: number | null
  appConsistent: boolean
  /** Sites that it is, or was, to be replicated to. */
  remoteSites: readonly string[]
  /** Which local storage container holds what came from each container of the sender; null where it was taken. */
  containers: Readonly<Record<string, string>> | null
  vms: readonly SnapshotVm[]
  volumeGroups: readonly SnapshotVolumeGroup[]
  missing: readonly { name: string; consistencyGroup: string }[]
  /** What only it holds, as the cluster said that it was captured from. */
  exclusiveBytes?: number
}

/** What tells a snapshot from all others, wherever it is. */
export type SnapshotIdentity = Pick<Snapshot, 'origin' | 'id'>

export interface SnapshotVm {
  uuid: string
  name: string
  handle: number
  consistencyGroup: string
  appConsistent: boolean
  /** Its guest was at rest, as application consistency asks for. */
  quiesced: boolean
  powerState: PowerState
  changeBytesPerSecond: number
  spec: VmSpec
  usedBytes: number
  writtenBytes: number
  marks: readonly Mark[]
  /** Its UUID at the cluster of another hypervisor that it came from. */
  formerUuid?: string
}

/** What a domain sends to one remote site: one transfer at a time, the others wait. */
export interface Outgoing {
  site: string
  current: Replication | null
  /** Oldest first. */
  queue: QueuedReplication[]
  lastSuccess: { snapshotId: string; startedAt: Instant; endedAt: Instant } | null
  /** Since when nothing gets through. */
  failingSince: Instant | null
}

export interface QueuedReplication {
  origin: string
  snapshotId: number
  /** When the copy at the remote site expires. */
  expiresAt: Instant | null
  queuedAt: Instant
  /** The other side asked for it back: it goes from an inactive domain to one that may be active. */
  retrieval?: true
}

type ReplicationPhase = 'handshake' | 'running' | 'paused' | 'stalled'

export interface Replication extends QueuedReplication {
  id: number
  /** The cluster that receives. */
  target: string
  startedAt: Instant
  phase: ReplicationPhase
  flow: FlowName
  /** When the handshake ends and bytes begin to flow. */
  admittedAt: Instant
  full: boolean
  totalBytes: number
  wireBytes: number
  /** The flow's served bytes at which it is done; meaningful while it runs. */
  tag: number
  /** Wire bytes still to send; meaningful while it does not run. */
  remainingWireBytes: number
  /** Since when it stands still: paused, or stuck. Null while it goes on. */
  pausedAt: Instant | null
  /** It was told that it does not move. */
  stallTold: boolean
  /** When it last took its share of the lane; meaningful while it runs. */
  enteredAt: Instant
}
