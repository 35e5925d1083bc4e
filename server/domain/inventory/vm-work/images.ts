/** Work that creates disk images, from a URL or a disk, changes and deletes them. */
import {
  DESCRIPTION_LENGTH_MAX,
  FREE_NAME_LENGTH_MAX,
  getOwn,
  lengthFault,
  refuseFault,
  refuseStale,
  refuseUnless,
  required
} from '../../core/index.js'
import { containerFor, diskSource, wholeBytes } from '../vm-parts/disks.js'
import type { Image, ImageRequest, ImageType, View } from '../../core/index.js'
import type { Job, WorkScene } from './job.js'

const GIBIBYTE = 1024 ** 3

/** EMU: nothing is really fetched; what comes from an address has this many bytes. */
const FETCHED_BYTES: Readonly<Record<ImageType, number>> = { DISK_IMAGE: 2 * GIBIBYTE, ISO_IMAGE: GIBIBYTE }

export const createImage: Job<'create-image'> = {
  operation: 'kImageCreate',
  makes: () => 1,
  taskEntities: ({ image }, { made }) => [{ id: made[0] ?? '', type: 'IMAGE', name: image.name ?? '' }],
  plan: ({ image }, scene) => {
    const created: Image = {
      uuid: scene.made[0] ?? '',
      name: nameOf(image.name),
      annotation: annotationOf(image.annotation),
      type: image.type,
      url: image.fetch?.url ?? null,
      disk: contentOf(scene, image, image.type),
      createdAt: scene.world.now,
      updatedAt: scene.world.now,
      logicalTimestamp: 1
    }
    return [{ type: 'image-written', cluster: scene.here.name, image: created }]
  }
}

export const updateImage: Job<'update-image'> = {
  operation: 'kImageUpdate',
  taskEntities: ({ image }, scene) => [{ id: image, type: 'IMAGE', name: imageOf(scene, image).name }],
  plan: ({ image: uuid, change, timestamp }, scene) => {
    const image = imageOf(scene, uuid)
    refuseStale(`Image ${image.name}`, image.logicalTimestamp, timestamp)
    const type = change.type ?? image.type
    const changed: Image = {
      ...image,
      name: change.name === null ? image.name : nameOf(change.name),
      annotation: annotationOf(change.annotation) ?? image.annotation,
      type,
      url: change.fetch?.url ?? image.url,
      disk: contentOf(scene, change, type) ?? image.disk,
      updatedAt: scene.world.now,
      logicalTimestamp: image.logicalTimestamp + 1
    }
    return [{ type: 'image-written', cluster: scene.here.name, image: changed }]
  }
}

/** Deletes an image; disks that were cloned from it stay. */
export const deleteImage: Job<'delete-image'> = {
  operation: 'kImageDelete',
  taskEntities: ({ image }, scene) => [{ id: image, type: 'IMAGE', name: imageOf(scene, image).name }],
  plan: ({ image: uuid, timestamp }, scene) => {
    const image = imageOf(scene, uuid)
    refuseStale(`Image ${image.name}`, image.logicalTimestamp, timestamp)
    return [{ type: 'image-removed', cluster: scene.here.name, uuid }]
  }
}

function imageOf({ here }: WorkScene, uuid: string): View<Image> {
  return required(getOwn(here.images, uuid), 'image/not-found', `Image ${uuid} does not exist on ${here.name}`)
}

function nameOf(identifier: string | null): string {
  refuseUnless(identifier !== null && identifier.trim() !== '', 'image/invalid', () => 'An image has a name')
  refuseFault(lengthFault(identifier, FREE_NAME_LENGTH_MAX), 'image/invalid', 'Image name')
  return identifier
}

function annotationOf(text: string | null): string | null {
  refuseFault(lengthFault(text, DESCRIPTION_LENGTH_MAX), 'image/invalid', 'The annotation of an image')
  return text
}

/** Null where the content is to be uploaded later. */
function contentOf(
  { here, ids }: WorkScene,
  { fetch, clone, upload }: View<ImageRequest>,
  type: ImageType | null
): Image['disk'] {
  refuseUnless(
    fetch === null || clone === null,
    'image/invalid',
    () => 'An image is either imported or cloned, not both'
  )
  if (clone !== null) {
    wholeBytes(clone.minimumBytes ?? 0, 'minimum_size')
    const { sizeBytes, usedBytes, container } = diskSource(here, clone.source)
    return { uuid: ids.uuid(), container: containerFor(here, clone.container ?? container).name, sizeBytes, usedBytes }
  }
  if (upload !== undefined) {
    const { bytes, container } = upload
    refuseUnless(bytes > 0, 'image/invalid', () => 'The content of an image has one byte at least, and none came')
    return { uuid: ids.uuid(), container: containerFor(here, container).name, sizeBytes: bytes, usedBytes: bytes }
  }
  if (fetch === null) return null
  refuseUnless(
    !/^nfs:\/\/(127\.|localhost\b|\[?::1)/.test(fetch.url),
    'image/invalid',
    () => `${JSON.stringify(fetch.url)} names the cluster itself, which serves no image over NFS`
  )
  refuseUnless(
    /^(https?|nfs):\/\/[^/]/.test(fetch.url),
    'image/invalid',
    () => `${JSON.stringify(fetch.url)} is not a URL that begins with http://, https:// or nfs://`
  )
  const bytes = FETCHED_BYTES[type ?? 'DISK_IMAGE']
  return { uuid: ids.uuid(), container: containerFor(here, fetch.container).name, sizeBytes: bytes, usedBytes: bytes }
}
