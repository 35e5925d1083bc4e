/** Tasks, progress monitors, alerts and audits: what a cluster tells of what happened. */
import type { HaChange } from './ha.js'
import type { Instant } from '../time.js'
import type { FileServerSettings } from './file-servers.js'
import type { VmWork } from './vm-work.js'
import type { PowerState } from './vms.js'
import type { VolumeGroupWork } from './volume-groups.js'

type TaskStatus = 'Queued' | 'Running' | 'Succeeded' | 'Failed' | 'Aborted'

export interface Task {
  uuid: string
  /** Orders the task in the agenda. */
  serial: number
  operation: string
  status: TaskStatus
  createdAt: Instant
  /** When it ends, or ended. */
  endsAt: Instant
  errorCode: number
  errorDetail: string | null
  entities: readonly { id: string; type: string; name: string }[]
  /** What its end does to the world. */
  effect: TaskEffect | null
}

export type TaskEffect =
  | { type: 'power'; vm: string; to: PowerState }
  | { type: 'maintenance'; host: string; evacuation: string }
  | { type: 'disk-removal'; disk: string }
  | { type: 'ha'; change: HaChange }
  /** `made` are the UUIDs of what the work makes. */
  | { type: 'vm-work'; work: VmWork; made: readonly string[]; user: string }
  | { type: 'volume-group-work'; work: VolumeGroupWork; made: readonly string[]; user: string }
  | { type: 'file-server-activation'; server: string; settings: FileServerSettings }
  | { type: 'restore'; domain: string; origin: string; snapshotId: number; restore: Restore }

export interface Restore {
  vmUuids: readonly string[]
  volumeGroupUuids: readonly string[]
  volumeGroupPrefix: string
  replace: boolean
  namePrefix: string
  /** Folder for the disks of copies; absent where they lie as usual. */
  pathPrefix?: string
  user: string
}

/** What v1 calls the progress of a change of mode. */
export interface ProgressMonitor {
  id: string
  operation: 'activate' | 'deactivate'
  domain: string
  startedAt: Instant
  /** Null while it runs. */
  endedAt: Instant | null
  status: 'running' | 'succeeded' | 'failed' | 'aborted'
  errorCode: number
  /** What its percentage is computed from, where only time passes. */
  expectedEnd: Instant | null
}

/** What an alert or an audit is about. */
interface Entity {
  type:
    | 'protection_domain'
    | 'remote_site'
    | 'vm'
    | 'cluster'
    | 'host'
    | 'storage_container'
    | 'storage_pool'
    | 'disk'
    | 'volume_group'
    | 'file_server'
  name: string
  uuid: string | null
}

export interface Alert {
  id: string
  /** A key of the catalogue in `domain/notices/alerts.ts`. */
  type: string
  raisedAt: Instant
  lastAt: Instant
  /** Values of the placeholders of its message. */
  values: Record<string, string>
  entity: Entity
  acknowledgedAt: Instant | null
  acknowledgedBy: string | null
  resolvedAt: Instant | null
  resolvedBy: string | null
  autoResolved: boolean
}

/** Ids of the open alerts that resolve themselves: by type, then by what they are about (`domain/notices/open-alerts.ts`). */
export type OpenAlerts = Record<string, Record<string, string>>

/** A number that nobody has read yet, or text. */
export type AuditValue = string | number

/** What somebody, or the system, did: Prism's events. */
export interface Audit {
  id: number
  /** A key of the catalogue in `domain/notices/audits.ts`. */
  type: string
  at: Instant
  /** Context values in the order of the type. Clients see all of them as text; what is a number becomes text when somebody reads it. */
  values: readonly AuditValue[]
  entity: Entity
  user: string
  acknowledgedAt: Instant | null
  acknowledgedBy: string | null
}
