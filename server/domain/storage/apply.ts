/** Appliers of the storage of a cluster: its pool, disks, containers and datastores. */
import type { Appliers, Draft, PhysicalDisk, View } from '../core/index.js'
import { cluster } from '../core/index.js'
import type { StorageEvent } from './vocabulary.js'

function changeDisks(
  draft: Draft,
  event: { cluster: string; uuid: string },
  change: (disks: readonly View<PhysicalDisk>[]) => readonly View<PhysicalDisk>[]
): void {
  const here = cluster(draft, event)
  for (const [at, { disks }] of here.hosts.entries()) {
    if (!disks.some(({ uuid }) => uuid === event.uuid)) continue
    draft.row(draft.list(here, 'hosts'), at).disks = change(disks)
  }
}

function setLeaving(draft: Draft, event: { cluster: string; uuid: string }, leaving: boolean): void {
  changeDisks(draft, event, disks => disks.map(disk => (disk.uuid === event.uuid ? { ...disk, leaving } : disk)))
}

export const storageAppliers: Appliers<StorageEvent['type']> = {
  'storage-container-created': (draft, event) => {
    draft.list(cluster(draft, event), 'containers').push(structuredClone(event.container))
  },
  'storage-container-changed': (draft, event) => {
    const here = cluster(draft, event)
    here.containers = here.containers.map(each => (each.uuid === event.container.uuid ? { ...event.container } : each))
  },
  'storage-container-removed': (draft, event) => {
    draft.filter(cluster(draft, event), 'containers', ({ uuid }) => uuid !== event.uuid)
  },
  /** One that no host has mounted is none any more. */
  'datastore-changed': (draft, event) => {
    const here = cluster(draft, event)
    const others = here.datastores.filter(({ name }) => name !== event.datastore.name)
    here.datastores = event.datastore.hostUuids.length === 0 ? others : [...others, { ...event.datastore }]
  },
  'storage-pool-changed': (draft, event) => {
    cluster(draft, event).storagePool = { ...event.pool }
  },
  'disk-removal-started': (draft, event) => {
    setLeaving(draft, event, true)
  },
  'disk-removal-given-up': (draft, event) => {
    setLeaving(draft, event, false)
  },
  'disk-removed': (draft, event) => {
    changeDisks(draft, event, disks => disks.filter(({ uuid }) => uuid !== event.uuid))
  }
}
