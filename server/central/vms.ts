/** VMs as v3 tells them [C: recorded, VMs of Prism Central]. */
import type { components } from '../../build/contract/central.types.js'
import { Refusal, containerNamed, networkNamed } from '../domain/core/index.js'
import type { Cluster, View, Vm } from '../domain/core/index.js'
import type { KnownClusters } from './clusters.js'
import { v3List } from './list.js'
import type { Listed } from './list.js'
import { metadataOf, referenceTo } from './reference.js'

type Schemas = components['schemas']
type Intent = Schemas['VmIntent']

const listed = {
  kind: 'vm',
  attributes: [
    ...['name', 'vm_name', 'uuid', 'description', 'power_state', 'num_sockets', 'num_vcpus_per_socket'],
    ...['memory_size_mib', 'protection_type', 'host_name', 'host_uuid', 'cluster_name', 'cluster_uuid', 'ip_addresses'],
    'is_cvm'
  ]
} as const
type Row = Listed<Intent, (typeof listed.attributes)[number]>

const BYTES_PER_MEBIBYTE = 1024 * 1024

export function listVms(
  { clusters }: KnownClusters,
  request: Schemas['VmListRequest'] | null
): Schemas['VmIntentList'] {
  return v3List(listed, clusters.flatMap(vmsOf), request)
}

/** Throws a `Refusal` where no cluster has the VM. */
export function vmIntent({ clusters }: KnownClusters, uuid: string): Intent {
  for (const here of clusters) {
    const vm = here.vms[uuid]
    if (vm !== undefined && Object.hasOwn(here.vms, uuid)) return intentOf(here, vm)
  }
  throw new Refusal('vm/not-found', `VM ${uuid} does not exist`)
}

/** The intent of a VM is made when its page is: there may be thousands. */
function vmsOf(here: View<Cluster>): Row[] {
  return Object.values(here.vms).map(vm => {
    const host = hostOf(here, vm)
    return {
      get intent() {
        return intentOf(here, vm)
      },
      attributes: {
        name: vm.name,
        vm_name: vm.name,
        uuid: vm.uuid,
        description: vm.spec.description,
        power_state: [vm.powerState, vm.powerState.toUpperCase()], // clients write either [C: clients]
        num_sockets: vm.spec.vcpus,
        num_vcpus_per_socket: vm.spec.coresPerVcpu,
        memory_size_mib: vm.spec.memoryMb,
        protection_type: protectionOf(vm),
        host_name: host?.name,
        host_uuid: host?.uuid,
        cluster_name: here.name,
        cluster_uuid: here.uuid,
        ip_addresses: vm.spec.nics.flatMap(({ ip }) => ip ?? []),
        is_cvm: false
      }
    }
  })
}

function hostOf({ hosts }: View<Cluster>, { hostUuid }: View<Vm>): View<Cluster>['hosts'][number] | undefined {
  return hosts.find(({ uuid }) => uuid === hostUuid)
}

function protectionOf({ protectionDomain }: View<Vm>): string {
  return protectionDomain === null ? 'UNPROTECTED' : 'PD_PROTECTED'
}

function intentOf(here: View<Cluster>, vm: View<Vm>): Intent {
  const { name, spec } = vm
  const described = {
    name,
    description: spec.description ?? '',
    cluster_reference: referenceTo('cluster', here.uuid, here.name),
    resources: resourcesOf(here, vm)
  }
  return {
    status: { ...described, state: 'COMPLETE' },
    spec: described,
    metadata: metadataOf('vm', vm.uuid, vm.logicalTimestamp)
  }
}

function resourcesOf(here: View<Cluster>, vm: View<Vm>): Schemas['VmResources'] {
  const { spec } = vm
  const host = hostOf(here, vm)
  return {
    power_state: vm.powerState.toUpperCase(),
    num_sockets: spec.vcpus,
    num_vcpus_per_socket: spec.coresPerVcpu,
    num_threads_per_core: 1,
    memory_size_mib: spec.memoryMb,
    hypervisor_type: here.hypervisor === 'kKvm' ? 'AHV' : 'ESX',
    protection_type: protectionOf(vm),
    bios_uuid: vm.uuid,
    ...(host !== undefined && { host_reference: referenceTo('host', host.uuid, host.name) }),
    machine_type: 'PC',
    ...(spec.guestOs !== null && { guest_os_id: spec.guestOs }),
    hardware_clock_timezone: spec.timezone,
    vga_console_enabled: true,
    disk_list: spec.disks.map(disk => {
      const container = containerNamed(here, disk.container)
      return {
        uuid: disk.uuid,
        disk_size_bytes: disk.sizeBytes,
        disk_size_mib: Math.ceil(disk.sizeBytes / BYTES_PER_MEBIBYTE),
        device_properties: {
          device_type: disk.cdrom ? 'CDROM' : 'DISK',
          disk_address: { adapter_type: disk.bus.toUpperCase(), device_index: disk.index }
        },
        ...(container !== undefined && {
          storage_config: {
            storage_container_reference: referenceTo('storage_container', container.uuid, container.name)
          }
        })
      }
    }),
    nic_list: spec.nics.map(nic => {
      const network = networkNamed(here, nic.network)
      return {
        uuid: nic.uuid,
        mac_address: nic.mac,
        is_connected: nic.connected ?? true,
        nic_type: 'NORMAL_NIC',
        vlan_mode: 'ACCESS',
        ...(network !== undefined && { subnet_reference: referenceTo('subnet', network.uuid, network.name) }),
        ip_endpoint_list: nic.ip === null ? [] : [{ ip: nic.ip, type: 'ASSIGNED' }]
      }
    })
  }
}
