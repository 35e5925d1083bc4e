/** The world as plain data: both clusters, the links between them and the clock. It survives a JSON round trip unchanged. */
import type { Instant } from './time.js'

/** Deeply read-only: how rules, readers and facades see the world. Only `apply` changes it. */
export type View<T> = T extends string | number | boolean | null | undefined
  ? T
  : { readonly [K in keyof T]: View<T[K]> }

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
  /** Every address or host name by which a peer may name it, the VIP apart. */
  addresses: string[]
  version: string
  hypervisor: 'kKvm' | 'kVMware'
  timezone: string
  power: 'on' | 'lost'
  pack: Pack
  hosts: Host[]
  containers: StorageContainer[]
  networks: Network[]
  /** By UUID. */
  vms: Record<string, Vm>
  /** By name. */
  remoteSites: Record<string, RemoteSite>
  /** By name. */
  protectionDomains: Record<string, ProtectionDomain>
  /** Names of removed domains, and until when they cannot be used again. */
  tombstones: Record<string, Instant>
  /** By UUID, oldest first. */
  tasks: Record<string, Task>
  /** Oldest first. */
  monitors: ProgressMonitor[]
  /** Oldest first. */
  alerts: Alert[]
  /** Oldest first. */
  audits: Audit[]
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
}

export interface StorageContainer {
  uuid: string
  /** The number in `<cluster uuid>::<number>`. */
  number: number
  name: string
  capacityBytes: number
  replicationFactor: number
}

export interface Network {
  uuid: string
  name: string
  vlanId: number
}

export type PowerState = 'on' | 'off' | 'paused' | 'suspended'

/** What makes a VM the machine that it is: shared, never changed in place, by the snapshots that hold it. */
export interface VmSpec {
  description: string | null
  vcpus: number
  coresPerVcpu: number
  memoryMb: number
  guestOs: string | null
  timezone: string
  guestTools: boolean
  disks: readonly Disk[]
  nics: readonly Nic[]
}

export interface Disk {
  uuid: string
  bus: 'scsi' | 'ide' | 'sata' | 'pci'
  index: number
  cdrom: boolean
  sizeBytes: number
  /** What a full copy of the disk has to send. */
  usedBytes: number
  /** Name of the storage container on the VM's cluster. */
  container: string
}

export interface Nic {
  uuid: string
  mac: string
  /** Name of the network on the VM's cluster. */
  network: string
  ip: string | null
}

export interface Vm {
  uuid: string
  name: string
  /** Prism's internal number for a protected VM. */
  handle: number
  spec: VmSpec
  powerState: PowerState
  /** Where it runs; none while it is off. */
  hostUuid: string | null
  /** What it writes while it runs. */
  changeBytesPerSecond: number
  content: Content
  /** The domain on this cluster that it is a member of. */
  protectionDomain: string | null
  /** Grows with each change of its configuration. */
  logicalTimestamp: number
  /** Set while a task changes its power state. */
  pendingTask: string | null
  /** An activation by force registered it, while another cluster had it registered too. */
  contested?: true
}

/** How much a VM has written in its life, as of an instant, and the writes that a test named. */
export interface Content {
  writtenBytes: number
  asOf: Instant
  /** Zero while the VM does not run. */
  bytesPerSecond: number
  /** Oldest first. Never changed in place: snapshots share it. */
  marks: readonly Mark[]
}

/** A named write: what proves which data a recovery kept. */
export interface Mark {
  name: string
  at: Instant
}

/** The tunnel between two sites. */
export interface Link {
  /** The two clusters' names, in alphabetical order. */
  a: string
  b: string
  /** Round-trip time in microseconds. */
  latencyUsecs: number
  /** What the line is when nothing is wrong with it, in either direction: what healing it brings back. */
  nominal: { latencyUsecs: number; bandwidthBytesPerSecond: number }
  /** By the name of the sending cluster. */
  lanes: Record<string, Lane>
}

/**
 * One direction of a link, shared fairly by its running transfers: a virtual counter of the wire bytes that each of
 * them has been served, brought up to date only when a transfer starts or ends or the lane changes.
 */
export interface Lane {
  /** Orders the lane in the agenda. */
  serial: number
  from: string
  to: string
  up: boolean
  bandwidthBytesPerSecond: number
  /** The share of throughput that the line loses: 0 is a clean line. */
  loss: number
  /** Wire bytes served to every running transfer since the lane was last idle, as of `asOf`. */
  servedBytes: number
  asOf: Instant
  /** Transfers that share it now. */
  running: number
  /** Since when nothing can pass; null while it can. */
  downSince: Instant | null
}

export type Capability = 'BACKUP' | 'DISASTER_RECOVERY'

export interface RemoteSite {
  name: string
  uuid: string
  /** Address to port, as the client gave them. */
  addresses: Record<string, number>
  capabilities: readonly Capability[]
  /** Local storage container to remote storage container. */
  containerMap: Record<string, string>
  networkMap: readonly NetworkMapping[]
  networkMapUuid: string | null
  compression: boolean
  proxy: boolean
  ssh: boolean
  bandwidthPolicyEnabled: boolean
  bandwidthPolicy: BandwidthPolicy | null
  /** Bytes per second; null is no limit. */
  maxBytesPerSecond: number | null
  createdAt: Instant
}

export interface NetworkMapping {
  source: string
  sourceHypervisor: string
  destination: string
  destinationHypervisor: string
}

export interface BandwidthPolicy {
  name: string
  uuid: string
  /** Bytes per second outside the windows; null is no limit. */
  defaultBytesPerSecond: number | null
  windows: readonly BandwidthWindow[]
}

export interface BandwidthWindow {
  uuid: string
  /** Bit mask of weekdays, 127 is every day. */
  days: number
  /** Milliseconds after midnight. */
  startMs: number
  endMs: number
  bytesPerSecond: number
}

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
  schedules: Schedule[]
  schedulesSuspended: boolean
  oneTimeSchedules: OneTimeSchedule[]
  /** Oldest first; received ones stand among the local ones. */
  snapshots: Snapshot[]
  /** By remote site name. */
  outgoing: Record<string, Outgoing>
  minSnapshotsToRetain: number | null
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
  kind: 'scheduled' | 'one-time' | 'migration'
  scheduleId: string | null
  oneTimeId: number | null
  appConsistent: boolean
  /** Sites that it is, or was, to be replicated to. */
  remoteSites: readonly string[]
  /** Which local storage container holds what came from each container of the sender; null where it was taken. */
  containers: Readonly<Record<string, string>> | null
  vms: readonly SnapshotVm[]
  missing: readonly { name: string; consistencyGroup: string }[]
}

export interface SnapshotVm {
  uuid: string
  name: string
  handle: number
  consistencyGroup: string
  appConsistent: boolean
  powerState: PowerState
  changeBytesPerSecond: number
  spec: VmSpec
  usedBytes: number
  writtenBytes: number
  marks: readonly Mark[]
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
}

export type ReplicationPhase = 'handshake' | 'running' | 'paused'

export interface Replication extends QueuedReplication {
  id: number
  /** The cluster that receives. */
  target: string
  startedAt: Instant
  phase: ReplicationPhase
  /** When the handshake ends and bytes begin to flow. */
  admittedAt: Instant
  full: boolean
  totalBytes: number
  wireBytes: number
  /** The lane's served bytes at which it is done; meaningful while it runs. */
  tag: number
  /** Wire bytes still to send; meaningful while it does not run. */
  remainingWireBytes: number
}

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

export type TaskStatus = 'Queued' | 'Running' | 'Succeeded' | 'Failed' | 'Aborted'

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
  | { type: 'restore'; domain: string; origin: string; snapshotId: number; restore: Restore }

export interface Restore {
  vmUuids: readonly string[]
  replace: boolean
  namePrefix: string
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

export interface Alert {
  id: string
  /** A key of the catalogue in `alerts.ts`. */
  type: string
  raisedAt: Instant
  lastAt: Instant
  /** Values of the placeholders of its message. */
  values: Record<string, string>
  entity: { type: 'protection_domain' | 'remote_site' | 'vm' | 'cluster'; name: string; uuid: string | null }
  acknowledgedAt: Instant | null
  acknowledgedBy: string | null
  resolvedAt: Instant | null
  resolvedBy: string | null
  autoResolved: boolean
}

/** What somebody, or the system, did: Prism's events. */
export interface Audit {
  id: string
  /** A key of the catalogue in `audits.ts`. */
  type: string
  at: Instant
  /** Context values in the order of the type. */
  values: readonly string[]
  entity: { type: 'protection_domain' | 'remote_site' | 'vm' | 'cluster'; name: string; uuid: string | null }
  user: string
}
