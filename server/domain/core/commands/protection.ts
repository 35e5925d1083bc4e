/** Protection domains: members, schedules, snapshots and their way to other sites. */
import type { Instant } from '../time.js'
import type { Keep, Recurrence } from '../world.js'
import type { OnDomain } from './target.js'

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

export type ProtectionCommand =
  | ({ type: 'create-protection-domain'; annotations: readonly string[] } & OnDomain)
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
  | ({ type: 'replace-schedule'; id: string; schedule: ScheduleRequest } & OnDomain)
  | ({ type: 'remove-schedule'; id: string } & OnDomain)
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
  /** A snapshot is named as this cluster names it: `42`, or `<prefix>:42`. */
  | ({ type: 'remove-snapshot'; snapshotId: string } & OnDomain)
  /** Null keeps it for ever. */
  | ({ type: 'retain-snapshot'; snapshotId: string; until: Instant | null } & OnDomain)
  /** How many of the newest snapshots outlive their expiry; null leaves it to the product. */
  | ({ type: 'set-min-snapshots'; count: number | null } & OnDomain)
  /** A snapshot at a remote site is named as that site's list names it: `<site>:42`, or `42`. */
  | ({ type: 'remove-remote-snapshot'; site: string; snapshotId: string } & OnDomain)
  | ({ type: 'retrieve-snapshot'; site: string; snapshotId: string } & OnDomain)
  | ({ type: 'control-replication'; id: number; action: string } & OnDomain)
  /** What the storage adapter of VMware's Site Recovery Manager notes down. */
  | ({ type: 'set-sra-state'; state: string } & OnDomain)

export type ProtectionDueCommand =
  | { type: 'run-schedule'; cluster: string; name: string; id: string }
  | { type: 'run-one-time-schedule'; cluster: string; name: string; id: number }
  | { type: 'collect-snapshots'; cluster: string; name: string }
  | { type: 'finish-removal'; cluster: string; name: string }
  | { type: 'admit-replication'; cluster: string; name: string; site: string }
  | { type: 'finish-replication'; cluster: string; name: string; site: string }
  | { type: 'fail-stalled-replications'; from: string; to: string }
  | { type: 'tell-stalled-replication'; cluster: string; name: string; site: string }
