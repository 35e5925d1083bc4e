/** What can be asked of the inventory of VMs and is done by a task: kept in the task until its time has come. */
import type { ImageType } from './images.js'
import type { Boot } from './vms.js'

/** A disk as a client describes it. Containers are named by UUID. */
export interface DiskRequest {
  /** An existing disk; null where the place tells. */
  uuid: string | null
  /** In lower case; null chooses by kind. */
  bus: string | null
  /** Null is the first free place of the bus. */
  index: number | null
  cdrom: boolean
  /** An optical drive without a medium. */
  empty: boolean
  create: { sizeBytes: number | null; container: string | null } | null
  clone: { source: string | null; minimumBytes: number | null; container: string | null } | null
  flashMode: boolean | null
}

/** Which disk is meant: by its UUID, or by its place. */
export type DiskPlace = Pick<DiskRequest, 'uuid' | 'bus' | 'index'>

export interface NicRequest {
  /** UUID. */
  network: string | null
  mac: string | null
  ip: string | null
  connected: boolean | null
  model: string | null
}

/** What of a VM a client may set at any time; null leaves it as it is. */
export interface VmSettings {
  name: string | null
  description: string | null
  vcpus: number | null
  coresPerVcpu: number | null
  memoryMb: number | null
  timezone: string | null
  guestOs: string | null
  haPriority: number | null
  memoryReservationMb: number | null
  vcpuReservationHz: number | null
  agentVm: boolean | null
  boot: Boot | null
}

export interface VmCreation extends VmSettings {
  /** UUID that the client chose; absent where the cluster chooses. */
  uuid?: string
  /** UUID of the container for disks that name none. */
  container: string | null
  disks: readonly DiskRequest[]
  nics: readonly NicRequest[]
}

export interface CloneRequest {
  /** UUID that the client chose; absent where the cluster chooses. */
  uuid?: string
  settings: VmSettings
  /** In the place of the source's adapters; null keeps their networks. */
  nics: readonly NicRequest[] | null
}

export interface ImageRequest {
  name: string | null
  annotation: string | null
  type: ImageType | null
  /** Where the content is fetched from, and into which container (UUID or name). */
  fetch: { url: string; container: string | null } | null
  clone: DiskRequest['clone']
  /** What a client has sent: how much, and for which container (UUID, number or name). */
  upload?: { bytes: number; container: string | null }
}

/** The version that the client has seen; null is any. */
interface Seen {
  timestamp: number | null
}

export type VmWork =
  | { type: 'create-vm'; vm: VmCreation }
  | ({ type: 'update-vm'; vm: string; change: VmSettings; disks: readonly DiskRequest[] } & Seen)
  | { type: 'clone-vm'; vm: string; clones: readonly CloneRequest[]; container: string | null }
  | ({ type: 'delete-vm'; vm: string; snapshotsToo: boolean } & Seen)
  | { type: 'attach-disks'; vm: string; disks: readonly DiskRequest[] }
  | { type: 'detach-disks'; vm: string; disks: readonly DiskPlace[] }
  | { type: 'update-disks'; vm: string; disks: readonly DiskRequest[] }
  | { type: 'add-nics'; vm: string; nics: readonly NicRequest[] }
  | ({ type: 'update-nic'; vm: string; nic: string; change: NicRequest } & Seen)
  | ({ type: 'remove-nic'; vm: string; nic: string } & Seen)
  | { type: 'manage-guest-tools'; vm: string; operation: string }
  | { type: 'restore-vm'; vm: string; snapshot: string; networksToo: boolean }
  | { type: 'snapshot-vms'; snapshots: readonly { vm: string; name: string | null }[] }
  | ({ type: 'delete-vm-snapshot'; snapshot: string } & Seen)
  | { type: 'clone-vm-snapshot'; snapshot: string; clones: readonly CloneRequest[] }
  | { type: 'create-image'; image: ImageRequest }
  | ({ type: 'update-image'; image: string; change: ImageRequest } & Seen)
  | ({ type: 'delete-image'; image: string } & Seen)
