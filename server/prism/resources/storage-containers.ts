/** Storage containers of the cluster. */
import { required } from '../../domain/refusal.js'
import { arithmos } from '../collection.js'
import type { V2Handlers } from '../handlers.js'
import { storageContainerDto } from './dto/storage-container.js'

export const storageContainers = {
  getContainers: ({ prism: { world, cluster }, query }) => {
    const rows = cluster.containers.map(container => storageContainerDto(world, cluster, container))
    return arithmos(rows, query)
  },

  getContainer: ({ prism: { world, cluster }, path }) => {
    const container = cluster.containers.find(
      ({ uuid, number }) => path.uuid === uuid || path.uuid === `${cluster.uuid}::${number}`
    )
    const message = `Storage container ${path.uuid} does not exist on ${cluster.name}`
    return storageContainerDto(world, cluster, required(container, 'storage-container/not-found', message))
  }
} satisfies Partial<V2Handlers>
