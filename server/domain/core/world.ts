/** The world as plain data: both clusters, the links between them and the clock. It survives a JSON round trip unchanged. */
import type { Instant } from './time.js'
import type { Configuration } from './world/configuration.js'
import type { FileServer } from './world/file-servers.js'
import type { Image, VmSnapshot } from './world/images.js'
import type { Incident } from './world/incidents.js'
import type { Ledger } from './world/ledger.js'
import type { Link } from './world/links.js'
import type { Ha } from './world/ha.js'
import type { Network } from './world/networks.js'
import type { ProtectionDomain } from './world/protection-domains.js'
import type { Alert, Audit, OpenAlerts, ProgressMonitor, Task } from './world/records.js'
import type { RemoteSite } from './world/remote-sites.js'
import type { User } from './world/users.js'
import type { Datastore, PhysicalDisk, StorageContainer, StoragePool } from './world/storage.js'
import type { Vm } from './world/vms.js'
import type { IscsiClient, VolumeGroup } from './world/volume-groups.js'

export type * from './world/configuration.js'
export type * from './world/file-servers.js'
export type * from './world/images.js'
export type * from './world/incidents.js'
export type * from './world/ledger.js'
export type * from './world/links.js'
export type * from './world/metro.js'
export type * from './world/mode-changes.js'
export type * from './world/ha.js'
export type * from './world/networks.js'
export type * from './world/protection-domains.js'
export type * from './world/records.js'
export type * from './world/remote-sites.js'
export type * from './world/snapshots.js'
export type * from './world/users.js'
export type * from './world/storage.js'
export type * from './world/view.js'
export type * from './world/vm-work.js'
export type * from './world/vms.js'
export type * from './world/volume-groups.js'

export interface World {
  /** Identifiers are a function of this and of the revision. */
  seed: string
  /** Grows with every command, by one block of identifiers each. */
  revision: number
  now: Instant
  settings: Settings
  clusters: Record<string, Cluster>
  /** By `linkKey`. */
  links: Record<string, Link>
  /** Those that wait or are under way, by id. */
  incidents: Record<string, Incident>
  /** Those that are over, the oldest first. */
  pastIncidents: Incident[]
  ledger: Ledger
}

/** What differs between versions of the product, or is not known of it: see docs/fidelity.md. Durations in seconds. */
export interface Settings {
  /** After a migration the target gets the source's schedules, turned round. The product leaves it without any. */
  carrySchedules: boolean
  /** A domain that still has members, schedules or snapshots cannot be deleted. */
  deleteNeedsEmpty: boolean
  /** What a schedule that the pack does not cover meets. */
  licence: 'enforce' | 'warn'
  /** How long a guest takes to shut down when it is asked to. */
  guestShutdownSeconds: number
  /** After this long a guest that does not shut down is forced off. */
  guestShutdownLimitSeconds: number
  activationSeconds: number
  deactivationSeconds: number
  restoreSeconds: number
  /** How long a deleted domain stays marked for removal. */
  removalSeconds: number
  /** How long after its removal a domain's name cannot be used again. */
  tombstoneSeconds: number
  /** How long an expired snapshot stays listed. */
  snapshotCollectionSeconds: number
  /** How long a replication waits for an unreachable site before it fails. */
  replicationTimeoutSeconds: number
  /** How long the two snapshots of a migration are kept. */
  migrationSnapshotSeconds: number
  /** Wire bytes per byte of data where compression is on. */
  compressionRatio: number
  /** What more than a recommended number of things meets. */
  limits: 'warn' | 'refuse'
  /** After so many missed recovery points in a row NearSync falls back to hourly snapshots. */
  nearSyncMissesMax: number
  /** What light-weight snapshots may take of each node. */
  nearSyncReserveBytesPerNode: number
  /**
   * Figures that grow with time (what is stored) are those of the last multiple of this since the epoch; 0 for those of the
   * instant. 30 where it is absent.
   */
  figureStepSeconds?: number
  /** NearSync keeps fewer and fewer of the older snapshots; without it, what the retention says. */
  nearSyncRollUp: boolean
}

/** The pack of the hosting provider: `starter` replicates hourly at best, the others as often as every minute. */
export type Pack = 'starter' | 'pro' | 'ultimate'

export interface Cluster {
  /** Its name in Prism, and its key in the world. */
  name: string
  uuid: string
  /** The numeric part of the cluster's identity in snapshot handles. */
  id: number
  incarnationId: number
  vip: string
  /** CIDR. */
  subnet: string
  version: string
  hypervisor: 'kKvm' | 'kVMware'
  timezone: string
  power: 'on' | 'lost'
  /** Takes, sends and receives snapshots; the API answers without it. */
  replicationService: 'up' | 'down'
  pack: Pack
  configuration: Configuration
  hosts: Host[]
  storagePool: StoragePool
  containers: StorageContainer[]
  datastores: Datastore[]
  networks: Network[]
  ha: Ha
  /** By UUID. */
  vms: Record<string, Vm>
  /** Of single VMs, by UUID, oldest first. */
  vmSnapshots: Record<string, VmSnapshot>
  /** By UUID. */
  images: Record<string, Image>
  /** By UUID. */
  volumeGroups: Record<string, VolumeGroup>
  /** By UUID. */
  iscsiClients: Record<string, IscsiClient>
  /** By UUID. */
  fileServers: Record<string, FileServer>
  /** By name. */
  remoteSites: Record<string, RemoteSite>
  /** What its light-weight snapshots take of their store. */
  lightWeightBytes: number
  /** By name. */
  protectionDomains: Record<string, ProtectionDomain>
  /** Names of removed domains, and until when they cannot be used again. */
  tombstones: Record<string, Instant>
  /** Until then none of them need be looked for that is over. */
  tombstonesStandUntil?: Instant
  /** By UUID, oldest first. */
  tasks: Record<string, Task>
  /** Oldest first. */
  monitors: ProgressMonitor[]
  /** Oldest first. */
  alerts: Alert[]
  openAlerts: OpenAlerts
  /** Oldest first. */
  audits: Audit[]
  /** By name. */
  users: Record<string, User>
}

export interface Host {
  uuid: string
  /** The number in `<cluster uuid>::<number>`. */
  number: number
  name: string
  serial: string
  hypervisorAddress: string
  controllerVmAddress: string
  ipmiAddress: string
  cpuModel: string
  cpuCores: number
  cpuSockets: number
  cpuFrequencyHz: number
  memoryBytes: number
  /** Nothing runs on it, and nothing starts. */
  inMaintenance: boolean
  disks: PhysicalDisk[]
  /** Down, by an incident. */
  lost?: true
}
