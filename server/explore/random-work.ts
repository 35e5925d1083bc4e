/** Random VM work: mostly feasible, sometimes on missing entities or with invalid numbers. */
import type { Cluster, CloneRequest, DiskRequest, NicRequest, View, VmSettings, VmWork } from '../domain/core/index.js'
import type { Random } from './random.js'

/** Where the work is asked for, and how a thing is chosen: sometimes one that is not there. */
export interface WorkContext {
  readonly random: Random
  readonly here: View<Cluster>
  readonly oneOf: <T>(values: readonly T[], otherwise: T) => T
  readonly orInvalid: (value: string) => string
}

type WorkGenerators = { [T in VmWork['type']]: (place: WorkContext) => Extract<VmWork, { type: T }> }

const MEGABYTE = 1_000_000
/** A random walk does not fill the world with VMs. */
const VMS_MAX = 12
/** UUID that clients of every cluster choose again and again. */
const CHOSEN_UUID = '00000000-0000-4000-8000-00000000c105'

export const workGenerators: WorkGenerators = {
  'create-vm': a => ({
    type: 'create-vm',
    vm: {
      ...(a.random.chance(0.3) && { uuid: CHOSEN_UUID }),
      ...settings(a),
      name: a.orInvalid('made'),
      vcpus: 1,
      memoryMb: 512,
      container: null,
      disks: Array.from({ length: a.random.below(3) }, () => disk(a)),
      nics: Array.from({ length: a.random.below(2) }, () => nic(a))
    }
  }),
  'update-vm': a => ({
    type: 'update-vm',
    vm: vm(a),
    change: settings(a),
    disks: a.random.chance(0.2) ? [disk(a)] : [],
    ...seen(a)
  }),
  'clone-vm': a => ({
    type: 'clone-vm',
    vm: vm(a),
    clones: clones(a),
    container: a.random.chance(0.8) ? null : 'spare'
  }),
  'delete-vm': a => ({ type: 'delete-vm', vm: vm(a), snapshotsToo: a.random.chance(0.3), ...seen(a) }),
  'attach-disks': a => ({ type: 'attach-disks', vm: vm(a), disks: [disk(a)] }),
  'detach-disks': a => {
    const uuid = vm(a)
    return { type: 'detach-disks', vm: uuid, disks: [{ uuid: diskOf(a, uuid), bus: null, index: null }] }
  },
  'update-disks': a => {
    const uuid = vm(a)
    return { type: 'update-disks', vm: uuid, disks: [{ ...disk(a), uuid: diskOf(a, uuid) }] }
  },
  'add-nics': a => ({ type: 'add-nics', vm: vm(a), nics: [nic(a)] }),
  'update-nic': a => {
    const uuid = vm(a)
    return { type: 'update-nic', vm: uuid, nic: nicOf(a, uuid), change: nic(a), ...seen(a) }
  },
  'remove-nic': a => {
    const uuid = vm(a)
    return { type: 'remove-nic', vm: uuid, nic: nicOf(a, uuid), ...seen(a) }
  },
  'manage-guest-tools': a => ({
    type: 'manage-guest-tools',
    vm: vm(a),
    operation: a.orInvalid(a.random.pick(['MOUNT', 'unmount']))
  }),
  'restore-vm': a => {
    const taken = a.oneOf(Object.values(a.here.vmSnapshots), undefined)
    const snapshot = taken?.uuid ?? 'none'
    return { type: 'restore-vm', vm: taken?.vm ?? vm(a), snapshot, networksToo: a.random.chance(0.5) }
  },
  'snapshot-vms': a => ({ type: 'snapshot-vms', snapshots: [{ vm: vm(a), name: a.orInvalid('before') }] }),
  'delete-vm-snapshot': a => ({
    type: 'delete-vm-snapshot',
    snapshot: a.oneOf(Object.keys(a.here.vmSnapshots), 'none'),
    timestamp: null
  }),
  'clone-vm-snapshot': a => ({
    type: 'clone-vm-snapshot',
    snapshot: a.oneOf(Object.keys(a.here.vmSnapshots), 'none'),
    clones: clones(a)
  }),
  'create-image': a => ({
    type: 'create-image',
    image: {
      name: a.orInvalid('image'),
      annotation: null,
      type: a.random.pick([null, 'DISK_IMAGE', 'ISO_IMAGE']),
      fetch: a.random.chance(0.3) ? { url: a.orInvalid('http://images.test/one.iso'), container: null } : null,
      clone: a.random.chance(0.5) ? { source: source(a), minimumBytes: null, container: null } : null
    }
  }),
  'update-image': a => ({
    type: 'update-image',
    image: a.oneOf(Object.keys(a.here.images), 'none'),
    change: { name: a.orInvalid('renamed'), annotation: null, type: null, fetch: null, clone: null },
    timestamp: null
  }),
  'delete-image': a => ({ type: 'delete-image', image: a.oneOf(Object.keys(a.here.images), 'none'), timestamp: null })
}

/** Whether there is something for the work to be about. */
export function workFits(type: VmWork['type'], here: View<Cluster>): boolean {
  const vms = Object.keys(here.vms).length
  if (type === 'create-vm' || type === 'clone-vm' || type === 'clone-vm-snapshot') return vms < VMS_MAX
  if (type.endsWith('-image')) return type === 'create-image' || Object.keys(here.images).length > 0
  return vms > 0
}

const vm = (a: WorkContext): string => a.oneOf(Object.keys(a.here.vms), 'ghost')

const diskOf = (a: WorkContext, uuid: string): string =>
  a.oneOf(a.here.vms[uuid]?.spec.disks.map(each => each.uuid) ?? [], 'none')

const nicOf = (a: WorkContext, uuid: string): string =>
  a.oneOf(a.here.vms[uuid]?.spec.nics.map(each => each.mac) ?? [], 'none')

const seen = (a: WorkContext) => ({ timestamp: a.random.chance(0.9) ? null : a.random.below(4) })

/** Mostly one thing of many. */
function settings(a: WorkContext): VmSettings {
  const sometimes = <T>(value: T): T | null => (a.random.chance(0.2) ? value : null)
  return {
    name: sometimes(a.orInvalid('renamed')),
    description: sometimes('text'),
    vcpus: sometimes(a.random.below(4)),
    coresPerVcpu: sometimes(a.random.below(3)),
    memoryMb: sometimes(a.random.pick([0, 512, 1024])),
    timezone: null,
    guestOs: null,
    haPriority: null,
    memoryReservationMb: sometimes(a.random.pick([0, 100_000])),
    vcpuReservationHz: null,
    agentVm: null,
    boot: null
  }
}

function clones(a: WorkContext): CloneRequest[] {
  return [{ settings: { ...settings(a), name: a.orInvalid('copy') }, nics: a.random.chance(0.3) ? [nic(a)] : null }]
}

function source(a: WorkContext): string {
  const disks = Object.values(a.here.vms).flatMap(({ spec }) => spec.disks.map(({ uuid }) => uuid))
  const images = Object.values(a.here.images).flatMap(image => image.disk?.uuid ?? [])
  return a.oneOf([...disks, ...images], 'none')
}

function disk(a: WorkContext): DiskRequest {
  const cloned = a.random.chance(0.4)
  const sizeBytes = a.random.pick([0, 200 * MEGABYTE, 900 * MEGABYTE, 1.5])
  return {
    uuid: null,
    bus: a.random.chance(0.8) ? null : a.random.pick(['scsi', 'ide', 'sata', 'spapr']),
    index: a.random.chance(0.8) ? null : a.random.below(6),
    cdrom: a.random.chance(0.2),
    empty: a.random.chance(0.2),
    create: cloned && a.random.chance(0.9) ? null : { sizeBytes, container: null },
    clone: cloned
      ? { source: source(a), minimumBytes: a.random.chance(0.8) ? null : sizeBytes, container: null }
      : null,
    flashMode: a.random.chance(0.8) ? null : a.random.chance(0.5)
  }
}

function nic(a: WorkContext): NicRequest {
  return {
    network: a.oneOf(
      a.here.networks.map(({ uuid }) => uuid),
      'none'
    ),
    mac: a.random.chance(0.8) ? null : a.orInvalid('50:6b:8d:00:00:01'),
    ip: a.random.chance(0.8) ? null : a.orInvalid('10.9.9.9'),
    connected: a.random.pick([null, null, true, false]),
    model: null
  }
}
