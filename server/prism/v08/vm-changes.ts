/** VM change endpoints of v0.8, mapped to those of v2.0. */
import type { Model, V08CanonicalHandlers, V08CanonicalModel } from '../core/index.js'
import { vms as inV2 } from '../inventory/index.js'
import { mapView } from '../reads/index.js'

const BYTES_PER_MEBIBYTE = 1024 ** 2
const UUID = /^[0-9a-f]{8}-/i

export const vmChanges = {
  updateVM: ({ prism, path, query, body }) =>
    inV2.updateVM({ prism, path, query, body: mapView(body, ({ uuid: _uuid, ...change }) => change) }),

  cloneVM: ({ prism, path, query, body }) => inV2.cloneVM({ prism, path, query, body }),

  createDisk: ({ prism, path, query, body }) => {
    const disks = (body.disks ?? []).map(disk => ({
      disk_address: disk.disk_address ?? null,
      is_cdrom: disk.is_cdrom ?? null,
      ...mediumOf(disk)
    }))
    return inV2.attachVMDisk({ prism, path, query, body: { vm_disks: disks } })
  },

  updateDisk: ({ prism, path, query, body }) => {
    const disk = {
      disk_address: addressOf(path.disk_id),
      flash_mode_enabled: body.flash_mode_enabled ?? null,
      ...mediumOf(body.update_spec ?? {})
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

function mediumOf({
  is_empty,
  vm_disk_clone: clone,
  vm_disk_create: create
}: V08CanonicalModel<'AcropolisDiskUpdateSpec'>): Model<'VmDisk'> {
  return {
    is_empty: is_empty ?? null,
    vm_disk_clone: clone == null ? null : cloneOf(clone),
    vm_disk_create:
      create == null
        ? null
        : {
            size: create.size ?? bytes(create.size_mb),
            storage_container_uuid: create.container_uuid ?? create.container_name ?? null
          }
  }
}

function cloneOf(clone: V08CanonicalModel<'AcropolisDiskClone'>): Model<'VmDiskClone'> {
  const path = clone.ndfs_filepath ?? clone.image_path
  return {
    disk_address: clone.vm_disk_uuid == null ? { ndfs_filepath: path ?? null } : { vmdisk_uuid: clone.vm_disk_uuid },
    minimum_size: clone.minimum_size ?? bytes(clone.minimum_size_mb),
    storage_container_uuid: clone.container_uuid ?? null
  }
}

function bytes(mebibytes: number | null | undefined): number | null {
  return mebibytes == null ? null : mebibytes * BYTES_PER_MEBIBYTE
}
