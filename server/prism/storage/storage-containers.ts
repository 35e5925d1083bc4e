/** Storage container endpoints. */
import { containerOf } from '../../domain/core/index.js'
import { arithmos, arithmosRows, rowsOf, withEntityNames } from '../lists/index.js'
import type { Model, Prism, V2Handlers } from '../core/index.js'
import { RequestError } from '../core/index.js'
import { alertsAbout, eventsAbout, withSummaries } from '../notices/index.js'
import { containerChange, gaugesOf, projectionOf, statsResponse, storageContainerDto } from '../figures/index.js'
import { mapView } from '../reads/index.js'
import { storedDisks, vdiskDto, vdiskName } from './dto/vdisk.js'

export const storageContainers = {
  getContainers: ({ prism: { world, cluster }, query }) => {
    const projection = projectionOf(query.projection)
    const rows = cluster.containers.map(container => {
      const row = storageContainerDto(world, cluster, container)
      return withSummaries(cluster, row, { type: 'storage_container', name: container.name }, projection)
    })
    return arithmos(rows, query, withEntityNames('appliance.configuration.ContainerDTO'))
  },

  getContainer: ({ prism: { world, cluster }, path, query }) => {
    const container = containerOf(cluster, path.uuid)
    const row = storageContainerDto(world, cluster, container)
    const entity = { type: 'storage_container', name: container.name } as const
    return withSummaries(cluster, row, entity, projectionOf(query.projection))
  },

  addContainer: ({ prism, body }) => {
    prism.submit({ type: 'create-storage-container', change: containerChange(body) })
    return { value: true }
  },

  editContainer: ({ prism, body }) => change(prism, body),

  // Clients say the fields of a container without the envelope, too [C: clients].
  patchContainer: ({ prism, body }) => change(prism, body.generic_dto ?? mapView(body, unwrapped)),

  deleteContainer: ({ prism, path }) => {
    prism.submit({ type: 'remove-storage-container', container: path.uuid })
    return { value: true }
  },

  getContainerAlerts: ({ prism, query }) => alertsAbout(prism, query, 'storage_container'),

  getContainerEvents: ({ prism, query }) => eventsAbout(prism, query, 'storage_container'),

  getAlertsForContainer: ({ prism, path, query }) =>
    alertsAbout(prism, query, 'storage_container', containerOf(prism.cluster, path.uuid).name),

  getEventsForContainer: ({ prism, path, query }) =>
    eventsAbout(prism, query, 'storage_container', containerOf(prism.cluster, path.uuid).name),

  getContainerStats: ({ prism: { world, cluster }, path, query }) => {
    const shown = storageContainerDto(world, cluster, containerOf(cluster, path.uuid))
    return statsResponse(world.now, query, gaugesOf(shown, world.now))
  },

  getVDisksInContainer: ({ prism, path }) => {
    const stored = storedDisks(prism.cluster, containerOf(prism.cluster, path.uuid))
    return arithmosRows(
      rowsOf(
        prism,
        stored,
        ({ cluster }) =>
          disk =>
            vdiskDto(cluster, disk),
        vdiskName
      ),
      {}
    )
  }
} satisfies Partial<V2Handlers>

/** What a patch says of its container outside of the envelope. */
function unwrapped(patch: Model<'StorageContainerPatch'>): Model<'StorageContainer'> {
  const { generic_dto: _envelope, operation: _operation, cluster_uuid: _cluster, ...fields } = patch
  return fields
}

/** Clients name a container by UUID or identifier; by its name where they give neither, which then cannot change. */
function change(prism: Prism, dto: Model<'StorageContainer'>): { value: boolean } {
  const { storage_container_uuid: uuid, id, name } = dto
  const named = prism.cluster.containers.find(container => container.name === name)?.uuid
  const container = uuid ?? id ?? named ?? name
  if (container == null || container === '') throw new RequestError('invalid', 'A storage container is required')
  prism.submit({ type: 'change-storage-container', container, change: containerChange(dto) })
  return { value: true }
}
