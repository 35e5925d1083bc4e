/** VMs, what makes them up, and what they have written. */
import type { Instant } from '../time.js'

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
  boot?: Boot
  haPriority?: number
  memoryReservationMb?: number
  vcpuReservationHz?: number
  /** It belongs to the host that it runs on. */
  agentVm?: boolean
  /** The image of the guest tools is in its drive. */
  toolsMounted?: boolean
}

/** What a VM starts from. */
export interface Boot {
  /** Kinds of device, tried in this order. */
  order: readonly string[]
  deviceType: string | null
  disk: { bus: string | null; index: number | null } | null
  mac: string | null
  uefi: boolean
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
  /** The disk that it was cloned from. */
  source?: string
  /** Pinned to flash. */
  flashMode?: boolean
  /** Folder of its container in which a restore has put it, without slashes at its ends. */
  pathPrefix?: string
}

export interface Nic {
  uuid: string
  mac: string
  /** Name of the network on the VM's cluster. */
  network: string
  ip: string | null
  /** Emulated hardware. */
  model?: string
  /** False where the cable is unplugged. */
  connected?: boolean
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
  /** Its UUID at the cluster of another hypervisor that it came from. */
  formerUuid?: string
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
