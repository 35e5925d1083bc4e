/** Maps controller VMs, one per host, to v1's lists. EMU: their size; they are not VMs of the simulated world. */
import type { Cluster, Host, View } from '../../../domain/core/index.js'
import type { Model } from '../../core/index.js'
import { controllerVmStats } from '../../figures/index.js'
import { placeOf } from './rackable-unit.js'

const VCPUS = 8
const MEMORY_BYTES = 32 * 1024 ** 3

/** Where its host reaches it, the same on every host [C: product manual]. */
const INTERNAL_ADDRESS = '192.168.5.254'

export function controllerVmDtos(here: View<Cluster>): Model<'VmSummary'>[] {
  return here.hosts.map(host => controllerVmDto(here, host))
}

export function controllerVmDto(here: View<Cluster>, host: View<Host>): Model<'VmSummary'> {
  const uuid = uuidOn(host)
  const { name, block } = placeOf(here, host)
  const addresses = [host.controllerVmAddress, INTERNAL_ADDRESS]
  return {
    vm_id: `${here.uuid}::${uuid}`,
    uuid,
    vm_name: `NTNX-${block}-${name}-CVM`,
    description: null,
    power_state: host.lost === true ? 'off' : 'on',
    protection_domain_name: null,
    consistency_group_name: null,
    protection_type: 'unprotected',
    vm_type: 'kControllerVM',
    gpus_in_use: false,
    vm_features: { AGENT_VM: false, VGA_CONSOLE: true },
    cluster_uuid: here.uuid,
    host_id: `${here.uuid}::${host.number}`,
    host_uuid: host.uuid,
    host_name: host.name,
    hypervisor_type: here.hypervisor,
    acropolis_vm: false,
    controller_vm: true,
    control_domain: false,
    displayable: true,
    guest_operating_system: 'CentOS 4/5/6/7 (64-bit)',
    num_vcpus: VCPUS,
    cpu_reserved_in_hz: 0,
    memory_capacity_in_bytes: MEMORY_BYTES,
    memory_reserved_capacity_in_bytes: MEMORY_BYTES,
    disk_capacity_in_bytes: 0,
    num_network_adapters: addresses.length,
    ip_addresses: addresses,
    virtual_nic_ids: [],
    virtual_nic_uuids: [],
    vdisk_names: [],
    vdisk_file_paths: [],
    nutanix_virtual_disks: [],
    nutanix_virtual_disk_ids: [],
    nutanix_virtual_disk_uuids: [],
    storage_container_ids: [],
    storage_container_uuids: [],
    container_ids: [],
    container_uuids: [],
    running_on_ndfs: false,
    finger_print_on_write: null,
    on_disk_dedup: null,
    nutanix_guest_tools: null,
    stats: controllerVmStats(host.lost !== true),
    usage_stats: {}
  }
}

/** EMU: that of its host, of another version. */
const uuidOn = ({ uuid }: View<Host>): string => `${uuid.slice(0, 14)}${uuid[14] === '4' ? '5' : '4'}${uuid.slice(15)}`
