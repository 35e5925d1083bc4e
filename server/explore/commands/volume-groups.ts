/** Volume groups by chance. */
import { oneOf, orInvalid, vmUuid, seen, containerUuid, INVALID_SHARE, grouped } from './context.js'
import type { CommandContext, KindsOf } from './context.js'

export const volumeGroupKinds = {
  'create-volume-group': {
    weight: 3,
    make: a => ({
      type: 'create-volume-group',
      ...a.on,
      request: {
        name: orInvalid(a, a.random.pick(['logs', 'data', 'shared'])),
        uuid: a.random.chance(0.9) ? null : orInvalid(a, '0badcafe-0000-4000-8000-00000000beef'),
        description: null,
        shared: a.random.chance(0.5),
        flashMode: false,
        iscsiTarget: null,
        authentication: 'NONE',
        disks: Array.from({ length: a.random.below(3) }, () => volumeDisk(a)),
        clients: a.random.chance(0.2) ? ['iqn.client'] : [],
        changeBytesPerSecond: a.random.pick([0, 500])
      }
    })
  },
  'clone-volume-group': {
    weight: 1,
    fits: grouped,
    make: a => ({
      type: 'clone-volume-group',
      ...a.on,
      group: groupUuid(a),
      name: `copy-${a.random.below(5)}`,
      iscsiTarget: null,
      seen: seen(a)
    })
  },
  'remove-volume-group': {
    weight: 1,
    fits: grouped,
    make: a => ({ type: 'remove-volume-group', ...a.on, group: groupUuid(a), seen: seen(a) })
  },
  'attach-volume-group': {
    weight: 2,
    fits: grouped,
    make: a => ({ type: 'attach-volume-group', ...a.on, group: groupUuid(a), vm: vmUuid(a), seen: seen(a) })
  },
  'detach-volume-group': {
    weight: 3,
    fits: grouped,
    make: a => ({ type: 'detach-volume-group', ...a.on, group: groupUuid(a), vm: vmUuid(a), seen: seen(a) })
  },
  'add-volume-disk': {
    weight: 1,
    fits: grouped,
    make: a => ({ type: 'add-volume-disk', ...a.on, group: groupUuid(a), disk: volumeDisk(a) })
  },
  'remove-volume-disk': {
    weight: 1,
    fits: grouped,
    make: a => ({ type: 'remove-volume-disk', ...a.on, group: groupUuid(a), index: a.random.below(2), seen: seen(a) })
  },
  'change-volume-group': {
    weight: 1,
    fits: grouped,
    make: a => ({
      type: 'change-volume-group',
      ...a.on,
      group: groupUuid(a),
      seen: seen(a),
      change: a.random.pick([{ name: 'renamed' }, { shared: false }, { clients: ['a', 'b'] }, { clients: [] }])
    })
  },
  'change-volume-disk': {
    weight: 3,
    fits: grouped,
    make: a => ({
      type: 'change-volume-disk',
      ...a.on,
      group: groupUuid(a),
      index: a.random.below(2),
      change: { sizeBytes: a.random.pick([1, 90_000_000, 0.5]) }
    })
  },
  'open-volume-group': {
    weight: 1,
    fits: grouped,
    make: a => ({ type: 'open-volume-group', ...a.on, group: groupUuid(a), client: orInvalid(a, 'iqn.a'), seen: null })
  },
  'close-volume-group': {
    weight: 2,
    fits: grouped,
    make: a => ({ type: 'close-volume-group', ...a.on, group: groupUuid(a), client: orInvalid(a, 'iqn.a'), seen: null })
  },
  'create-volume-groups': {
    weight: 1,
    make: a => ({
      type: 'create-volume-groups',
      cluster: a.on.cluster,
      groups: [
        {
          name: orInvalid(a, a.random.pick(['logs', 'seeded'])),
          spec: {
            description: null,
            disks: [
              {
                uuid: 'd',
                index: 0,
                sizeBytes: 9_000,
                usedBytes: 5_000,
                container: orInvalid(a, 'spare'),
                flashMode: false
              }
            ],
            shared: false,
            flashMode: false,
            iscsiTarget: 'iqn.seeded',
            authentication: 'NONE'
          },
          changeBytesPerSecond: a.random.pick([0, 500]),
          attachedTo: a.random.chance(0.5) ? [] : ['web']
        }
      ]
    })
  },
  'change-iscsi-client': {
    weight: 1,
    fits: (_, here) => Object.keys(here.iscsiClients).length > 0,
    make: a => ({
      type: 'change-iscsi-client',
      ...a.on,
      client: oneOf(a, Object.keys(a.here.iscsiClients), 'none'),
      change: { authentication: 'CHAP' }
    })
  }
} satisfies KindsOf

function groupUuid(a: CommandContext): string {
  return oneOf(a, Object.keys(a.here.volumeGroups), 'ghost')
}

function volumeDisk(a: CommandContext) {
  return {
    index: a.random.chance(0.8) ? null : a.random.below(3),
    sizeBytes: a.random.chance(INVALID_SHARE) ? null : 50_000_000,
    source: a.random.chance(0.5)
      ? null
      : oneOf(
          a,
          Object.values(a.here.vms).flatMap(vm => vm.spec.disks.map(({ uuid }) => uuid)),
          'no disk'
        ),
    container: a.random.chance(0.7) ? null : containerUuid(a)
  }
}
