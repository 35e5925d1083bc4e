/** VMs as the hypervisor configures them: made, changed, copied, deleted, and their power. */
import { vmOf } from '../../domain/core/index.js'
import { nicOf } from '../../domain/inventory/index.js'
import { acropolis, refuseUnreadable, select } from '../lists/index.js'
import type { V2Handlers } from '../core/index.js'
import { started } from './dto/started.js'
import { nicDto, vmDto } from './dto/vm.js'
import { cloneSpecs, diskPlace, diskRequest, nicRequest, vmCreation, vmSettings } from './dto/vm-request.js'

export const vms = {
  getVMs: ({ prism: { cluster }, query }) => {
    refuseUnreadable({ filter_criteria: query.filter })
    const all = Object.values(cluster.vms).map(vm => vmDto(cluster, vm, includedBy(query)))
    // Clients say vm_name, as the other lists of VMs do.
    const wanted = select(all, { filter_criteria: query.filter }, vm => ({ ...vm, vm_name: vm.name, vm_uuid: vm.uuid }))
    const start = query.offset ?? 0
    return acropolis(wanted.slice(start, query.length === undefined ? undefined : start + query.length), wanted.length)
  },

  getVM: ({ prism: { cluster }, path, query }) => vmDto(cluster, vmOf(cluster, path.uuid), includedBy(query)),

  createVM: ({ prism, body }) => started(prism.submit({ type: 'create-vm', vm: vmCreation(body) })),

  updateVM: ({ prism, path, body }) => {
    const disks = (body.vm_disks ?? []).map(diskRequest)
    const timestamp = body.vm_logical_timestamp ?? null
    return started(prism.submit({ type: 'update-vm', vm: path.uuid, change: vmSettings(body), disks, timestamp }))
  },

  deleteVM: ({ prism, path, query }) => {
    const timestamp = query.logical_timestamp ?? null
    const snapshotsToo = query.delete_snapshots ?? false
    return started(prism.submit({ type: 'delete-vm', vm: path.uuid, snapshotsToo, timestamp }))
  },

  cloneVM: ({ prism, path, body }) => {
    const container = body?.storage_container_uuid || null
    return started(prism.submit({ type: 'clone-vm', vm: path.uuid, clones: cloneSpecs(body?.spec_list), container }))
  },

  restoreVM: ({ prism, path, body }) => {
    const networksToo = body.restore_network_configuration ?? false
    return started(prism.submit({ type: 'restore-vm', vm: path.uuid, snapshot: body.snapshot_uuid, networksToo }))
  },

  attachVMDisk: ({ prism, path, body }) =>
    started(prism.submit({ type: 'attach-disks', vm: path.uuid, disks: body.vm_disks.map(diskRequest) })),

  detachVMDisk: ({ prism, path, body }) => {
    const disks = body.vm_disks.map(disk => diskPlace(disk.disk_address))
    return started(prism.submit({ type: 'detach-disks', vm: path.uuid, disks }))
  },

  updateVMDisk: ({ prism, path, body }) =>
    started(prism.submit({ type: 'update-disks', vm: path.uuid, disks: body.vm_disks.map(diskRequest) })),

  manageGuestTool: ({ prism, path, body }) =>
    started(prism.submit({ type: 'manage-guest-tools', vm: path.uuid, operation: body.operation })),

  getNics: ({ prism: { cluster }, path }) =>
    acropolis(vmOf(cluster, path.uuid).spec.nics.map(nic => nicDto(cluster, nic))),

  getNic: ({ prism: { cluster }, path }) => nicDto(cluster, nicOf(vmOf(cluster, path.vm_uuid), path.nic_id)),

  createNic: ({ prism, path, body }) =>
    started(prism.submit({ type: 'add-nics', vm: path.uuid, nics: body.spec_list.map(nicRequest) })),

  updateNic: ({ prism, path, body }) => {
    const timestamp = body.vm_logical_timestamp ?? null
    const change = nicRequest(body.nic_spec)
    return started(prism.submit({ type: 'update-nic', vm: path.uuid, nic: path.nic_id, change, timestamp }))
  },

  deleteNic: ({ prism, path, query }) => {
    const timestamp = query.vm_logical_timestamp ?? null
    return started(prism.submit({ type: 'remove-nic', vm: path.vm_uuid, nic: path.nic_id, timestamp }))
  },

  setPowerState: ({ prism, path, body }) =>
    started(
      prism.submit({
        type: 'set-power-state',
        vm: path.uuid,
        transition: body.transition?.toUpperCase() ?? '',
        host: body.host_uuid ?? null
      })
    )
} satisfies Partial<V2Handlers>

function includedBy(query: { include_vm_disk_config?: boolean; include_vm_nic_config?: boolean }) {
  return { disks: query.include_vm_disk_config ?? false, nics: query.include_vm_nic_config ?? false }
}
