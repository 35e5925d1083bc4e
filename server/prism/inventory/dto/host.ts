/** Maps hosts to the wire. */
import { entering } from '../../../domain/inventory/index.js'
import { storedIn } from '../../../domain/storage/index.js'
import type { StoredBytes } from '../../../domain/storage/index.js'
import type { Cluster, Host, View, World } from '../../../domain/core/index.js'
import type { Model } from '../../core/index.js'
import { hostUsage, memoryUsagePpm, tierUsage, unmeasuredOfHosts } from '../../figures/index.js'
import { diskDtos } from '../../storage/index.js'
import { hostNicIds } from './host-nic.js'
import { BLOCK_MODEL, placeOf } from './rackable-unit.js'

const THREADS_PER_CORE = 2

/** What hosts share in what the cluster stores, counted once for all of them. */
interface StoredOnHosts {
  readonly disks: readonly Model<'PhysicalDisk'>[]
  readonly stored: StoredBytes
}

export function storedOnHosts(world: View<World>, here: View<Cluster>): StoredOnHosts {
  return { disks: diskDtos(world, here), stored: storedIn(world, here) }
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
    rdma_backplane_ips: [],
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
    hba_firmwares_list: [],
    host_gpus: [],
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
    stats: { ...unmeasuredOfHosts, hypervisor_memory_usage_ppm: memoryUsagePpm(here, [host]) },
    usage_stats: { ...hostUsage(here, host, stored), ...tierUsage(disks) }
  }
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
    block_model_name: null,
    block_location: null
  } satisfies Partial<Model<'Host'>>
}

/** [C: kAcropolisNormal; EMU: the other two, in its manner.] */
function hypervisorState(here: View<Cluster>, host: View<Host>): string {
  if (host.inMaintenance) return 'kEnteredMaintenanceMode'
  return entering(here, host.uuid) ? 'kEnteringMaintenanceMode' : 'kAcropolisNormal'
}
