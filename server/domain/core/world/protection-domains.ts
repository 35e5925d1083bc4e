/** Protection domains, their members and their schedules. */
import type { Instant } from '../time.js'
import type { Metro } from './metro.js'
import type { ModeChange } from './mode-changes.js'
import type { Outgoing, Snapshot } from './snapshots.js'
import type { ProtectedVolumeGroup } from './volume-groups.js'
import type { View } from './view.js'

export interface ProtectionDomain {
  name: string
  /** Orders the domain in the agenda. */
  serial: number
  createdAt: Instant
  active: boolean
  /** It was activated while its other side was active, or could have been. */
  forced: boolean
  annotations: readonly string[]
  members: Member[]
  volumeGroups: ProtectedVolumeGroup[]
  schedules: Schedule[]
  schedulesSuspended: boolean
  oneTimeSchedules: OneTimeSchedule[]
  /** Oldest first; received ones stand among the local ones. */
  snapshots: Snapshot[]
  /** By remote site name. */
  outgoing: Record<string, Outgoing>
  minSnapshotsToRetain: number | null
  /** What the storage adapter of VMware's Site Recovery Manager noted down. */
  sraState: string | null
  /** Storage container that it covers as a whole; null for one that is made of single VMs. */
  vstore: string | null
  metro: Metro | null
  change: ModeChange | null
  /** When it goes, once it is marked for removal. */
  removedAt: Instant | null
}

export interface Member {
  uuid: string
  name: string
  handle: number
  consistencyGroup: string
  appConsistent: boolean
  /** Its UUID at the cluster of another hypervisor that it came from. */
  formerUuid?: string
}

export type ScheduleType = 'SECONDLY' | 'MINUTELY' | 'HOURLY' | 'DAILY' | 'WEEKLY' | 'MONTHLY'

/** When a schedule fires, whatever it then keeps. */
export interface Recurrence {
  type: ScheduleType
  everyNth: number
  /** The first point of the grid. */
  startAt: Instant
  endAt: Instant | null
  /** Days of the week (1 is Sunday) or of the month. */
  values: readonly number[]
  /** Seconds east of UTC, in which days begin. */
  timezoneOffsetSeconds: number
}

export interface Schedule {
  id: string
  recurrence: Recurrence
  suspended: boolean
  appConsistent: boolean
  retention: Retention
  /** The next firing while the domain is active. */
  nextAt: Instant | null
  /** Null for a schedule of an hour and more. */
  nearSync: NearSync | null
}

/** How a schedule of minutes stands: while it is not running, full snapshots are taken by the hour. */
export interface NearSync {
  state: 'seeding' | 'running' | 'fallen-back'
  since: Instant
  /** How often in a row a snapshot had not arrived when the next was due. */
  misses: number
  /** The schedules that roll up its snapshots, as one. */
  rollUpUuid: string
}

export type RetentionUnit = 'NUM_SNAPSHOTS' | 'DAYS' | 'WEEKS' | 'MONTHS'

/** How many snapshots (or for how long) a schedule keeps. */
export interface Keep {
  count: number
  unit: RetentionUnit
}

export interface Retention {
  local: Keep
  /** By remote site name: a site is replicated to because it is named here. */
  remote: Record<string, Keep>
}

export interface OneTimeSchedule {
  id: number
  at: Instant
  appConsistent: boolean
  remoteSites: readonly string[]
  /** Null keeps the snapshot until it is deleted. */
  retentionSeconds: number | null
}

/** Why a VM cannot be recovered at a site; EMU: the symbol, in the manner of the product's. */
export interface Immobility {
  readonly symbol: 'kGuestToolsNotInstalled' | 'kVmHasDeltaDisks' | 'kVmNameRestricted'
  readonly reason: string
}

/** A VM that cannot move, with everything that keeps it. */
export interface ImmobileVm {
  readonly vm: View<Member>
  readonly because: readonly Immobility[]
}
