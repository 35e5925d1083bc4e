/** VM endpoints of v0.8: configuration and state apart, and power by transition. */
import { required, vmOf, entityUuid } from '../../domain/core/index.js'
import type { Cluster, View, Vm } from '../../domain/core/index.js'
import { acropolis, rowsOf } from '../lists/index.js'
import type { V08CanonicalHandlers, V08CanonicalModel } from '../core/index.js'
import { diskDto, nicDto, snapshotDto, vms as inV2 } from '../inventory/index.js'

export const vms = {
  getVMs: ({ prism, query }) => {
    const parts = partsAsked(query)
    return acropolis(
      rowsOf(
        prism,
        Object.values(prism.cluster.vms),
        ({ cluster }) =>
          vm =>
            vmDto(cluster, vm, parts)
      )
    )
  },

  getVM: ({ prism: { cluster }, path, query }) =>
    vmDto(cluster, vmOf(cluster, entityUuid(path.uuid)), partsAsked(query)),

  getDisks: ({ prism: { cluster }, path, query }) => {
    const disks = disksOf(cluster, vmOf(cluster, entityUuid(path.uuid)), query.include_disk_sizes)
    return acropolis(
      disks.filter(
        ({ addr }) =>
          (query.bus_type === undefined || addr?.device_bus === query.bus_type.toLowerCase()) &&
          (query.device_index === undefined || String(addr?.device_index) === query.device_index)
      )
    )
  },

  getDisk: ({ prism: { cluster }, path, query }) => {
    const vm = vmOf(cluster, entityUuid(path.uuid))
    const place = path.disk_id.replace('-', '.')
    return required(
      disksOf(cluster, vm, query.include_disk_sizes).find(
        ({ id, vm_disk_uuid: uuid }) => id === place || uuid === path.disk_id
      ),
      'disk/not-found',
      `Disk ${path.disk_id} of VM ${vm.name} does not exist`
    )
  },

  getVMSnapshots: ({ prism: { cluster }, path, query }) => {
    const vm = vmOf(cluster, entityUuid(path.uuid))
    const snapshots = Object.values(cluster.vmSnapshots)
      .filter(snapshot => snapshot.vm === vm.uuid)
      .sort((a, b) => a.createdAt - b.createdAt)
    return {
      vm_uuid: vm.uuid,
      logical_timestamp: vm.logicalTimestamp,
      parent_snapshot_uuid: snapshots.at(-1)?.uuid ?? null,
      link_list: snapshots.map((snapshot, index) => ({
        snapshot_uuid: snapshot.uuid,
        parent_snapshot_uuid: snapshots[index - 1]?.uuid ?? null,
        snapshot_info: query.include_snapshots === true ? snapshotDto(cluster, snapshot) : null
      }))
    }
  },

  setPowerState: ({ prism, path, query, body: { transition, host_uuid = null } }) =>
    inV2.setPowerState({ prism, path, query, body: { transition, host_uuid } }),

  powerOn: ({ prism, path, query, body }) =>
    inV2.setPowerState({ prism, path, query, body: { transition: 'ON', host_uuid: body?.host_uuid ?? null } }),

  powerOff: ({ prism, path, query }) => inV2.setPowerState({ prism, path, query, body: { transition: 'OFF' } })
} satisfies Partial<V08CanonicalHandlers>

interface Parts {
  readonly sizes?: boolean | undefined
  /** There unless they are not wanted. */
  readonly addresses?: boolean | undefined
}

const partsAsked = (query: {
  include_vm_disk_sizes?: boolean | undefined
  include_address_assignments?: boolean | undefined
}): Parts => ({ sizes: query.include_vm_disk_sizes, addresses: query.include_address_assignments })

function vmDto(here: View<Cluster>, vm: View<Vm>, { sizes, addresses }: Parts): V08CanonicalModel<'AcropolisVm'> {
  const { spec } = vm
  return {
    uuid: vm.uuid,
    host_uuid: vm.hostUuid,
    logical_timestamp: vm.logicalTimestamp,
    state: vm.powerState,
    config: {
      name: vm.name,
      description: spec.description,
      num_vcpus: spec.vcpus,
      num_cores_per_vcpu: spec.coresPerVcpu,
      memory_mb: spec.memoryMb,
      ha_priority: 0,
      vm_disks: disksOf(here, vm, sizes),
      vm_nics: spec.nics.map(nic => nicDto(here, nic, addresses))
    }
  }
}

function disksOf(here: View<Cluster>, { spec }: View<Vm>, sizes = false): V08CanonicalModel<'AcropolisVmDisk'>[] {
  return spec.disks.map(disk => {
    const dto = diskDto(here, disk, () => undefined)
    return {
      addr: dto.disk_address ?? null,
      id: dto.disk_address?.disk_label ?? null,
      container_uuid: dto.storage_container_uuid ?? null,
      is_cdrom: dto.is_cdrom ?? null,
      is_empty: dto.is_empty ?? null,
      is_scsi_passthrough: dto.is_scsi_passthrough ?? null,
      flash_mode_enabled: dto.flash_mode_enabled ?? null,
      vm_disk_size: sizes ? disk.sizeBytes : null,
      vm_disk_uuid: disk.uuid
    }
  })
}
