/** Physical disk endpoints. */
import { required } from '../../domain/core/index.js'
import { arithmos } from '../lists/index.js'
import type { Model, Prism, V2Handlers } from '../core/index.js'
import { alertsAbout, eventsAbout } from '../notices/index.js'
import { diskDtos } from './dto/disk.js'
import { statsResponse, gaugesOf } from '../figures/index.js'

export const disks = {
  getDisks: ({ prism: { world, cluster }, query }) => arithmos(diskDtos(world, cluster), query),

  getDisk: ({ prism, path }) => diskOf(prism, path.uuid),

  beginRemoveDisk: ({ prism, path }) => {
    prism.submit({ type: 'remove-disk', disk: path.uuid })
    return { value: true }
  },

  getDiskAlerts: ({ prism, query }) => alertsAbout(prism, query, 'disk'),

  getDiskEvents: ({ prism, query }) => eventsAbout(prism, query, 'disk'),

  getAlertsForDisk: ({ prism, path, query }) => alertsAbout(prism, query, 'disk', serialOf(prism, path.uuid)),

  getEventsForDisks: ({ prism, path, query }) => eventsAbout(prism, query, 'disk', serialOf(prism, path.uuid)),

  getDiskStats: ({ prism, path, query }) => {
    const shown = diskOf(prism, path.uuid)
    return statsResponse(prism.world.now, query, gaugesOf(shown, prism.world.now))
  }
} satisfies Partial<V2Handlers>

function diskOf({ world, cluster }: Prism, identifier: string): Model<'PhysicalDisk'> {
  const disk = diskDtos(world, cluster).find(({ id, disk_uuid: uuid }) => identifier === uuid || identifier === id)
  return required(disk, 'disk/not-found', `Disk ${identifier} does not exist on ${cluster.name}`)
}

/** Alerts and events name a disk by its serial number. */
function serialOf(prism: Prism, identifier: string): string {
  return diskOf(prism, identifier).disk_hardware_config?.serial_number ?? ''
}
