/** VM endpoints: create, change, clone, delete and power. */
import { vmOf, entityUuid } from '../../domain/core/index.js'
import { nicOf } from '../../domain/inventory/index.js'
import { acropolis, acropolisSlice, rowsOf, selectRows } from '../lists/index.js'
import { RequestError } from '../core/index.js'
import type { V2Handlers } from '../core/index.js'
import { taskUuidDto } from './dto/task-uuid.js'
import { diskFinder, nicDto, vmDto } from './dto/vm.js'
import { cloneSpecs, diskPlace, diskRequest, nicRequest, vmCreation, vmSettings } from './dto/vm-request.js'

export const vms = {
  *getVMs({ prism, query }) {
    const include = includedBy(query)
    const rows = rowsOf(prism, Object.values(prism.cluster.vms), ({ cluster }) => {
      const findDisk = diskFinder(cluster)
      return vm => vmDto(cluster, vm, include, findDisk)
    })
    // Clients say vm_name, as the other lists of VMs do.
    const wanted = yield* selectRows(rows, { filter_criteria: query.filter }, vm => ({
      ...vm,
      vm_name: vm.name,
      vm_uuid: vm.uuid
    }))
    return acropolisSlice(wanted, query)
  },

  getVM: ({ prism: { cluster }, path, query }) =>
    vmDto(cluster, vmOf(cluster, entityUuid(path.uuid)), includedBy(query)),

  createVM: ({ prism, body }) => taskUuidDto(prism.submit({ type: 'create-vm', vm: vmCreation(body) })),

  updateVM: ({ prism, path, body }) => {
    const disks = (body.vm_disks ?? []).map(diskRequest)
    const timestamp = body.vm_logical_timestamp ?? null
    return taskUuidDto(
      prism.submit({ type: 'update-vm', vm: entityUuid(path.uuid), change: vmSettings(body), disks, timestamp })
    )
  },

  deleteVM: ({ prism, path, query }) => {
    const timestamp = query.logical_timestamp ?? null
    const snapshotsToo = query.delete_snapshots ?? false
    return taskUuidDto(prism.submit({ type: 'delete-vm', vm: entityUuid(path.uuid), snapshotsToo, timestamp }))
  },

  cloneVM: ({ prism, path, body }) => {
    const container = body?.storage_container_uuid || null
    return taskUuidDto(
      prism.submit({ type: 'clone-vm', vm: entityUuid(path.uuid), clones: cloneSpecs(body?.spec_list), container })
    )
  },

  restoreVM: ({ prism, path, body }) => {
    const networksToo = body.restore_network_configuration ?? false
    return taskUuidDto(
      prism.submit({ type: 'restore-vm', vm: entityUuid(path.uuid), snapshot: body.snapshot_uuid, networksToo })
    )
  },

  attachVMDisk: ({ prism, path, body }) =>
    taskUuidDto(
      prism.submit({ type: 'attach-disks', vm: entityUuid(path.uuid), disks: body.vm_disks.map(diskRequest) })
    ),

  detachVMDisk: ({ prism, path, body }) => {
    const disks = body.vm_disks.map(disk => diskPlace(disk.disk_address))
    return taskUuidDto(prism.submit({ type: 'detach-disks', vm: entityUuid(path.uuid), disks }))
  },

  updateVMDisk: ({ prism, path, body }) =>
    taskUuidDto(
      prism.submit({ type: 'update-disks', vm: entityUuid(path.uuid), disks: body.vm_disks.map(diskRequest) })
    ),

  /** Only of VMs of another hypervisor; those of AHV are served by v1's guest tools [C: recorded, a refusal of AOS 5]. */
  manageGuestTool: ({ prism, path, body }) => {
    if (prism.cluster.hypervisor === 'kKvm') throw new RequestError('hypervisor', 'Hypervisor ahv not supported')
    return taskUuidDto(
      prism.submit({ type: 'manage-guest-tools', vm: entityUuid(path.uuid), operation: body.operation })
    )
  },

  getNics: ({ prism: { cluster }, path, query }) => {
    const { include_address_assignments: withAddresses } = query
    return acropolis(vmOf(cluster, entityUuid(path.uuid)).spec.nics.map(nic => nicDto(cluster, nic, withAddresses)))
  },

  getNic: ({ prism: { cluster }, path, query }) =>
    nicDto(cluster, nicOf(vmOf(cluster, entityUuid(path.vm_uuid)), path.nic_id), query.include_address_assignments),

  createNic: ({ prism, path, body }) =>
    taskUuidDto(prism.submit({ type: 'add-nics', vm: entityUuid(path.uuid), nics: body.spec_list.map(nicRequest) })),

  updateNic: ({ prism, path, body }) => {
    const timestamp = body.vm_logical_timestamp ?? null
    const change = nicRequest(body.nic_spec)
    return taskUuidDto(
      prism.submit({ type: 'update-nic', vm: entityUuid(path.uuid), nic: path.nic_id, change, timestamp })
    )
  },

  deleteNic: ({ prism, path, query }) => {
    const timestamp = query.vm_logical_timestamp ?? null
    return taskUuidDto(prism.submit({ type: 'remove-nic', vm: entityUuid(path.vm_uuid), nic: path.nic_id, timestamp }))
  },

  setPowerState: ({ prism, path, body }) =>
    taskUuidDto(
      prism.submit({
        type: 'set-power-state',
        vm: entityUuid(path.uuid),
        transition: body.transition?.toUpperCase() ?? '',
        host: body.host_uuid ?? null
      })
    )
} satisfies Partial<V2Handlers>

function includedBy(query: { include_vm_disk_config?: boolean; include_vm_nic_config?: boolean }) {
  return { disks: query.include_vm_disk_config ?? false, nics: query.include_vm_nic_config ?? false }
}
