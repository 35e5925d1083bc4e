/** Disk images, and snapshots of single VMs: what new disks and new VMs are cloned from. */
import type { Instant } from '../time.js'
import type { Mark, PowerState, VmSpec } from './vms.js'

export type ImageType = 'DISK_IMAGE' | 'ISO_IMAGE'

export interface Image {
  uuid: string
  name: string
  annotation: string | null
  /** Null where nobody said. */
  type: ImageType | null
  /** Where it was fetched from; null where it was made of a disk, or has no content yet. */
  url: string | null
  /** The disk that holds its content; null while it has none. */
  disk: { uuid: string; container: string; sizeBytes: number; usedBytes: number } | null
  createdAt: Instant
  updatedAt: Instant
  /** Grows with each change. */
  logicalTimestamp: number
}

/** A snapshot of one VM by the hypervisor: no protection domain knows of it, and it never leaves the cluster. */
export interface VmSnapshot {
  uuid: string
  /** Shared by those that one request took together. */
  groupUuid: string
  name: string
  createdAt: Instant
  vm: string
  vmName: string
  powerState: PowerState
  changeBytesPerSecond: number
  /** Shared with the VM, and never changed in place. */
  spec: VmSpec
  writtenBytes: number
  marks: readonly Mark[]
}
