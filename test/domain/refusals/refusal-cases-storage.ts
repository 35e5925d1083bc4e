/** Every way in which a command about storage is refused. */
import type { ClientRequest } from '../../support/two-sites.js'
import type { Cases } from './refusal-labs.js'
import { also, edited } from './refusal-labs.js'
import { TwoSites, protecting } from '../../support/two-sites.js'
import type { World } from '../../../server/domain/core/world.js'
import type { Command } from '../../../server/domain/core/tables/vocabulary.js'

const create = (change: object): ClientRequest => ({
  type: 'create-storage-container',
  change: { name: 'cold', ...change }
})
const pool = ({ france }: TwoSites): string => france.cluster.containers[0]?.uuid ?? ''
const change =
  (change: object) =>
  (lab: TwoSites): ClientRequest => ({ type: 'change-storage-container', container: pool(lab), change })
const mount = (change: object): ClientRequest => ({
  type: 'mount-datastore',
  name: 'nfs',
  container: 'pool',
  readOnly: false,
  hosts: [],
  ...change
})
const esx = (more: (world: World) => void = () => undefined) =>
  edited(world => {
    const { france } = world.clusters
    if (france !== undefined) france.hypervisor = 'kVMware'
    more(world)
  })
/** The first disk of France, of the tier. */
const disk = (lab: TwoSites, tier: string): ClientRequest => ({
  type: 'remove-disk',
  disk: lab.france.cluster.hosts[0]?.disks.find(each => each.tier === tier)?.uuid ?? ''
})

const group = (lab: TwoSites): string => Object.keys(lab.france.cluster.volumeGroups)[0] ?? ''
const spec = {
  description: null,
  disks: [{ uuid: 'd', index: 0, sizeBytes: 10, usedBytes: 5, container: 'pool', flashMode: false }],
  shared: false,
  flashMode: false,
  iscsiTarget: 'iqn.logs',
  authentication: 'NONE'
} as const
const seeds = (change: object = {}): Command => ({
  type: 'create-volume-groups',
  cluster: 'france',
  groups: [{ name: 'logs', spec, changeBytesPerSecond: 0, attachedTo: ['web'], ...change }]
})
const withGroup = also(lab => lab.do(seeds()))
const protectedGroup = also(lab => {
  lab.do(seeds({ attachedTo: [] }))
  lab.france.do(protecting([], 'gold', { volumeGroupUuids: [group(lab)] }))
})

export const storageCases: Cases = {
  'volume-group/not-found': [
    { because: 'none has the UUID', command: { type: 'remove-volume-group', group: 'x', seen: null } },
    {
      because: 'a record inherits that name',
      command: { type: 'remove-volume-group', group: 'constructor', seen: null }
    },
    { because: 'it cannot be protected', command: protecting([], 'gold', { volumeGroupUuids: ['x'] }) }
  ],
  'volume-group/exists': [{ because: 'the name is taken', command: seeds(), in: withGroup }],
  'volume-group/invalid': [
    { because: 'it has a name', command: seeds({ name: '' }) },
    {
      because: 'the VM does not have it',
      command: lab => ({ type: 'detach-volume-group', group: group(lab), vm: lab.france.vm('app').uuid, seen: null }),
      in: withGroup
    },
    {
      because: 'a client has an address',
      command: lab => ({ type: 'open-volume-group', group: group(lab), client: '', seen: null }),
      in: withGroup
    }
  ],
  'volume-group/attached': [
    {
      because: 'it is not shared',
      command: lab => ({ type: 'attach-volume-group', group: group(lab), vm: lab.france.vm('app').uuid, seen: null }),
      in: withGroup
    },
    {
      because: 'a VM has it',
      command: lab => ({ type: 'remove-volume-group', group: group(lab), seen: null }),
      in: withGroup
    }
  ],
  'volume-group/already-protected': [
    {
      because: 'a domain protects it',
      command: lab => protecting([], 'gold', { volumeGroupUuids: [group(lab)] }),
      in: protectedGroup
    },
    {
      because: 'what a domain protects stays',
      command: lab => ({ type: 'remove-volume-group', group: group(lab), seen: null }),
      in: protectedGroup
    }
  ],
  'volume-group/disk-not-found': [
    {
      because: 'there is no such disk',
      command: lab => ({ type: 'remove-volume-disk', group: group(lab), index: 3, seen: null }),
      in: withGroup
    }
  ],
  'iscsi-client/not-found': [
    { because: 'there is none', command: { type: 'change-iscsi-client', client: 'x', change: {} } }
  ],
  'storage-container/exists': [
    { because: 'the name is taken', command: create({ name: 'pool' }) },
    {
      because: 'the new name is taken',
      command: lab => ({
        type: 'change-storage-container',
        container: lab.france.cluster.containers.at(-1)?.uuid ?? '',
        change: { name: 'pool' }
      }),
      in: edited(world => {
        const here = world.clusters['france']
        const [first] = here?.containers ?? []
        if (first !== undefined) here?.containers.push({ ...first, uuid: 'second', name: 'cold', number: 1001 })
      })
    }
  ],
  'storage-container/invalid': [
    { because: 'it has no name', command: create({ name: '' }) },
    { because: 'no copies are no container', command: create({ replicationFactor: 0 }) },
    { because: 'what it holds has no room twice over', command: change({ replicationFactor: 2 }), in: edited(full) },
    { because: 'a word is unknown', command: change({ onDiskDedup: 'SOMETIMES' }) }
  ],
  'storage-container/in-use': [
    {
      because: 'a domain covers it, on the side that holds nothing in it yet',
      command: lab => ({
        type: 'remove-storage-container',
        cluster: 'canada',
        user: 'admin',
        container: lab.canada.cluster.containers[0]?.uuid ?? ''
      }),
      in: () => {
        const lab = new TwoSites()
        lab.canada.do({ type: 'protect-vstore', uuid: '1000', vmLevel: true })
        return lab
      }
    },
    { because: 'a VM has a disk in it', command: change({ name: 'other' }) },
    {
      because: 'a snapshot that was received is kept in it',
      command: lab => ({
        type: 'remove-storage-container',
        cluster: 'canada',
        user: 'admin',
        container: lab.canada.cluster.containers[0]?.uuid ?? ''
      })
    }
  ],
  'datastore/invalid': [
    { because: 'AHV mounts nothing', command: mount({}) },
    { because: 'the name has a blank', command: mount({ name: 'a b' }), in: esx() },
    { because: 'there is none', command: { type: 'unmount-datastore', name: 'x', hosts: [] }, in: esx() },
    {
      because: 'the name is that of another container',
      command: mount({}),
      in: esx(world => {
        world.clusters['france']?.datastores.push({ name: 'nfs', container: 'old', readOnly: false, hostUuids: ['h'] })
      })
    }
  ],
  'storage-pool/invalid': [
    { because: 'there is one', command: { type: 'create-storage-pool', name: 'second' } },
    { because: 'it is the only one', command: { type: 'remove-storage-pool' } },
    { because: 'it has a name', command: { type: 'change-storage-pool', change: { name: '' } } },
    {
      because: 'nothing is over 100 percent',
      command: { type: 'change-storage-pool', change: { downMigratePercent: 101 } }
    },
    { because: 'nothing is below zero', command: { type: 'change-storage-pool', change: { reservedBytes: -1 } } }
  ],
  'disk/not-found': [{ because: 'no disk has the UUID', command: { type: 'remove-disk', disk: 'x' } }],
  'disk/in-use': [
    { because: 'the others have no room', command: lab => disk(lab, 'HDD'), in: edited(full) },
    {
      because: 'it is the last SSD of its host',
      command: lab => disk(lab, 'SSD'),
      in: edited(world => {
        for (const host of world.clusters['france']?.hosts ?? []) host.disks = host.disks.slice(1)
      })
    }
  ]
}

/** The disks of France have room for its 9000 bytes once, and for none of them twice. */
function full(world: World): void {
  const here = world.clusters['france']
  if (here === undefined) return
  for (const container of here.containers) container.replicationFactor = 1
  for (const host of here.hosts) for (const each of host.disks) each.sizeBytes = 800
}
