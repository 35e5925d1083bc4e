/** Volume groups, who has them, and what snapshots hold of them. */
import type { Instant } from '../time.js'
import type { Content, Mark } from './vms.js'

/** What makes a volume group what it is, wherever it is registered. */
export interface VolumeGroupSpec {
  description: string | null
  /** Never changed in place: snapshots share them. */
  disks: readonly VolumeDisk[]
  /** Several clients may have it at once. */
  shared: boolean
  flashMode: boolean
  /** The qualified name that iSCSI clients connect to. */
  iscsiTarget: string
  authentication: 'CHAP' | 'NONE'
}

export interface VolumeDisk {
  uuid: string
  index: number
  sizeBytes: number
  /** What a full copy of the disk has to send. */
  usedBytes: number
  /** Name of the storage container on the cluster. */
  container: string
  flashMode: boolean
}

export interface VolumeGroup {
  uuid: string
  name: string
  spec: VolumeGroupSpec
  /** UUIDs of the VMs that have it attached; one that is not registered here counts for nothing. */
  vms: readonly string[]
  /** UUIDs of iSCSI clients. */
  clients: readonly string[]
  changeBytesPerSecond: number
  content: Content
  protectionDomain: string | null
  modifiedAt: Instant
  /** Grows with each change of its configuration. */
  logicalTimestamp: number
  /** An activation by force registered it, while another cluster had it registered too. */
  contested?: true
  /** Its UUID at the cluster of another hypervisor that it came from. */
  formerUuid?: string
}

/** A machine outside of the cluster that connects to volume groups. */
export interface IscsiClient {
  uuid: string
  /** Its qualified name, or its address. */
  address: string
  authentication: 'CHAP' | 'NONE'
}

/** A volume group in a protection domain. */
export interface ProtectedVolumeGroup {
  uuid: string
  name: string
  consistencyGroup: string
}

export interface SnapshotVolumeGroup extends ProtectedVolumeGroup {
  spec: VolumeGroupSpec
  vms: readonly string[]
  changeBytesPerSecond: number
  usedBytes: number
  writtenBytes: number
  marks: readonly Mark[]
  /** Its UUID at the cluster of another hypervisor that it came from. */
  formerUuid?: string
}

/** A new disk: empty and so large, or a copy of a disk of a VM or a volume group, and perhaps larger. */
export interface VolumeDiskRequest {
  /** Null is the first free place. */
  index: number | null
  sizeBytes: number | null
  /** UUID of the disk to copy. */
  source: string | null
  /** UUID; the first container of the cluster without one. */
  container: string | null
}

export interface VolumeGroupRequest {
  name: string
  /** Null is given by the cluster. */
  uuid: string | null
  description: string | null
  shared: boolean
  flashMode: boolean
  iscsiTarget: string | null
  authentication: 'CHAP' | 'NONE'
  disks: readonly VolumeDiskRequest[]
  /** Addresses of clients. */
  clients: readonly string[]
  changeBytesPerSecond: number
}

/** What is asked of volume groups and done by a task. `seen` is the logical timestamp that the client knows; null is any. */
export type VolumeGroupWork =
  | { type: 'create-volume-group'; request: VolumeGroupRequest }
  | { type: 'clone-volume-group'; group: string; name: string; iscsiTarget: string | null; seen: number | null }
  | { type: 'remove-volume-group'; group: string; seen: number | null }
  | { type: 'attach-volume-group'; group: string; vm: string; seen: number | null }
  | { type: 'detach-volume-group'; group: string; vm: string; seen: number | null }
  | { type: 'add-volume-disk'; group: string; disk: VolumeDiskRequest }
  | { type: 'remove-volume-disk'; group: string; index: number; seen: number | null }
