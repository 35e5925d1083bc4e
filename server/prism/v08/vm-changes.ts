/** VM change endpoints of v0.8, mapped to those of v2.0. */
import type { Model, V08CanonicalHandlers } from '../core/index.js'
import { olderVmCreation, taskUuidDto, vms as inV2 } from '../inventory/index.js'
import { mapView } from '../reads/index.js'

const UUID = /^[0-9a-f]{8}-/i

export const vmChanges = {
  createVM: ({ prism, body }) => taskUuidDto(prism.submit({ type: 'create-vm', vm: olderVmCreation(body) })),

  updateVM: ({ prism, path, query, body }) =>
    inV2.updateVM({ prism, path, query, body: mapView(body, ({ uuid: _uuid, ...change }) => change) }),

  cloneVM: ({ prism, path, query, body }) => inV2.cloneVM({ prism, path, query, body }),

  createDisk: ({ prism, path, query, body }) => {
    const { disks } = body
    return inV2.attachVMDisk({ prism, path, query, body: { vm_disks: disks ?? [] } })
  },

  updateDisk: ({ prism, path, query, body }) => {
    const { flash_mode_enabled: flashMode, update_spec: medium } = body
    const disk = {
      disk_address: addressOf(path.disk_id),
      flash_mode_enabled: flashMode ?? null,
      is_empty: medium?.is_empty ?? null,
      vm_disk_clone: medium?.vm_disk_clone ?? null,
      vm_disk_create: medium?.vm_disk_create ?? null
    }
    return inV2.updateVMDisk({ prism, path, query, body: { vm_disks: [disk] } })
  },

  deleteDisk: ({ prism, path, query }) =>
    inV2.detachVMDisk({ prism, path, query, body: { vm_disks: [{ disk_address: addressOf(path.disk_id) }] } })
} satisfies Partial<V08CanonicalHandlers>

/** A disk in a path goes by its UUID, or by its place: `scsi.0`, `scsi-0`. */
function addressOf(disk: string): Model<'DiskAddress'> {
  return UUID.test(disk) ? { vmdisk_uuid: disk } : { disk_label: disk.replace('-', '.').toLowerCase() }
}
