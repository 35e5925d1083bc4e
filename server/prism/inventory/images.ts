/** Image endpoints. */
import { containerNamed, getOwn, required } from '../../domain/core/index.js'
import type { Cluster, Image, View } from '../../domain/core/index.js'
import { acropolis } from '../lists/index.js'
import type { Model, V2Handlers } from '../core/index.js'
import { taskUuidDto } from './dto/task-uuid.js'
import { imageRequest } from './dto/vm-request.js'

export const images = {
  getImages: ({ prism: { cluster }, query }) => {
    const { include_vm_disk_sizes: withSizes } = query
    return acropolis(Object.values(cluster.images).map(image => imageDto(cluster, image, withSizes)))
  },

  getImage: ({ prism: { cluster }, path, query }) => {
    const message = `Image ${path.uuid} does not exist on ${cluster.name}`
    const image = required(getOwn(cluster.images, path.uuid), 'image/not-found', message)
    return imageDto(cluster, image, query.include_vm_disk_sizes)
  },

  createImage: ({ prism, body }) => taskUuidDto(prism.submit({ type: 'create-image', image: imageRequest(body) })),

  updateImage: ({ prism, path, body }) => {
    const timestamp = body.logical_timestamp ?? null
    return taskUuidDto(prism.submit({ type: 'update-image', image: path.uuid, change: imageRequest(body), timestamp }))
  },

  deleteImage: ({ prism, path, query }) => {
    const timestamp = query.logical_timestamp ?? null
    return taskUuidDto(prism.submit({ type: 'delete-image', image: path.uuid, timestamp }))
  }
} satisfies Partial<V2Handlers>

/**
 * Keys as in a recorded list; the content's are left out while there is none [C: recorded, the keys; EMU: the size also where a
 * client says that it wants none].
 */
function imageDto(here: View<Cluster>, image: View<Image>, withSize = true): Model<'Image'> {
  const container = image.disk === null ? undefined : containerNamed(here, image.disk.container)
  return {
    uuid: image.uuid,
    name: image.name,
    annotation: image.annotation ?? '',
    deleted: false,
    image_type: image.type,
    image_state: image.disk === null ? 'INACTIVE' : 'ACTIVE',
    created_time_in_usecs: image.createdAt,
    updated_time_in_usecs: image.updatedAt,
    logical_timestamp: image.logicalTimestamp,
    ...(image.disk !== null && {
      storage_container_id: container?.number ?? null,
      storage_container_uuid: container?.uuid ?? null,
      vm_disk_id: image.disk.uuid,
      ...(withSize && { vm_disk_size: image.disk.sizeBytes })
    })
  }
}
