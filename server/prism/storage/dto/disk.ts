/** Maps physical disks to the wire. */
import { disksOf, distribute, storedIn } from '../../../domain/storage/index.js'
import type { Cluster, Host, PhysicalDisk, View, World } from '../../../domain/core/index.js'
import { figureInstant } from '../../core/index.js'
import type { Model } from '../../core/index.js'
import { ioOfDisks, ioStats, onDisks, shareOfLoad, spaceUsage } from '../../figures/index.js'

/** Plausible ones, by tier. */
const models = {
  SSD: { vendor: 'Samsung', model: 'MZ7KH1T9HAJR-00005', firmware: 'HXM7404Q' },
  HDD: { vendor: 'Seagate', model: 'ST6000NM0115', firmware: 'SN05' }
} as const

/** All disks of the cluster, host by host. What is stored lies on them in proportion to their size. */
export function diskDtos(world: View<World>, here: View<Cluster>): Model<'PhysicalDisk'>[] {
  const disks = disksOf(here)
  const { physical } = storedIn(here, figureInstant(world))
  const sizes = disks.map(disk => disk.sizeBytes)
  const used = distribute(physical, sizes)
  const load = ioOfDisks(here, () => true)
  return here.hosts.flatMap(host =>
    host.disks.map(disk => {
      const index = disks.indexOf(disk)
      const stats = ioStats(shareOfLoad(load, sizes, index))
      return { ...diskDto(here, host, disk, used[index] ?? 0), stats }
    })
  )
}

function diskDto(
  here: View<Cluster>,
  host: View<Host>,
  disk: View<PhysicalDisk>,
  usedBytes: number
): Omit<Model<'PhysicalDisk'>, 'stats'> {
  const id = `${here.uuid}::${disk.number}`
  const mountPath = `/home/nutanix/data/stargate-storage/disks/${disk.serial}`
  const { vendor, model, firmware } = models[disk.tier]
  return {
    id,
    disk_uuid: disk.uuid,
    cluster_uuid: here.uuid,
    node_uuid: host.uuid,
    host_name: host.name,
    node_name: host.name,
    cvm_ip_address: host.controllerVmAddress,
    service_vmid: `${here.uuid}::${host.number}`,
    last_node_uuid: null,
    last_service_vmid: null,
    storage_tier_name: disk.tier,
    disk_size: disk.sizeBytes,
    location: disk.location,
    mount_path: mountPath,
    disk_status: disk.leaving ? 'DATA_MIGRATION_INITIATED' : 'NORMAL',
    online: true,
    data_migrated: false,
    marked_for_removal: disk.leaving,
    self_encrypting_drive: false,
    password_protected: false,
    disk_hardware_config: {
      disk_uuid: disk.uuid,
      disk_id: id,
      serial_number: disk.serial,
      vendor,
      model,
      current_firmware_version: firmware,
      target_firmware_version: firmware,
      location: disk.location,
      mount_path: mountPath,
      mounted: true,
      bad: false,
      under_diagnosis: false,
      background_operation: null,
      boot_disk: disk.tier === 'SSD' && disk.location === 1,
      only_boot_disk: false,
      can_add_as_new_disk: false,
      can_add_as_old_disk: false
    },
    dynamic_ring_changing_node: null,
    usage_stats: spaceUsage({ stored: onDisks(usedBytes), capacity: disk.sizeBytes, copies: 1 }),
    alert_summary: null,
    health_summary: null
  }
}
