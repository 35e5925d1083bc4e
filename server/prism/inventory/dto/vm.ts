/** Maps VM configurations to their v2.0 form, without null fields. */
import { containerNamed, diskPath, networkNamed } from '../../../domain/core/index.js'
import type { Boot, Cluster, Disk, Nic, View, Vm } from '../../../domain/core/index.js'
import type { Model } from '../../core/index.js'
import { onceForRows } from '../../reads/index.js'

interface Include {
  disks: boolean
  nics: boolean
}

/** A disk of the cluster by its UUID; all are gone through once, when the first is looked for. */
type FindDisk = (uuid: string) => View<Disk> | undefined

/** For all VMs of one list. */
export function diskFinder(here: View<Cluster>): FindDisk {
  let known: ReadonlyMap<string, View<Disk>> | undefined
  return uuid => {
    known ??= onceForRows(
      here,
      'disks',
      () => new Map(Object.values(here.vms).flatMap(({ spec }) => spec.disks.map(disk => [disk.uuid, disk] as const)))
    )
    return known.get(uuid)
  }
}

export function vmDto(here: View<Cluster>, vm: View<Vm>, include: Include, findDisk = diskFinder(here)): Model<'Vm'> {
  const { spec } = vm
  return {
    uuid: vm.uuid,
    name: vm.name,
    ...(spec.description !== null && { description: spec.description }),
    power_state: vm.powerState,
    host_uuid: vm.hostUuid,
    num_vcpus: spec.vcpus,
    num_cores_per_vcpu: spec.coresPerVcpu,
    memory_mb: spec.memoryMb,
    timezone: spec.timezone,
    ...(spec.guestOs !== null && { guest_os: spec.guestOs }),
    vm_logical_timestamp: vm.logicalTimestamp,
    vm_features: { AGENT_VM: spec.agentVm ?? false, VGA_CONSOLE: true },
    boot: bootDto(spec.boot, spec.disks),
    machine_type: 'pc',
    gpus_assigned: false,
    vm_gpus: [],
    ha_priority: spec.haPriority ?? 0,
    ...(spec.memoryReservationMb !== undefined && { memory_reservation_mb: spec.memoryReservationMb }),
    ...(spec.vcpuReservationHz !== undefined && { vcpu_reservation_hz: spec.vcpuReservationHz }),
    ...(spec.toolsMounted === true && { tools_installer_mounted: true }),
    allow_live_migrate: true,
    ...(include.disks && { vm_disk_info: spec.disks.map(disk => diskDto(here, disk, findDisk)) }),
    ...(include.nics && { vm_nics: spec.nics.map(nic => nicDto(here, nic)) })
  }
}

function bootDto(boot: View<Boot> | undefined, disks: readonly View<Disk>[]): Model<'BootConfig'> {
  if (boot === undefined) return { uefi_boot: false, secure_boot: false }
  return {
    uefi_boot: boot.uefi,
    secure_boot: false,
    ...(boot.order.length > 0 && { boot_device_order: [...boot.order] }),
    ...(boot.deviceType !== null && { boot_device_type: boot.deviceType }),
    ...(boot.disk !== null && { disk_address: diskAddress(boot.disk, disks) }),
    ...(boot.mac !== null && { mac_addr: boot.mac })
  }
}

/** The place of a disk, and which one is there. */
function diskAddress(
  place: { readonly bus: string | null; readonly index: number | null },
  disks: readonly View<Disk>[]
): Model<'DiskAddress'> {
  const disk = disks.find(({ bus, index }) => bus === place.bus && index === place.index)
  return {
    device_bus: place.bus,
    device_index: place.index,
    disk_label: `${place.bus}.${place.index}`,
    ...(disk !== undefined && {
      ndfs_filepath: diskPath(disk),
      vmdisk_uuid: disk.uuid,
      device_uuid: deviceUuid(disk)
    })
  }
}

/** UUID of the device that a guest sees, which is not that of its disk [C: recorded, sts-nutanix-agent-checks]. EMU: made from it. */
export function deviceUuid({ uuid }: Pick<View<Disk>, 'uuid'>): string {
  return uuid.slice(24, 32) + uuid.slice(8, 24) + uuid.slice(0, 8) + uuid.slice(32)
}

/** Buses that a guest gives a device up from while it runs [C: recorded, sts-nutanix-agent-checks, of scsi and ide; I: pci]. */
const HOT_REMOVABLE: readonly string[] = ['scsi', 'pci']

export function diskDto(here: View<Cluster>, disk: View<Disk>, findDisk = diskFinder(here)): Model<'VmDiskInfo'> {
  const source = disk.source === undefined ? undefined : findDisk(disk.source)
  return {
    disk_address: diskAddress(disk, [disk]),
    is_cdrom: disk.cdrom,
    is_empty: disk.cdrom && disk.sizeBytes === 0,
    is_scsi_passthrough: true,
    is_hot_remove_enabled: HOT_REMOVABLE.includes(disk.bus),
    is_thin_provisioned: false,
    flash_mode_enabled: disk.flashMode ?? false,
    shared: false,
    size: disk.sizeBytes,
    ...(disk.source !== undefined && {
      source_disk_address: source === undefined ? { vmdisk_uuid: disk.source } : diskAddress(source, [source])
    }),
    storage_container_uuid: containerNamed(here, disk.container)?.uuid ?? null
  }
}

/** EMU: without its addresses only where a client says that it wants none. */
export function nicDto(here: View<Cluster>, nic: View<Nic>, withAddresses = true): Model<'VmNic'> {
  return {
    nic_uuid: nic.uuid,
    mac_address: nic.mac,
    network_uuid: networkNamed(here, nic.network)?.uuid ?? null,
    model: nic.model ?? '',
    is_connected: nic.connected ?? true,
    vlan_mode: 'Access',
    ...(withAddresses && {
      ...(nic.ip !== null && { ip_address: nic.ip }),
      ip_addresses: nic.ip === null ? [] : [nic.ip]
    }),
    request_ip: false
  }
}
