/** Everything that can happen to a world: facts that rules decide and `apply` writes down. */
import type { Instant, Usecs } from './time.js'
import type {
  Ha,
  Alert,
  Audit,
  Configuration,
  Datastore,
  FileServer,
  Image,
  BreakageKind,
  Incident,
  IscsiClient,
  Member,
  Metro,
  ModeChange,
  Network,
  NearSync,
  OneTimeSchedule,
  Pack,
  PowerState,
  ProgressMonitor,
  ProtectedVolumeGroup,
  ProtectionDomain,
  QueuedReplication,
  RemoteSite,
  Replication,
  Retention,
  Schedule,
  SiteTrouble,
  Snapshot,
  StorageContainer,
  StoragePool,
  Task,
  User,
  Vm,
  VmSnapshot,
  VmSpec,
  VolumeGroup,
  ImmobileVm
} from './world.js'

interface At {
  cluster: string
}

interface AtDomain extends At {
  domain: string
}

export type DomainEvent =
  // clusters and links
  | ({ type: 'power-lost' } & At)
  | ({ type: 'power-restored' } & At)
  /** Empty, and another one under its old name and addresses. */
  | ({ type: 'cluster-recreated'; uuid: string; id: number; incarnationId: number } & At)
  | ({ type: 'pack-changed'; pack: Pack } & At)
  | ({ type: 'vip-changed'; vip: string } & At)
  | ({ type: 'timezone-changed'; timezone: string } & At)
  | ({ type: 'configuration-changed'; change: Partial<Configuration> } & At)
  | ({ type: 'host-maintenance-changed'; uuid: string; inMaintenance: boolean } & At)
  | {
      type: 'lane-changed'
      a: string
      b: string
      from: string
      up: boolean
      bandwidthBytesPerSecond: number
      loss: number
    }
  /** It was told that nothing passes, or that something does again. */
  | { type: 'lane-stall-told'; from: string; to: string; told: boolean }
  /** A window of the bandwidth policy has opened or closed. */
  | { type: 'lane-limit-renewed'; from: string; to: string }
  | { type: 'latency-changed'; a: string; b: string; latencyUsecs: number }
  // incidents
  | { type: 'incident-planned'; incident: Incident }
  /** An event that it waits for has happened; so many more of them are waited for. */
  | { type: 'incident-noticed'; id: string; left: number }
  | { type: 'incident-began'; id: string; kind: BreakageKind; turnsAt: Instant | null }
  | { type: 'incident-turned'; id: string; down: boolean; turnsAt: Instant }
  | { type: 'incident-ended'; id: string; serial: number; kind: BreakageKind; state: 'ended' | 'withdrawn' }
  | ({ type: 'host-lost'; host: string } & At)
  | ({ type: 'host-restored'; host: string } & At)
  | ({ type: 'replication-service-stopped' } & At)
  | ({ type: 'replication-service-started' } & At)
  | { type: 'clock-jumped'; usecs: Usecs }
  // VMs
  | ({ type: 'vm-registered'; vm: Vm } & At)
  | ({ type: 'vm-unregistered'; uuid: string } & At)
  | ({ type: 'vm-power-changed'; uuid: string; powerState: PowerState; hostUuid: string | null } & At)
  | ({ type: 'vm-task-pending'; uuid: string; task: string | null } & At)
  | ({ type: 'mark-written'; uuid: string; mark: string; bytes: number } & At)
  | ({ type: 'vm-change-rate-changed'; uuid: string; bytesPerSecond: number } & At)
  | ({ type: 'ha-changed'; ha: Ha } & At)
  // networks
  | ({ type: 'network-created'; network: Network } & At)
  /** Adapters of VMs follow a change of its name. */
  | ({ type: 'network-changed'; network: Network } & At)
  | ({ type: 'network-removed'; uuid: string } & At)
  // volume groups
  | ({ type: 'volume-group-registered'; group: VolumeGroup } & At)
  | ({ type: 'volume-group-changed'; group: VolumeGroup } & At)
  | ({ type: 'volume-group-unregistered'; uuid: string } & At)
  | ({ type: 'iscsi-client-changed'; client: IscsiClient } & At)
  // file servers
  | ({ type: 'file-server-registered'; server: FileServer } & At)
  | ({ type: 'file-server-changed'; server: FileServer } & At)
  // storage
  | ({ type: 'storage-container-created'; container: StorageContainer } & At)
  | ({ type: 'storage-container-changed'; container: StorageContainer } & At)
  | ({ type: 'storage-container-removed'; uuid: string } & At)
  | ({ type: 'datastore-changed'; datastore: Datastore } & At)
  | ({ type: 'storage-pool-changed'; pool: StoragePool } & At)
  | ({ type: 'disk-removal-started'; uuid: string } & At)
  | ({ type: 'disk-removal-given-up'; uuid: string } & At)
  | ({ type: 'disk-removed'; uuid: string } & At)
  /** `bytes` are written by the change itself. */
  | ({ type: 'vm-configured'; uuid: string; name: string; spec: VmSpec; bytes: number } & At)
  | ({ type: 'vm-snapshot-taken'; snapshot: VmSnapshot } & At)
  | ({ type: 'vm-snapshots-removed'; uuids: string[] } & At)
  | ({ type: 'image-written'; image: Image } & At)
  | ({ type: 'image-removed'; uuid: string } & At)
  // remote sites
  | ({ type: 'remote-site-added'; site: RemoteSite } & At)
  | ({ type: 'remote-site-changed'; site: RemoteSite } & At)
  | ({ type: 'remote-site-removed'; name: string } & At)
  /** Null when it is over. */
  | ({ type: 'remote-site-trouble-noted'; name: string; trouble: SiteTrouble | null } & At)
  // protection domains
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
  // schedules
  | ({ type: 'schedule-added'; schedule: Schedule } & AtDomain)
  | ({ type: 'schedule-replaced'; schedule: Schedule } & AtDomain)
  | ({ type: 'schedule-removed'; id: string } & AtDomain)
  | ({ type: 'schedule-retention-set'; id: string; retention: Retention } & AtDomain)
  | ({ type: 'schedule-ran'; id: string; nextAt: Instant | null } & AtDomain)
  | ({ type: 'near-sync-changed'; id: string; nearSync: NearSync; nextAt: Instant | null } & AtDomain)
  | ({ type: 'one-time-schedule-added'; schedule: OneTimeSchedule } & AtDomain)
  | ({ type: 'one-time-schedule-removed'; id: number } & AtDomain)
  | ({ type: 'schedules-suspended'; suspended: boolean } & AtDomain)
  // metro availability, vStores
  | ({ type: 'metro-changed'; metro: Metro } & AtDomain)
  | ({ type: 'vstore-covered'; container: string } & AtDomain)
  // settings
  | ({ type: 'min-snapshots-set'; count: number | null } & AtDomain)
  | ({ type: 'sra-state-set'; state: string } & AtDomain)
  | ({ type: 'entities-regrouped'; members: Member[] } & AtDomain)
  // snapshots
  | ({ type: 'snapshot-taken'; snapshot: Snapshot } & AtDomain)
  | ({ type: 'snapshot-received'; snapshot: Snapshot } & AtDomain)
  | ({ type: 'snapshots-removed'; snapshots: { origin: string; id: number }[] } & AtDomain)
  | ({ type: 'snapshot-retention-set'; origin: string; id: number; until: Instant | null } & AtDomain)
  // replication
  | ({ type: 'replication-queued'; site: string; queued: QueuedReplication } & AtDomain)
  | ({ type: 'replications-dropped'; site: string; snapshots: { origin: string; id: number }[] } & AtDomain)
  | ({ type: 'replication-started'; site: string; replication: Replication } & AtDomain)
  | ({ type: 'replication-admitted'; site: string; target: string } & AtDomain)
  | ({ type: 'replication-paused'; site: string; target: string } & AtDomain)
  /** Makes no progress, though nothing is wrong with its lane. */
  | ({ type: 'replication-stalled'; site: string; target: string } & AtDomain)
  | ({ type: 'replication-resumed'; site: string; target: string } & AtDomain)
  /** It was told that the transfer does not move, or it moves again. */
  | ({ type: 'replication-stall-told'; site: string; told: boolean } & AtDomain)
  /** Nothing gets through to the site, or something does again. */
  | ({ type: 'replication-failing'; site: string; since: Instant | null } & AtDomain)
  | ({
      type: 'replication-ended'
      site: string
      target: string
      outcome: 'succeeded' | 'failed' | 'aborted'
      /** The snapshot as the sender names it. */
      snapshotId: string
    } & AtDomain)
  // changes of mode
  /** VMs cannot move, so that nothing has begun. */
  | ({ type: 'migration-declined'; remoteSite: string; immobile: readonly ImmobileVm[] } & AtDomain)
  | ({ type: 'mode-change-started'; change: ModeChange } & AtDomain)
  | ({ type: 'mode-change-advanced'; change: ModeChange } & AtDomain)
  | ({ type: 'mode-change-ended'; outcome: 'succeeded' | 'failed' } & AtDomain)
  | ({ type: 'monitor-started'; monitor: ProgressMonitor } & At)
  | ({ type: 'monitor-ended'; id: string; status: 'succeeded' | 'failed' | 'aborted'; errorCode: number } & At)
  | ({ type: 'monitor-dismissed'; id: string } & At)
  // tasks, alerts, audits
  | ({ type: 'task-started'; task: Task } & At)
  | ({
      type: 'task-ended'
      uuid: string
      status: 'Succeeded' | 'Failed'
      errorCode: number
      errorDetail: string | null
    } & At)
  | ({ type: 'alert-raised'; alert: Alert } & At)
  | ({ type: 'alert-repeated'; id: string; values: Record<string, string> } & At)
  | ({ type: 'alert-acknowledged'; id: string; user: string } & At)
  | ({ type: 'alert-resolved'; id: string; user: string | null } & At)
  | ({ type: 'audit-recorded'; audit: Audit } & At)
  // users
  | ({ type: 'user-added'; account: User } & At)
  | ({ type: 'user-changed'; account: User } & At)
  | ({ type: 'user-removed'; username: string } & At)
  | ({ type: 'audit-acknowledged'; id: string; user: string } & At)

export type EventType = DomainEvent['type']
export type EventOf<T extends EventType> = Extract<DomainEvent, { type: T }>
