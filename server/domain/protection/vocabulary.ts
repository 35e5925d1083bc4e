/** Commands, events and refusals: protection domains: members, schedules, snapshots. */
import type { Refusals } from '../core/tables/refusals.js'
import type { At, AtDomain, OnCluster, OnDomain } from '../core/tables/target.js'
import type { Instant } from '../core/time.js'
import type {
  Keep,
  Member,
  OneTimeSchedule,
  ProtectedVolumeGroup,
  ProtectionDomain,
  Recurrence,
  Retention,
  Schedule
} from '../core/world.js'

/** What a client may say of a schedule; retention names the remote sites that it replicates to. */
export interface ScheduleRequest {
  recurrence: Omit<Recurrence, 'startAt' | 'type'> & { type: string; startAt: Instant | null }
  suspended: boolean
  appConsistent: boolean
  retention: RetentionRequest
}

export interface RetentionRequest {
  local: Keep | null
  remote: Record<string, Keep>
}

type ProtectionClientCommand =
  /** `standby` makes the side that is not active, as a fixture may: no client can. */
  | ({ type: 'create-protection-domain'; annotations: readonly string[]; standby?: true } & OnDomain)
  | ({ type: 'remove-protection-domain'; skipRemoteCheck: boolean } & OnDomain)
  | ({
      type: 'protect-vms'
      names: readonly string[]
      uuids: readonly string[]
      consistencyGroup: string | null
      appConsistent: boolean
      ignoreDuplicateOrMissing: boolean
      volumeGroupUuids?: readonly string[]
      /** Takes along what is attached to what is named: volume groups of VMs, VMs of volume groups. */
      relatedEntities?: boolean
    } & OnDomain)
  /** No list means every member. */
  | ({ type: 'unprotect-vms'; names: readonly string[] | null; volumeGroupUuids?: readonly string[] } & OnDomain)
  | ({ type: 'change-consistency-group'; group: string; appConsistent: boolean } & OnDomain)
  | ({ type: 'add-schedule'; schedule: ScheduleRequest } & OnDomain)
  /** All of them or none. */
  | ({ type: 'add-schedules'; schedules: readonly ScheduleRequest[] } & OnDomain)
  | ({ type: 'replace-schedule'; id: string; schedule: ScheduleRequest } & OnDomain)
  | ({ type: 'remove-schedule'; id: string } & OnDomain)
  | ({ type: 'remove-schedules'; ids: readonly string[] } & OnDomain)
  | ({ type: 'clear-schedules' } & OnDomain)
  /** Of a domain, all schedules at once, or none any more; those that are suspended one by one stay so. */
  | ({ type: 'suspend-schedules'; suspended: boolean } & OnDomain)
  | ({ type: 'set-retention'; id: string; retention: RetentionRequest } & OnDomain)
  | ({
      type: 'add-one-time-schedule'
      at: Instant | null
      appConsistent: boolean
      remoteSites: readonly string[]
      retentionSeconds: number | null
    } & OnDomain)
  | ({ type: 'remove-one-time-schedule'; id: number } & OnDomain)
  | ({ type: 'remove-one-time-schedules'; ids: readonly number[] } & OnDomain)
  /** A snapshot is named as this cluster names it: `42`, or `<prefix>:42`. */
  | ({ type: 'remove-snapshot'; snapshotId: string } & OnDomain)
  | ({ type: 'remove-snapshots'; snapshotIds: readonly string[] } & OnDomain)
  /** Null keeps it for ever. */
  | ({ type: 'retain-snapshot'; snapshotId: string; until: Instant | null } & OnDomain)
  | ({ type: 'retain-snapshots'; snapshotIds: readonly string[]; until: Instant | null } & OnDomain)
  /** How many of the newest snapshots outlive their expiry; null leaves it to the product. */
  | ({ type: 'set-min-snapshots'; count: number | null } & OnDomain)
  /** A snapshot at a remote site is named as that site's list names it: `<site>:42`, or `42`. */
  | ({ type: 'remove-remote-snapshot'; site: string; snapshotId: string } & OnDomain)
  /** Of several domains, by their names. */
  | ({
      type: 'remove-remote-snapshots'
      site: string
      snapshotIds: Readonly<Record<string, readonly string[]>>
    } & OnCluster)
  | ({ type: 'retrieve-snapshot'; site: string; snapshotId: string } & OnDomain)
  /** What the storage adapter of VMware's Site Recovery Manager notes down. */
  | ({ type: 'set-sra-state'; state: string } & OnDomain)

/** Given by the agenda alone, at the instant at which it falls due. */
type ProtectionDueCommand =
  | { type: 'run-schedule'; cluster: string; name: string; id: string }
  | { type: 'run-one-time-schedule'; cluster: string; name: string; id: number }
  | { type: 'collect-snapshots'; cluster: string; name: string }
  | { type: 'finish-removal'; cluster: string; name: string }

export type ProtectionCommand = ProtectionClientCommand | ProtectionDueCommand

export type ProtectionEvent =
  | ({ type: 'protection-domain-created'; domain: ProtectionDomain } & At)
  | ({ type: 'protection-domain-marked-for-removal'; at: Instant } & AtDomain)
  | ({ type: 'protection-domain-removed'; until: Instant } & AtDomain)
  | ({ type: 'entities-protected'; members: Member[]; volumeGroups?: ProtectedVolumeGroup[] } & AtDomain)
  /** VMs and volume groups alike. */
  | ({ type: 'entities-unprotected'; uuids: string[] } & AtDomain)
  | ({
      type: 'protection-domain-activated'
      members: Member[]
      volumeGroups: ProtectedVolumeGroup[]
      forced: boolean
    } & AtDomain)
  | ({ type: 'protection-domain-deactivated' } & AtDomain)
  | ({ type: 'schedule-added'; schedule: Schedule } & AtDomain)
  | ({ type: 'schedule-replaced'; schedule: Schedule } & AtDomain)
  | ({ type: 'schedule-removed'; id: string } & AtDomain)
  | ({ type: 'schedule-retention-set'; id: string; retention: Retention } & AtDomain)
  | ({ type: 'schedule-ran'; id: string; nextAt: Instant | null } & AtDomain)
  | ({ type: 'one-time-schedule-added'; schedule: OneTimeSchedule } & AtDomain)
  | ({ type: 'one-time-schedule-removed'; id: number } & AtDomain)
  | ({ type: 'schedules-suspended'; suspended: boolean } & AtDomain)
  | ({ type: 'min-snapshots-set'; count: number | null } & AtDomain)
  | ({ type: 'sra-state-set'; state: string } & AtDomain)
  | ({ type: 'entities-regrouped'; members: Member[] } & AtDomain)

export const protectionRefusals = {
  'protection-domain/not-found': { number: 90020, grade: 'D' },
  'protection-domain/limit': { number: 90019 },
  'protection-domain/exists': { number: 90021, status: 422, grade: 'B' },
  'protection-domain/invalid-name': { number: 90022 },
  'protection-domain/tombstoned': { number: 90023 },
  'protection-domain/active': { number: 90024 },
  'protection-domain/not-active': { number: 90025 },
  'protection-domain/busy': { number: 90026 },
  'protection-domain/in-use': { number: 90027 },
  'protection-domain/no-snapshot': { number: 90028 },
  'protection-domain/stale-entities': { number: 90029 },
  'consistency-group/invalid': { number: 90030 },
  'schedule/not-found': { number: 90040, grade: 'D' },
  'schedule/invalid': { number: 90042 },
  'schedule/licence': { number: 90043 },
  'retention/invalid': { number: 90044 },
  'protection-domain/service-down': { number: 90084 },
  'protection-domain/snapshot-failed': { number: 90085 }
} as const satisfies Refusals

/** What whoever gives a command is answered. */
interface ProtectionResults {
  'add-schedule': Schedule
  'add-schedules': readonly Schedule[]
  'add-one-time-schedule': OneTimeSchedule
}

export interface ProtectionVocabulary {
  client: ProtectionClientCommand
  control: never
  due: ProtectionDueCommand
  results: ProtectionResults
  event: ProtectionEvent
  refusal: keyof typeof protectionRefusals
}
