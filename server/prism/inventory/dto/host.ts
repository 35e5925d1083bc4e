/** Maps hosts to the wire. */
import { isEnteringMaintenance } from '../../../domain/inventory/index.js'
import { storedIn } from '../../../domain/storage/index.js'
import type { StoredBytes } from '../../../domain/storage/index.js'
import type { Cluster, Host, View, World } from '../../../domain/core/index.js'
import { figureInstant } from '../../core/index.js'
import type { Model } from '../../core/index.js'
import { hostStats, hostUsage, tierUsage } from '../../figures/index.js'
import { diskDtos } from '../../storage/index.js'
import { hostNicIds } from './host-nic.js'
import { BLOCK_MODEL, BLOCK_MODEL_NAME, placeOf } from './rackable-unit.js'

const THREADS_PER_CORE = 2

/** Share of flash that takes writes first [C: recorded, 10.2]. */
const OPLOG_PERCENT = 10.2

/** What hosts share in what the cluster stores, counted once for all of them. */
interface StoredOnHosts {
  readonly disks: readonly Model<'PhysicalDisk'>[]
  readonly stored: StoredBytes
}

export function storedOnHosts(world: View<World>, here: View<Cluster>): StoredOnHosts {
  return { disks: diskDtos(world, here), stored: storedIn(here, figureInstant(world)) }
}

export function hostDto(here: View<Cluster>, host: View<Host>, { disks: all, stored }: StoredOnHosts): Model<'Host'> {
  const disks = all.filter(disk => disk.node_uuid === host.uuid)
  return {
    uuid: host.uuid,
    name: host.name,
    cluster_uuid: here.uuid,
    service_vmid: `${here.uuid}::${host.number}`,
    service_vmexternal_ip: host.controllerVmAddress,
    controller_vm_backplane_ip: host.controllerVmAddress,
    backplane_ip: null,
    rdma_backplane_ips: null,
    service_vmnat_ip: null,
    service_vmnat_port: null,
    ...hypervisorOf(here, host),
    state: 'NORMAL',
    removal_status: ['NA'],
    host_type: 'HYPER_CONVERGED',
    monitored: true,
    is_degraded: false,
    host_in_maintenance_mode: host.inMaintenance,
    host_maintenance_mode_reason: host.inMaintenance ? 'enter_maintenance_mode' : null,
    reboot_pending: false,
    num_vms: Object.values(here.vms).filter(vm => vm.hostUuid === host.uuid).length,
    ...processorsOf(host),
    memory_capacity_in_bytes: host.memoryBytes,
    boot_time_in_usecs: here.incarnationId,
    disk_hardware_configs: Object.fromEntries(
      disks.flatMap(({ location, disk_hardware_config: disk }) => (disk == null ? [] : [[String(location), disk]]))
    ),
    oplog_disk_pct: OPLOG_PERCENT,
    oplog_disk_size: oplogBytes(disks),
    hba_firmwares_list: null,
    host_gpus: null,
    gpu_driver_version: null,
    host_nic_ids: hostNicIds(host),
    serial: host.serial,
    ...placement(here, host),
    ipmi_address: host.ipmiAddress,
    ipmi_username: 'ADMIN',
    ipmi_password: null,
    has_csr: false,
    key_management_device_to_certificate_status: {},
    metadata_store_status: 'kNormalMode',
    metadata_store_status_message: 'Metadata store enabled on the node',
    dynamic_ring_changing_node: null,
    management_server_name: host.hypervisorAddress,
    vzone_name: '',
    ...firmwareOf(host),
    ...notEmulated,
    ...(here.hypervisor === 'kKvm' && {
      acropolis_connection_state: host.lost === true ? 'kDisconnected' : 'kConnected',
      is_hardware_virtualized: false,
      is_secure_booted: false
    }),
    alert_summary: null,
    health_summary: null,
    stats: hostStats(here, [host]),
    usage_stats: { ...hostUsage(here, host, stored), ...tierUsage(disks) }
  }
}

/** What belongs to other hypervisors, and is null on this one [C: recorded]. */
const notEmulated = {
  default_vm_location: null,
  default_vm_storage_container_id: null,
  default_vm_storage_container_uuid: null,
  default_vhd_location: null,
  default_vhd_storage_container_id: null,
  default_vhd_storage_container_uuid: null,
  failover_cluster_fqdn: null,
  failover_cluster_node_state: null
} satisfies Partial<Model<'Host'>>

/** EMU: one board in all hosts; null without a management board, as on a host in a public cloud [C: recorded]. */
function firmwareOf(host: View<Host>) {
  const board = host.ipmiAddress !== null
  return {
    bios_model: board ? '0980' : null,
    bios_version: board ? 'PU42.602' : null,
    bmc_model: board ? 'X11_ATEN' : null,
    bmc_version: board ? '7.13' : null
  } satisfies Partial<Model<'Host'>>
}

/** Bytes on the flash disks that take writes first: of each disk the same share. */
function oplogBytes(disks: readonly Model<'PhysicalDisk'>[]): number {
  const flash = disks.filter(({ storage_tier_name: tier }) => tier === 'SSD')
  return Math.floor(flash.reduce((bytes, { disk_size: size }) => bytes + (size ?? 0), 0) * (OPLOG_PERCENT / 100))
}

function hypervisorOf(here: View<Cluster>, host: View<Host>) {
  return {
    hypervisor_address: host.hypervisorAddress,
    hypervisor_key: host.hypervisorAddress,
    hypervisor_type: here.hypervisor,
    hypervisor_full_name: here.hypervisor === 'kKvm' ? 'Nutanix AHV' : 'VMware ESXi',
    hypervisor_state: hypervisorState(here, host),
    hypervisor_username: 'root',
    hypervisor_password: null
  } satisfies Partial<Model<'Host'>>
}

function processorsOf(host: View<Host>) {
  return {
    num_cpu_sockets: host.cpuSockets,
    num_cpu_cores: host.cpuCores,
    num_cpu_threads: host.cpuCores * THREADS_PER_CORE,
    cpu_model: host.cpuModel,
    cpu_frequency_in_hz: host.cpuFrequencyHz,
    cpu_capacity_in_hz: host.cpuFrequencyHz * host.cpuCores
  } satisfies Partial<Model<'Host'>>
}

/** Where it stands in its block. */
function placement(here: View<Cluster>, host: View<Host>) {
  const { place, name, block } = placeOf(here, host)
  return {
    position: { ordinal: place + 1, name, physical_position: null },
    block_serial: block,
    block_model: BLOCK_MODEL,
    block_model_name: BLOCK_MODEL_NAME,
    block_location: null
  } satisfies Partial<Model<'Host'>>
}

/** State of the hypervisor [C: recorded, Checkmk, kAcropolisNormal; EMU: the other two, in its manner]. */
function hypervisorState(here: View<Cluster>, host: View<Host>): string {
  if (host.inMaintenance) return 'kEnteredMaintenanceMode'
  return isEnteringMaintenance(here, host.uuid) ? 'kEnteringMaintenanceMode' : 'kAcropolisNormal'
}
