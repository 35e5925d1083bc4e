/** Virtual disk endpoints: VM disks as storage sees them, and their files. */
import { Refusal, containerNamed, diskPath } from '../../domain/core/index.js'
import type { Cluster, Disk, View, Vm } from '../../domain/core/index.js'
import { acropolis, arithmosRows, rowsOf, withEntityNames } from '../lists/index.js'
import type { Model, V2Handlers } from '../core/index.js'
import { statsResponse, gaugesOf, ioOfDisk, ioStats } from '../figures/index.js'
import { deviceUuid } from './dto/vm.js'

export const virtualDisks = {
  getVirtualDisks: ({ prism, query }) =>
    arithmosRows(
      rowsOf(
        prism,
        disksOf(Object.values(prism.cluster.vms)),
        ({ cluster }) =>
          ({ vm, disk }) =>
            virtualDiskDto(cluster, vm, disk),
        ({ disk }) => disk.uuid
      ),
      query,
      withEntityNames('appliance.configuration.VirtualDiskDTO')
    ),

  getVirtualDisk: ({ prism: { cluster }, path }) => virtualDisk(cluster, path.uuid),

  updateVirtualDisk: ({ prism, body }) => {
    const disk = virtualDisk(prism.cluster, body.uuid ?? body.virtual_disk_id ?? '').uuid ?? ''
    if (body.flash_mode_enabled != null) prism.submit({ type: 'set-flash-mode', disk, pinned: body.flash_mode_enabled })
    return virtualDisk(prism.cluster, disk)
  },

  getVirtualDiskStats: ({ prism: { world, cluster }, path, query }) => {
    const shown = virtualDisk(cluster, path.uuid)
    return statsResponse(world.now, query, gaugesOf(shown, world.now))
  },

  getVdisks: ({ prism: { cluster }, query }) => acropolis(filesUnder(cluster, query.path))
} satisfies Partial<V2Handlers>

/** Of every VM, or of some; optical drives are no disks of the storage. */
export function virtualDisksOf(here: View<Cluster>, vms: readonly View<Vm>[]): Model<'VirtualDisk'>[] {
  return disksOf(vms).map(({ vm, disk }) => virtualDiskDto(here, vm, disk))
}

function disksOf(vms: readonly View<Vm>[]): { vm: View<Vm>; disk: View<Disk> }[] {
  return vms.flatMap(vm => vm.spec.disks.filter(({ cdrom }) => !cdrom).map(disk => ({ vm, disk })))
}

function virtualDisk(here: View<Cluster>, id: string): Model<'VirtualDisk'> {
  const uuid = id.slice(Math.max(id.lastIndexOf(':'), id.lastIndexOf('/')) + 1)
  const found = disksOf(Object.values(here.vms)).find(({ disk }) => disk.uuid === uuid)
  if (found === undefined) throw new Refusal('vm-disk/not-found', `Virtual disk ${id} does not exist on ${here.name}`)
  return virtualDiskDto(here, found.vm, found.disk)
}

function virtualDiskDto(here: View<Cluster>, vm: View<Vm>, disk: View<Disk>): Model<'VirtualDisk'> {
  const container = containerNamed(here, disk.container)
  return {
    virtual_disk_id: `${here.uuid}::${disk.uuid}`,
    uuid: disk.uuid,
    device_uuid: deviceUuid(disk),
    cluster_uuid: here.uuid,
    disk_address: `${disk.bus}.${disk.index}`,
    disk_capacity_in_bytes: disk.sizeBytes,
    attached_vm_id: `${here.uuid}::${vm.uuid}`,
    attached_vm_uuid: vm.uuid,
    attached_vmname: vm.name,
    attached_volume_group_id: null,
    nutanix_nfsfile_path: diskPath(disk),
    storage_container_id: container === undefined ? null : `${here.uuid}::${container.number}`,
    storage_container_uuid: container?.uuid ?? null,
    flash_mode_enabled: disk.flashMode ?? false,
    datasource_uuid: null,
    // Among the stats as well [C: recorded, sts-nutanix-agent-checks].
    stats: { ...ioStats(ioOfDisk(vm, disk)), controller_user_bytes: String(disk.usedBytes) },
    usage_stats: { controller_user_bytes: String(disk.usedBytes) },
    alert_summary: null,
    health_summary: null
  }
}

/** The files of disks whose path is, or lies under, the one given. */
function filesUnder(here: View<Cluster>, path: string): Model<'NdfsFile'>[] {
  const folder = path.replace(/\/+$/, '')
  const images = Object.values(here.images).flatMap(({ disk }) => disk ?? [])
  const disks = [...Object.values(here.vms).flatMap(vm => vm.spec.disks), ...images]
  return disks.flatMap(disk => {
    const file = diskPath(disk)
    if (file !== folder && !file.startsWith(`${folder}/`)) return []
    return [
      { name: disk.uuid, file_path: file, file_type: 'FILE', total_size: disk.sizeBytes, used_size: disk.usedBytes }
    ]
  })
}
