/** The content of an image, which clients of v0.8 send. */
import type { Upload, Uploads } from '../../http/contract/index.js'
import type { V08CanonicalHandlers } from '../core/index.js'
import { taskUuidDto } from '../inventory/index.js'

/** The header names a container by UUID or number; without it the cluster chooses [C: clients]. */
export const imageUploads: Uploads = {
  paths: ['/images/:uuid/upload'],
  headers: { container: 'x-nutanix-destination-container' }
}

const UNCHANGED = { name: null, annotation: null, type: null, fetch: null, clone: null }

export const images = {
  uploadImage: ({ prism, path, body }) => {
    const { bytes, headers } = body as unknown as Upload // counted before it would have been parsed
    const change = { ...UNCHANGED, upload: { bytes, container: headers['container'] ?? null } }
    return taskUuidDto(prism.submit({ type: 'update-image', image: path.uuid, change, timestamp: null }))
  }
} satisfies Partial<V08CanonicalHandlers>
