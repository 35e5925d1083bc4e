/** Everything that can be asked of a world: by a client of the product, by a test, or by the agenda when it falls due. */
import type { Instant, Usecs } from './time.js'
import type {
  BandwidthPolicy,
  Breakage,
  Capability,
  ConfigurationEntries,
  ConfigurationSettings,
  ContainerPolicy,
  DhcpOptions,
  EntryOf,
  FailureHandling,
  FileServerNetwork,
  Keep,
  ListName,
  NetworkMapping,
  Pack,
  PowerState,
  Profile,
  Recurrence,
  Secret,
  StoragePool,
  Trigger,
  VmSpec,
  VmWork,
  VolumeGroupSpec,
  VolumeGroupWork
} from './world.js'

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

export interface RemoteSiteRequest {
  name: string
  addresses: Record<string, number>
  capabilities: readonly Capability[] | null
  containerMap: Record<string, string> | null
  networkMap: readonly NetworkMapping[] | null
  compression: boolean | null
  proxy: boolean | null
  ssh: boolean | null
  bandwidthPolicyEnabled: boolean | null
  bandwidthPolicy: BandwidthPolicy | null
  maxBytesPerSecond: number | null
}

export interface NetworkRequest {
  name: string
  vlanId: number
  annotation: string | null
  bridge: string | null
  type: string | null
  /** Null where its addresses are not to be managed. */
  ipam: IpamRequest | null
}

export interface IpamRequest {
  networkAddress: string
  prefixLength: number
  gateway: string | null
  dhcpServer: string | null
  dhcp: DhcpOptions
  /** First and last address, separated by a blank. */
  ranges: readonly string[]
}

export interface VmRequest {
  name: string
  spec: VmSpec
  changeBytesPerSecond: number
  powerState: PowerState
}

/** What there is to say of a user, its password apart. */
export interface UserRequest {
  profile?: Partial<Profile>
  roles?: readonly string[]
  enabled?: boolean
}
/** Entries of a list of the configuration, or one of them. */
export type ListedEntries = { [L in ListName]: { list: L; entries: readonly EntryOf<L>[] } }[ListName]
type ListedEntry = { [L in ListName]: { list: L; entry: EntryOf<L> } }[ListName]

/** A volume group that is there from the start, with what is on its disks. */
export interface VolumeGroupSeed {
  name: string
  spec: VolumeGroupSpec
  changeBytesPerSecond: number
  /** Names of VMs that have it attached. */
  attachedTo: readonly string[]
}

/** What a client says of a file server and the place where it is to serve; null leaves it as it is known. */
export interface FileServerRequest {
  name: string | null
  uuid: string | null
  /** Name of its protection domain. */
  domain: string | null
  internalNetwork: FileServerNetwork | null
  externalNetworks: readonly FileServerNetwork[] | null
  dnsServers: readonly string[] | null
  ntpServers: readonly string[] | null
}

/** What of a volume group a client may set at any time. */
interface VolumeGroupChange extends Partial<Omit<VolumeGroupSpec, 'disks'>> {
  name?: string
  /** Addresses of all its clients. */
  clients?: readonly string[]
}

/** What a client says of a storage container, new or not. */
export interface ContainerChange extends Partial<ContainerPolicy> {
  name?: string
  replicationFactor?: number
}

/** Who asked: the user's name in Prism, or `system`. */
interface OnCluster {
  cluster: string
  user: string
}

interface OnDomain extends OnCluster {
  name: string
}

interface OnNetwork extends OnCluster {
  uuid: string
}

/** Says which state of the thing the client has seen; null when it does not care. */
interface Stamped {
  logicalTimestamp: number | null
}

export type ClientCommand =
  | ({ type: 'add-remote-site'; site: RemoteSiteRequest } & OnCluster)
  | ({ type: 'update-remote-site'; site: Partial<RemoteSiteRequest> & { name: string } } & OnCluster)
  | ({ type: 'remove-remote-site'; name: string } & OnCluster)
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
  | ({ type: 'add-schedule'; schedule: ScheduleRequest } & OnDomain)
  | ({ type: 'replace-schedule'; id: string; schedule: ScheduleRequest } & OnDomain)
  | ({ type: 'remove-schedule'; id: string } & OnDomain)
  | ({ type: 'clear-schedules' } & OnDomain)
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
  /** Of a domain, all schedules at once, or none any more; those that are suspended one by one stay so. */
  | ({ type: 'suspend-schedules'; suspended: boolean } & OnDomain)
  /** How many of the newest snapshots outlive their expiry; null leaves it to the product. */
  | ({ type: 'set-min-snapshots'; count: number | null } & OnDomain)
  | ({ type: 'change-consistency-group'; group: string; appConsistent: boolean } & OnDomain)
  /** What the storage adapter of VMware's Site Recovery Manager notes down. */
  | ({ type: 'set-sra-state'; state: string } & OnDomain)
  /** A snapshot at a remote site is named as that site's list names it: `<site>:42`, or `42`. */
  | ({ type: 'remove-remote-snapshot'; site: string; snapshotId: string } & OnDomain)
  | ({ type: 'retrieve-snapshot'; site: string; snapshotId: string } & OnDomain)
  /** Null leaves it to the domain, to what was before, or to the product. */
  | ({
      type: 'enable-metro'
      container: string | null
      remoteSite: string | null
      failureHandling: FailureHandling | null
      breakAfterSeconds: number | null
      /** A relation that does not stand any more is renewed. */
      reEnable: boolean
      /** What the other side has written on its own is lost. */
      force: boolean
    } & OnDomain)
  | ({ type: 'disable-metro'; skipRemoteCheck: boolean } & OnDomain)
  | ({ type: 'promote-metro'; skipRemoteCheck: boolean; force: boolean } & OnDomain)
  | ({ type: 'set-metro-failure-handling'; mode: FailureHandling; localOnly: boolean } & OnDomain)
  | ({ type: 'set-metro-break-timeout'; seconds: number } & OnDomain)
  /** A vStore goes by the UUID or the number of its container. */
  | ({ type: 'protect-vstore'; uuid: string; vmLevel: boolean } & OnCluster)
  | ({ type: 'unprotect-vstore'; uuid: string } & OnCluster)
  | ({ type: 'regroup-vstore'; uuid: string; vmLevel: boolean } & OnCluster)
  | ({ type: 'control-replication'; id: number; action: string } & OnDomain)
  | ({ type: 'migrate-protection-domain'; remoteSite: string; skipMobilityCheck?: boolean } & OnDomain)
  /** Without a snapshot, the last one that was fully received. */
  | ({ type: 'activate-protection-domain'; snapshotId: string | null } & OnDomain)
  | ({ type: 'deactivate-protection-domain' } & OnDomain)
  | ({
      type: 'restore-entities'
      snapshotId: string
      vmNames: readonly string[]
      vmUuids: readonly string[]
      volumeGroupUuids?: readonly string[]
      volumeGroupPrefix?: string
      /** Files, which no snapshot of this emulator holds. */
      others?: readonly string[]
      replace: boolean
      namePrefix: string
    } & OnDomain)
  | ({ type: 'roll-back-protection-domain'; snapshotId: string } & OnDomain)
  | ({ type: 'set-power-state'; vm: string; transition: string; host: string | null } & OnCluster)
  | ({ type: 'create-network'; network: NetworkRequest } & OnCluster)
  /** What is not given stays as it is. A timestamp has to be that of the network as it is. */
  | ({ type: 'update-network'; network: Partial<NetworkRequest> } & OnNetwork & Stamped)
  | ({ type: 'remove-network' } & OnNetwork & Stamped)
  | ({
      type: 'update-ha'
      enabled: boolean | null
      hostFailuresToTolerate: number | null
      reservation: string | null
      evacuation: string | null
    } & OnCluster &
      Stamped)
  | ({ type: 'reserve-address'; address: string } & OnNetwork)
  | ({ type: 'unreserve-address'; address: string } & OnNetwork)
  | (VolumeGroupWork & OnCluster)
  | ({ type: 'change-volume-group'; group: string; seen: number | null; change: VolumeGroupChange } & OnCluster)
  | ({
      type: 'change-volume-disk'
      group: string
      index: number
      change: { sizeBytes?: number; flashMode?: boolean; container?: string }
    } & OnCluster)
  /** Lets an external client in, by address or qualified name; or shuts it out, by UUID too. */
  | ({ type: 'open-volume-group'; group: string; client: string; seen: number | null } & OnCluster)
  | ({ type: 'close-volume-group'; group: string; client: string; seen: number | null } & OnCluster)
  | ({
      type: 'change-iscsi-client'
      client: string
      change: { address?: string; authentication?: 'CHAP' | 'NONE' }
    } & OnCluster)
  | ({ type: 'activate-file-server'; uuid: string; request: FileServerRequest } & OnCluster)
  | ({ type: 'create-storage-container'; change: ContainerChange } & OnCluster)
  /** By its UUID, or its longer identifier. */
  | ({ type: 'change-storage-container'; container: string; change: ContainerChange } & OnCluster)
  | ({ type: 'remove-storage-container'; container: string } & OnCluster)
  /** On the hosts that are named by UUID or identifier; on all without any. */
  | ({
      type: 'mount-datastore'
      name: string
      container: string
      readOnly: boolean
      hosts: readonly string[]
    } & OnCluster)
  | ({ type: 'unmount-datastore'; name: string; hosts: readonly string[] } & OnCluster)
  | ({ type: 'create-storage-pool'; name: string } & OnCluster)
  | ({ type: 'change-storage-pool'; change: Partial<StoragePool> } & OnCluster)
  | ({ type: 'remove-storage-pool' } & OnCluster)
  | ({ type: 'remove-disk'; disk: string } & OnCluster)
  | (VmWork & OnCluster)
  | ({ type: 'switch-guest-tools'; vm: string; enabled: boolean } & OnCluster)
  | ({ type: 'set-flash-mode'; disk: string; pinned: boolean } & OnCluster)
  | ({ type: 'acknowledge-alerts'; ids: readonly string[] } & OnCluster)
  | ({ type: 'resolve-alerts'; ids: readonly string[] } & OnCluster)
  | ({ type: 'dismiss-progress-monitor'; id: string } & OnCluster)
  | ({ type: 'add-user'; username: string; request: UserRequest; secret: Secret } & OnCluster)
  | ({ type: 'change-user'; username: string; request: UserRequest } & OnCluster)
  | ({ type: 'set-user-secret'; username: string; secret: Secret } & OnCluster)
  | ({ type: 'remove-user'; username: string } & OnCluster)
  | ({ type: 'acknowledge-events'; ids: readonly string[] } & OnCluster)
  /** All entries or none. */
  | ({ type: 'add-to-configuration' } & ListedEntries & OnCluster)
  /** The entry of the same key. */
  | ({ type: 'replace-in-configuration' } & ListedEntry & OnCluster)
  | ({ type: 'remove-from-configuration'; list: ListName; keys: readonly string[] } & OnCluster)
  | ({
      type: 'configure'
      settings: Partial<ConfigurationSettings>
      /** Lists in whole. */
      lists?: Partial<ConfigurationEntries>
      vip?: string
      timezone?: string
    } & OnCluster)
  | ({ type: 'enter-maintenance'; host: string; evacuation: string; nonMigratable: string } & OnCluster)
  | ({ type: 'exit-maintenance'; host: string } & OnCluster)

export type ControlCommand =
  /** An administrator whom the start names: made where it is not there, given the password where that is another than before. */
  | { type: 'appoint-administrator'; cluster: string; username: string; secret: Secret }
  | { type: 'name-addresses'; cluster: string; addresses: readonly string[] }
  | { type: 'create-vms'; cluster: string; vms: readonly VmRequest[] }
  | { type: 'create-volume-groups'; cluster: string; groups: readonly VolumeGroupSeed[] }
  /** Of VMs that are there; the first of the networks (UUIDs) is the internal one. */
  | { type: 'create-file-server'; cluster: string; uuid: string; name: string; networks: readonly string[] }
  /** A named write now, and that many bytes with it. */
  | { type: 'write-mark'; cluster: string; vm: string; mark: string; bytes: number }
  /** How much a VM writes from now on while it runs, bytes per second. */
  | { type: 'set-change-rate'; cluster: string; vm: string; bytesPerSecond: number }
  | { type: 'set-power'; cluster: string; power: 'on' | 'lost' }
  | { type: 'set-pack'; cluster: string; pack: Pack }
  | { type: 'change-link'; a: string; b: string; change: LinkChange }
  | { type: 'plan-incident'; what: Breakage; begins: Trigger; lastsUsecs: Usecs | null }
  | { type: 'withdraw-incident'; id: string }

export interface LinkChange {
  /** The sending cluster of the one direction meant; both without it. */
  from: string | null
  up?: boolean
  bandwidthBytesPerSecond?: number
  latencyUsecs?: number
  loss?: number
}

/** Given by the agenda alone, at the instant at which it falls due. */
export type DueCommand =
  | { type: 'admit-replication'; cluster: string; name: string; site: string }
  | { type: 'finish-replication'; cluster: string; name: string; site: string }
  | { type: 'fail-stalled-replications'; from: string; to: string }
  | { type: 'tell-stalled-lane'; from: string; to: string }
  | { type: 'settle-stalled-lane'; from: string; to: string }
  | { type: 'tell-stalled-replication'; cluster: string; name: string; site: string }
  | { type: 'renew-lane-limit'; from: string; to: string }
  /** Something about the remote sites of a cluster has changed, or has lasted. */
  | { type: 'look-at-sites'; cluster: string }
  | { type: 'run-schedule'; cluster: string; name: string; id: string }
  | { type: 'run-one-time-schedule'; cluster: string; name: string; id: number }
  | { type: 'collect-snapshots'; cluster: string; name: string }
  | { type: 'advance-mode-change'; cluster: string; name: string }
  | { type: 'finish-metro-sync'; cluster: string; name: string }
  | { type: 'break-metro'; cluster: string; name: string }
  | { type: 'finish-removal'; cluster: string; name: string }
  | { type: 'finish-task'; cluster: string; task: string }
  | { type: 'begin-incident'; id: string }
  | { type: 'end-incident'; id: string }
  | { type: 'turn-incident'; id: string }

export type Command = ClientCommand | ControlCommand | DueCommand
export type CommandType = Command['type']
export type CommandOf<T extends CommandType> = Extract<Command, { type: T }>
