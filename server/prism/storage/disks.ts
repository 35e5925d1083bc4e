/** Physical disk endpoints. */
import { required } from '../../domain/core/index.js'
import type { Cluster, View } from '../../domain/core/index.js'
import { arithmos, withEntityNames } from '../lists/index.js'
import type { Model, Prism, V2Handlers } from '../core/index.js'
import { alertsAbout, eventsAbout, withSummaries } from '../notices/index.js'
import { diskDtos } from './dto/disk.js'
import { gaugesOf, projectionOf, statsResponse } from '../figures/index.js'
import type { Projection } from '../figures/index.js'

export const disks = {
  getDisks: ({ prism: { world, cluster }, query }) => {
    const projection = projectionOf(query.projection)
    const rows = diskDtos(world, cluster).map(disk => withSummariesOf(cluster, disk, projection))
    return arithmos(rows, query, withEntityNames('appliance.configuration.DiskDTO'))
  },

  getDisk: ({ prism, path, query }) =>
    withSummariesOf(prism.cluster, diskOf(prism, path.uuid), projectionOf(query.projection)),

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

function withSummariesOf(
  here: View<Cluster>,
  disk: Model<'PhysicalDisk'>,
  projection: Projection
): Model<'PhysicalDisk'> {
  return withSummaries(here, disk, { type: 'disk', name: serialIn(disk) }, projection)
}

/** Alerts and events name a disk by its serial number. */
function serialOf(prism: Prism, identifier: string): string {
  return serialIn(diskOf(prism, identifier))
}

function serialIn({ disk_hardware_config: hardware }: Model<'PhysicalDisk'>): string {
  return hardware?.serial_number ?? ''
}
