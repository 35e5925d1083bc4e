/** Storage containers, the pool, datastores and disks by chance. */
import { oneOf, orInvalid, containerUuid } from './context.js'
import type { KindsOf } from './context.js'

export const storageKinds = {
  'create-storage-container': {
    weight: 1,
    make: a => ({
      type: 'create-storage-container',
      ...a.on,
      change: {
        name: orInvalid(a, a.random.pick(['spare', 'cold', 'warm'])),
        replicationFactor: a.random.pick([1, 2, 3])
      }
    })
  },
  'change-storage-container': {
    weight: 1,
    make: a => ({
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
    make: a => ({ type: 'remove-storage-container', ...a.on, container: containerUuid(a) })
  },
  'mount-datastore': {
    weight: 3,
    make: a => ({ type: 'mount-datastore', ...a.on, name: 'nfs', container: 'spare', readOnly: false, hosts: [] })
  },
  'unmount-datastore': { weight: 3, make: a => ({ type: 'unmount-datastore', ...a.on, name: 'nfs', hosts: [] }) },
  'create-storage-pool': { weight: 1, make: a => ({ type: 'create-storage-pool', ...a.on, name: 'second' }) },
  'change-storage-pool': {
    weight: 1,
    make: a => ({ type: 'change-storage-pool', ...a.on, change: { downMigratePercent: a.random.pick([0, 75, 101]) } })
  },
  'remove-storage-pool': { weight: 1, make: a => ({ type: 'remove-storage-pool', ...a.on }) },
  'remove-disk': {
    weight: 2,
    make: a => ({
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
