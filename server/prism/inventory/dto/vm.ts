/** Maps VM configurations to their v2.0 form, without null fields. */
import { containerNamed, networkNamed } from '../../../domain/core/index.js'
import type { Boot, Cluster, Disk, Nic, View, Vm } from '../../../domain/core/index.js'
import type { Model } from '../../core/index.js'

interface Include {
  disks: boolean
  nics: boolean
}

export function vmDto(here: View<Cluster>, vm: View<Vm>, include: Include): Model<'Vm'> {
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
    boot: bootDto(spec.boot),
    machine_type: 'pc',
    gpus_assigned: false,
    ha_priority: spec.haPriority ?? 0,
    ...(spec.memoryReservationMb !== undefined && { memory_reservation_mb: spec.memoryReservationMb }),
    ...(spec.vcpuReservationHz !== undefined && { vcpu_reservation_hz: spec.vcpuReservationHz }),
    ...(spec.toolsMounted === true && { tools_installer_mounted: true }),
    allow_live_migrate: true,
    ...(include.disks && { vm_disk_info: spec.disks.map(disk => diskDto(here, disk)) }),
    ...(include.nics && { vm_nics: spec.nics.map(nic => nicDto(here, nic)) })
  }
}

function bootDto(boot: View<Boot> | undefined): Model<'BootConfig'> {
  if (boot === undefined) return { uefi_boot: false }
  return {
    uefi_boot: boot.uefi,
    ...(boot.order.length > 0 && { boot_device_order: [...boot.order] }),
    ...(boot.deviceType !== null && { boot_device_type: boot.deviceType }),
    ...(boot.disk !== null && { disk_address: { device_bus: boot.disk.bus, device_index: boot.disk.index } }),
    ...(boot.mac !== null && { mac_addr: boot.mac })
  }
}

export function diskDto(here: View<Cluster>, disk: View<Disk>): Model<'VmDiskInfo'> {
  return {
    disk_address: {
      device_bus: disk.bus,
      device_index: disk.index,
      disk_label: `${disk.bus}.${disk.index}`,
      ndfs_filepath: diskPath(disk),
      vmdisk_uuid: disk.uuid
    },
    is_cdrom: disk.cdrom,
    is_empty: disk.cdrom && disk.sizeBytes === 0,
    is_scsi_passthrough: true,
    is_thin_provisioned: false,
    flash_mode_enabled: disk.flashMode ?? false,
    shared: false,
    size: disk.sizeBytes,
    ...(disk.source !== undefined && { source_disk_address: { vmdisk_uuid: disk.source } }),
    storage_container_uuid: containerNamed(here, disk.container)?.uuid ?? null
  }
}

export function nicDto(here: View<Cluster>, nic: View<Nic>): Model<'VmNic'> {
  return {
    mac_address: nic.mac,
    network_uuid: networkNamed(here, nic.network)?.uuid ?? null,
    model: nic.model ?? '',
    ...(nic.connected === false && { is_connected: false }),
    ...(nic.ip !== null && { ip_address: nic.ip }),
    request_ip: false
  }
}

/** Where the file of a disk lies [C]. */
export function diskPath(disk: { readonly container: string; readonly uuid: string }): string {
  return `/${disk.container}/.acropolis/vmdisk/${disk.uuid}`
}
