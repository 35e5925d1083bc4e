/** Storage containers, the pool, datastores and disks by chance. */
import { oneOf, orJunk, containerUuid } from './about.js'
import type { KindsOf } from './about.js'

export const storageKinds = {
  'create-storage-container': {
    weight: 1,
    give: a => ({
      type: 'create-storage-container',
      ...a.on,
      change: { name: orJunk(a, a.random.pick(['spare', 'cold', 'warm'])), replicationFactor: a.random.pick([1, 2, 3]) }
    })
  },
  'change-storage-container': {
    weight: 1,
    give: a => ({
      type: 'change-storage-container',
      ...a.on,
      container: containerUuid(a),
      change: a.random.pick([
        { compression: false },
        { name: 'renamed' },
        { advertisedBytes: a.random.pick([null, 1, 10 ** 15]) },
        { replicationFactor: a.random.pick([1, 2]) },
        { erasureCoding: true }
      ])
    })
  },
  'remove-storage-container': {
    weight: 1,
    give: a => ({ type: 'remove-storage-container', ...a.on, container: containerUuid(a) })
  },
  'mount-datastore': {
    weight: 3,
    give: a => ({ type: 'mount-datastore', ...a.on, name: 'nfs', container: 'spare', readOnly: false, hosts: [] })
  },
  'unmount-datastore': { weight: 3, give: a => ({ type: 'unmount-datastore', ...a.on, name: 'nfs', hosts: [] }) },
  'create-storage-pool': { weight: 1, give: a => ({ type: 'create-storage-pool', ...a.on, name: 'second' }) },
  'change-storage-pool': {
    weight: 1,
    give: a => ({ type: 'change-storage-pool', ...a.on, change: { downMigratePercent: a.random.pick([0, 75, 101]) } })
  },
  'remove-storage-pool': { weight: 1, give: a => ({ type: 'remove-storage-pool', ...a.on }) },
  'remove-disk': {
    weight: 2,
    give: a => ({
      type: 'remove-disk',
      ...a.on,
      disk: oneOf(
        a,
        a.here.hosts.flatMap(({ disks }) => disks.map(({ uuid }) => uuid)),
        'none'
      )
    })
  }
} satisfies KindsOf
