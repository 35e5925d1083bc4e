/** What events do to the storage of a cluster: its pool, disks, containers and datastores. */
import type { Appliers, PhysicalDisk, World } from '../core/index.js'
import { cluster } from '../core/index.js'

type StorageEvent =
  | 'storage-container-created'
  | 'storage-container-changed'
  | 'storage-container-removed'
  | 'datastore-changed'
  | 'storage-pool-changed'
  | 'disk-removal-started'
  | 'disk-removal-given-up'
  | 'disk-removed'

function leave(world: World, event: { cluster: string; uuid: string }, leaving: boolean): void {
  for (const host of cluster(world, event).hosts) {
    host.disks = host.disks.map((disk): PhysicalDisk => (disk.uuid === event.uuid ? { ...disk, leaving } : disk))
  }
}

export const storageAppliers: Appliers<StorageEvent> = {
  'storage-container-created': (world, event) => {
    cluster(world, event).containers.push(structuredClone(event.container))
  },
  'storage-container-changed': (world, event) => {
    const here = cluster(world, event)
    here.containers = here.containers.map(each => (each.uuid === event.container.uuid ? { ...event.container } : each))
  },
  'storage-container-removed': (world, event) => {
    const here = cluster(world, event)
    here.containers = here.containers.filter(({ uuid }) => uuid !== event.uuid)
  },
  /** One that no host has mounted is none any more. */
  'datastore-changed': (world, event) => {
    const here = cluster(world, event)
    const others = here.datastores.filter(({ name }) => name !== event.datastore.name)
    here.datastores = event.datastore.hostUuids.length === 0 ? others : [...others, { ...event.datastore }]
  },
  'storage-pool-changed': (world, event) => {
    cluster(world, event).storagePool = { ...event.pool }
  },
  'disk-removal-started': (world, event) => {
    leave(world, event, true)
  },
  'disk-removal-given-up': (world, event) => {
    leave(world, event, false)
  },
  'disk-removed': (world, event) => {
    for (const host of cluster(world, event).hosts) host.disks = host.disks.filter(({ uuid }) => uuid !== event.uuid)
  }
}
