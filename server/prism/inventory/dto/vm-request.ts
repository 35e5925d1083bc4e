/** Maps requests for VMs, disks, NICs and images to commands. */
import type {
  Boot,
  CloneRequest,
  DiskPlace,
  DiskRequest,
  ImageRequest,
  NicRequest,
  VmCreation,
  VmSettings
} from '../../../domain/core/index.js'
import type { Model, V1CanonicalModel } from '../../core/index.js'
import { mapView } from '../../reads/index.js'

const BYTES_PER_MEBIBYTE = 1024 ** 2

export function vmSettings(body: Model<'Vm'>): VmSettings {
  return {
    name: body.name ?? null,
    description: body.description ?? null,
    vcpus: body.num_vcpus ?? null,
    coresPerVcpu: body.num_cores_per_vcpu ?? null,
    memoryMb: body.memory_mb ?? null,
    timezone: body.timezone ?? null,
    guestOs: body.guest_os ?? null,
    haPriority: body.ha_priority ?? null,
    memoryReservationMb: body.memory_reservation_mb ?? null,
    vcpuReservationHz: body.vcpu_reservation_hz ?? null,
    agentVm: body.vm_features?.['AGENT_VM'] ?? null,
    boot: bootRequest(body.boot)
  }
}

/** A new VM as v1 and v0.8 ask for it: what it starts from has a name of its own [C: Swagger]. */
export function olderVmCreation(body: V1CanonicalModel<'VmCreation'>): VmCreation {
  const { boot_config: boot } = body
  return vmCreation(mapView(body, ({ boot_config: _boot, ...rest }) => ({ ...rest, ...(boot != null && { boot }) })))
}

export function vmCreation(body: Model<'Vm'>): VmCreation {
  return {
    ...chosenUuid(body.uuid),
    ...vmSettings(body),
    container: body.storage_container_uuid ?? null,
    disks: (body.vm_disks ?? []).map(diskRequest),
    nics: (body.vm_nics ?? []).map(nicRequest)
  }
}

const chosenUuid = (uuid: string | null | undefined): { uuid?: string } => (uuid ? { uuid: uuid.toLowerCase() } : {})

function bootRequest(boot: Model<'BootConfig'> | null | undefined): Boot | null {
  if (boot === null || boot === undefined) return null
  const { disk_address: disk, boot_device_order: order, uefi_boot: uefi } = boot
  return {
    order: order ?? [],
    deviceType: boot.boot_device_type ?? null,
    disk: disk == null ? null : { bus: disk.device_bus?.toLowerCase() ?? null, index: disk.device_index ?? null },
    mac: boot.mac_addr ?? null,
    uefi: uefi ?? false
  }
}

/** A disk goes by its UUID, by its file, by its label, or by its place. */
export function diskPlace(address: Model<'DiskAddress'> | null | undefined): DiskPlace {
  const [labelBus, labelIndex] = address?.disk_label?.split('.') ?? []
  const bus = (address?.device_bus ?? labelBus)?.toLowerCase() ?? null
  const index = address?.device_index ?? (labelIndex === undefined ? null : Number(labelIndex))
  return { uuid: diskUuid(address), bus, index }
}

function diskUuid(address: Model<'DiskAddress'> | null | undefined): string | null {
  return address?.vmdisk_uuid || fileName(address?.ndfs_filepath) || null
}

function fileName(path: string | null | undefined): string | undefined {
  return path?.slice(path.lastIndexOf('/') + 1)
}

export function diskRequest(disk: Model<'VmDisk'>): DiskRequest {
  return {
    ...diskPlace(disk.disk_address),
    cdrom: disk.is_cdrom ?? disk.disk_address?.is_cdrom ?? false,
    empty: disk.is_empty ?? false,
    create: createRequest(disk.vm_disk_create),
    clone: cloneRequest(disk.vm_disk_clone),
    flashMode: disk.flash_mode_enabled ?? null
  }
}

/** What v1 and v0.8 have of a new disk beside the names of v2.0 [C: Swagger]. */
type DiskCreate = Model<'VmDiskCreate'> & {
  readonly size_mb?: number | null
  readonly container_name?: string | null
  readonly container_id?: number | null
}

/** The same of a disk that is a copy. */
type DiskClone = Model<'VmDiskClone'> & {
  readonly vm_disk_uuid?: string | null
  readonly vmdisk_uuid?: string | null
  readonly ndfs_filepath?: string | null
  readonly image_path?: string | null
  readonly minimum_size_mb?: number | null
}

/** A new disk in any version: its size in bytes or mebibytes, its container by UUID, name or number. */
export function createRequest(create: DiskCreate | null | undefined): DiskRequest['create'] {
  if (create === null || create === undefined) return null
  const { size, size_mb: mebibytes, storage_container_uuid: uuid, container_name: name, container_id: number } = create
  return { sizeBytes: size ?? bytesOf(mebibytes), container: uuid || name || (number ? `${number}` : null) }
}

/** A copy in any version: its source by UUID, by file, or by the address of the disk. */
export function cloneRequest(clone: DiskClone | null | undefined): DiskRequest['clone'] {
  if (clone === null || clone === undefined) return null
  const { vm_disk_uuid: uuid, vmdisk_uuid: sameUuid, ndfs_filepath: file, image_path: image } = clone
  const { minimum_size: bytes, minimum_size_mb: mebibytes } = clone
  return {
    source: uuid || sameUuid || fileName(file) || fileName(image) || diskUuid(clone.disk_address),
    minimumBytes: bytes ?? bytesOf(mebibytes),
    container: clone.storage_container_uuid || null
  }
}

function bytesOf(mebibytes: number | null | undefined): number | null {
  return mebibytes == null ? null : mebibytes * BYTES_PER_MEBIBYTE
}

export function nicRequest(nic: Model<'VmNic'>): NicRequest {
  return {
    network: nic.network_uuid ?? null,
    mac: nic.mac_address ?? null,
    ip: nic.requested_ip_address ?? null,
    connected: nic.is_connected ?? null,
    model: nic.model ?? nic.adapter_type ?? null
  }
}

export function cloneSpecs(specs: readonly Model<'VmCloneSpec'>[] | null | undefined): CloneRequest[] {
  return (specs ?? []).map(spec => ({
    ...chosenUuid(spec.uuid),
    settings: {
      ...vmSettings({}),
      name: spec.name,
      vcpus: spec.num_vcpus ?? null,
      coresPerVcpu: spec.num_cores_per_vcpu ?? null,
      memoryMb: spec.memory_mb ?? null,
      boot: bootRequest(spec.boot_config)
    },
    nics: spec.override_network_config === true ? (spec.vm_nics ?? []).map(nicRequest) : null
  }))
}

export function imageRequest(spec: Model<'ImageSpec'>): ImageRequest {
  const { image_import_spec: from, image_type: type } = spec
  const container = from?.storage_container_uuid || from?.storage_container_name || null
  return {
    name: spec.name ?? null,
    annotation: spec.annotation ?? null,
    type: type?.toUpperCase() === 'ISO_IMAGE' ? 'ISO_IMAGE' : type == null ? null : 'DISK_IMAGE',
    fetch: from == null ? null : { url: from.url ?? '', container },
    clone: cloneRequest(spec.vm_disk_clone_spec)
  }
}
