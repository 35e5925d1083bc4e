/** Every way in which work on the inventory of VMs is refused. */
import type {
  CloneRequest,
  DiskRequest,
  ImageRequest,
  NicRequest,
  VmCreation,
  VmSettings,
  VmWork
} from '../../../server/domain/core/world.js'
import type { Case, Cases } from './refusal-labs.js'
import { also } from './refusal-labs.js'
import type { ClientRequest, TwoSites } from '../../support/two-sites.js'

const nothing: VmSettings = {
  name: null,
  description: null,
  vcpus: null,
  coresPerVcpu: null,
  memoryMb: null,
  timezone: null,
  guestOs: null,
  haPriority: null,
  memoryReservationMb: null,
  vcpuReservationHz: null,
  agentVm: null,
  boot: null
}
export const small: VmCreation = {
  ...nothing,
  name: 'small',
  vcpus: 1,
  memoryMb: 512,
  container: null,
  disks: [],
  nics: []
}
export const blankDisk: DiskRequest = {
  uuid: null,
  bus: null,
  index: null,
  cdrom: false,
  empty: false,
  create: { sizeBytes: 1_000, container: null },
  clone: null,
  flashMode: null
}
const cloned = (source: string | null, minimumBytes: number | null = null): DiskRequest => ({
  ...blankDisk,
  create: null,
  clone: { source, minimumBytes, container: null }
})
export const nicRequest = (lab: TwoSites, change: Partial<NicRequest> = {}): NicRequest => ({
  network: lab.france.cluster.networks[0]?.uuid ?? '',
  mac: null,
  ip: null,
  connected: null,
  model: null,
  ...change
})
export const image: ImageRequest = { name: 'image', annotation: null, type: null, fetch: null, clone: null }

type CommandOf = (lab: TwoSites) => ClientRequest

const create =
  (change: Partial<VmCreation>): CommandOf =>
  () => ({ type: 'create-vm', vm: { ...small, ...change } })
const createWith =
  (nic: Partial<NicRequest>): CommandOf =>
  lab => ({ type: 'create-vm', vm: { ...small, nics: [nicRequest(lab, nic)] } })
const update =
  (change: Partial<VmSettings>, timestamp: number | null = null): CommandOf =>
  lab => ({ type: 'update-vm', vm: web(lab), change: { ...nothing, ...change }, disks: [], timestamp })
const clone =
  (...clones: Partial<VmSettings>[]): CommandOf =>
  lab => ({ type: 'clone-vm', vm: web(lab), clones: clones.map(asClone), container: null })
const asClone = (change: Partial<VmSettings>): CloneRequest => ({ settings: { ...nothing, ...change }, nics: null })
const onWeb =
  (work: (vm: string) => VmWork): CommandOf =>
  lab =>
    work(web(lab))
const web = (lab: TwoSites): string => lab.france.vm('web').uuid

const withNic = also(lab => {
  lab.france.do({ type: 'add-nics', vm: web(lab), nics: [nicRequest(lab, { mac: '50:6b:8d:00:00:01' })] })
  lab.pass(1)
})
const withSnapshot = also(lab => {
  lab.france.do({ type: 'snapshot-vms', snapshots: [{ vm: lab.france.vm('app').uuid, name: 'before' }] })
  lab.pass(1)
})
const withImage = also(lab => {
  lab.france.do({ type: 'create-image', image })
  lab.pass(1)
})
const firstImage = (lab: TwoSites): string => Object.keys(lab.france.cluster.images)[0] ?? ''
const firstSnapshot = (lab: TwoSites): string => Object.keys(lab.france.cluster.vmSnapshots)[0] ?? ''

export const inventoryCases: Cases = {
  'vm/invalid': [
    { because: 'a VM has a name', command: create({ name: null }) },
    { because: 'the name is not blank', command: create({ name: ' ' }) },
    { because: 'the name is too long', command: create({ name: 'x'.repeat(256) }) },
    { because: 'a VM has processors', command: create({ vcpus: null }) },
    { because: 'no processor is none', command: create({ vcpus: 0 }) },
    { because: 'a socket has a core', command: create({ coresPerVcpu: 0 }) },
    { because: 'a VM has memory', command: create({ memoryMb: null }) },
    { because: 'no memory is none', command: create({ memoryMb: 0 }) },
    { because: 'memory is whole', command: update({ memoryMb: 1.5 }) },
    { because: 'more memory is reserved than there is', command: update({ memoryReservationMb: 1_000_000 }) },
    { because: 'a reservation is positive', command: update({ vcpuReservationHz: -1 }) },
    { because: 'nothing is to be cloned', command: clone() },
    { because: 'the second clone has no name', command: clone({ name: 'copy' }, {}) },
    { because: 'nothing is to be snapshot', command: { type: 'snapshot-vms', snapshots: [] } },
    {
      because: 'guest tools are mounted or unmounted',
      command: onWeb(vm => ({ type: 'manage-guest-tools', vm, operation: 'constructor' }))
    },
    {
      because: 'the snapshot is that of another VM',
      command: lab => ({ type: 'restore-vm', vm: web(lab), snapshot: firstSnapshot(lab), networksToo: false }),
      in: withSnapshot
    }
  ],
  'vm-disk/not-found': [
    { because: 'there is nothing to clone', command: create({ disks: [cloned('x')] }) },
    { because: 'no disk is named', command: create({ disks: [cloned(null)] }) },
    {
      because: 'the VM has no such disk',
      command: onWeb(vm => ({ type: 'detach-disks', vm, disks: [{ uuid: 'x', bus: null, index: null }] }))
    },
    {
      because: 'no disk is in that place',
      command: onWeb(vm => ({ type: 'detach-disks', vm, disks: [{ uuid: null, bus: 'scsi', index: 9 }] }))
    },
    {
      because: 'what is not there does not change',
      command: onWeb(vm => ({ type: 'update-disks', vm, disks: [{ ...blankDisk, uuid: 'x' }] }))
    },
    { because: 'nothing can be pinned', command: { type: 'set-flash-mode', disk: 'x', pinned: true } }
  ],
  'vm-disk/invalid': [
    {
      because: 'a disk has a size',
      command: create({ disks: [{ ...blankDisk, create: { sizeBytes: 0, container: null } }] })
    },
    {
      because: 'a size is whole',
      command: create({ disks: [{ ...blankDisk, create: { sizeBytes: 1.5, container: null } }] })
    },
    {
      because: 'a size is positive',
      command: create({ disks: [{ ...blankDisk, create: { sizeBytes: -1, container: null } }] })
    },
    { because: 'it is made of something', command: create({ disks: [{ ...blankDisk, create: null }] }) },
    {
      because: 'it is made of one thing',
      command: lab => ({
        type: 'create-vm',
        vm: {
          ...small,
          disks: [{ ...cloned(lab.france.vm('web').spec.disks[0]?.uuid ?? ''), create: blankDisk.create }]
        }
      })
    },
    { because: 'there is no such bus', command: create({ disks: [{ ...blankDisk, bus: 'constructor' }] }) },
    { because: 'the bus has no such place', command: create({ disks: [{ ...blankDisk, bus: 'ide', index: 4 }] }) },
    { because: 'a place is whole', command: create({ disks: [{ ...blankDisk, index: 0.5 }] }) },
    {
      because: 'two disks want one place',
      command: create({
        disks: [
          { ...blankDisk, index: 1 },
          { ...blankDisk, index: 1 }
        ]
      })
    },
    {
      because: 'the bus is full',
      command: create({ disks: Array.from({ length: 5 }, () => ({ ...blankDisk, bus: 'ide' })) })
    },
    {
      because: 'a disk of the VM is there',
      command: onWeb(vm => ({ type: 'attach-disks', vm, disks: [{ ...blankDisk, bus: 'scsi', index: 0 }] }))
    },
    {
      because: 'a disk does not shrink',
      command: onWeb(vm => ({ type: 'update-disks', vm, disks: [{ ...blankDisk, bus: 'scsi', index: 0 }] }))
    },
    {
      because: 'a disk is no drive',
      command: onWeb(vm => ({
        type: 'update-disks',
        vm,
        disks: [{ ...blankDisk, bus: 'scsi', index: 0, cdrom: true }]
      }))
    },
    { because: 'nothing is attached', command: onWeb(vm => ({ type: 'attach-disks', vm, disks: [] })) },
    { because: 'nothing is detached', command: onWeb(vm => ({ type: 'detach-disks', vm, disks: [] })) },
    { because: 'nothing is changed', command: onWeb(vm => ({ type: 'update-disks', vm, disks: [] })) }
  ],
  'nic/not-found': [
    {
      because: 'the VM has no such adapter',
      command: onWeb(vm => ({ type: 'remove-nic', vm, nic: 'x', timestamp: null }))
    }
  ],
  'nic/invalid': [
    { because: 'an adapter is on a network', command: createWith({ network: null }) },
    { because: 'that is no MAC address', command: createWith({ mac: '50:6b' }) },
    { because: 'the MAC address is taken', command: createWith({ mac: '50:6B:8D:00:00:01' }), in: withNic },
    { because: 'nothing is added', command: onWeb(vm => ({ type: 'add-nics', vm, nics: [] })) }
  ],
  'vm-snapshot/not-found': [
    { because: 'there is none', command: { type: 'delete-vm-snapshot', snapshot: 'x', timestamp: null } },
    {
      because: 'a record inherits that name',
      command: { type: 'clone-vm-snapshot', snapshot: 'constructor', clones: [] }
    },
    {
      because: 'there is nothing to go back to',
      command: onWeb(vm => ({ type: 'restore-vm', vm, snapshot: 'x', networksToo: true }))
    }
  ],
  'image/not-found': [
    { because: 'there is none', command: { type: 'update-image', image: 'x', change: image, timestamp: null } },
    { because: 'a record inherits that name', command: { type: 'delete-image', image: 'constructor', timestamp: null } }
  ],
  'image/invalid': [
    { because: 'an image has a name', command: { type: 'create-image', image: { ...image, name: null } } },
    { because: 'the name is not blank', command: { type: 'create-image', image: { ...image, name: ' ' } } },
    {
      because: 'that is no URL',
      command: { type: 'create-image', image: { ...image, fetch: { url: 'file:///etc/passwd', container: null } } }
    },
    {
      because: 'it is made of one thing',
      command: {
        type: 'create-image',
        image: {
          ...image,
          fetch: { url: 'http://images.test/a', container: null },
          clone: { source: 'x', minimumBytes: null, container: null }
        }
      }
    }
  ]
}

export const staleCases: readonly Case[] = [
  { because: 'the VM has changed since', command: update({ vcpus: 4 }, 7) },
  {
    because: 'it is not to be deleted either',
    command: onWeb(vm => ({ type: 'delete-vm', vm, snapshotsToo: false, timestamp: 7 }))
  },
  {
    because: 'an adapter is part of it',
    command: onWeb(vm => ({ type: 'remove-nic', vm, nic: '50:6b:8d:00:00:01', timestamp: 7 })),
    in: withNic
  },
  {
    because: 'the image has changed since',
    command: lab => ({ type: 'delete-image', image: firstImage(lab), timestamp: 7 }),
    in: withImage
  },
  {
    because: 'a snapshot never changes',
    command: lab => ({ type: 'delete-vm-snapshot', snapshot: firstSnapshot(lab), timestamp: 7 }),
    in: withSnapshot
  }
]
