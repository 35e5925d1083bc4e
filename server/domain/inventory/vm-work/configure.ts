/** Work that changes a VM: its settings, disks, adapters and guest tools. */
import { getOwn, refuseStale, refuseUnless, required, vmOf } from '../../core/index.js'
import { adaptersOf, createNics, networkFor, nicOf, claimMac } from '../vm-parts/nics.js'
import { createDisks, contentOf, diskAt, filledBytes, wholeBytes } from '../vm-parts/disks.js'
import type {
  Cluster,
  Disk,
  DiskRequest,
  DomainEvent,
  Nic,
  NicRequest,
  View,
  Vm,
  VmSpec,
  VmWork
} from '../../core/index.js'
import { modeChangeFault } from '../migration-guard.js'
import { vmEntity } from './job.js'
import type { Job, WorkOf, WorkScene } from './job.js'
import { hotChangeFault, withSettings } from './settings.js'

type OnVm = Extract<VmWork, { vm: string }>['type']

/** Makes a kind of work on one VM from what it does to the specification; a text is why the VM cannot have it now. */
function vmJob<T extends OnVm>(
  operation: string,
  changeSpec: (vm: View<Vm>, work: WorkOf<T>, scene: WorkScene) => VmSpec | string,
  nameOf: (work: WorkOf<T>) => string | null = () => null
): Job<T> {
  return {
    operation,
    taskEntities: (work, { here }) => [vmEntity(here, (work as View<{ vm: string }>).vm)],
    plan: (work, scene) => {
      const { here } = scene
      const vm = vmOf(here, (work as View<{ vm: string }>).vm)
      const spec = changeSpec(vm, work, scene)
      const fault = typeof spec === 'string' ? spec : modeChangeFault(here, vm)
      if (fault !== null || typeof spec === 'string') return fault ?? ''
      return [configurationEvent(here, vm, spec, nameOf(work) ?? vm.name)]
    }
  }
}

function configurationEvent(here: View<Cluster>, vm: View<Vm>, spec: VmSpec, name: string): DomainEvent {
  return { type: 'vm-configured', cluster: here.name, uuid: vm.uuid, name, spec, bytes: bytesRewritten(vm.spec, spec) }
}

/** Bytes that a change of disks overwrites: another medium in an optical drive. Growth is told by the disk's size. */
function bytesRewritten(before: View<VmSpec>, after: View<VmSpec>): number {
  let bytes = 0
  for (const disk of after.disks) {
    const old = before.disks.find(({ uuid }) => uuid === disk.uuid)
    if (old !== undefined && old.source !== disk.source) bytes += Math.min(disk.usedBytes, old.usedBytes)
  }
  return bytes
}

export const updateVm = vmJob<'update-vm'>(
  'kVmUpdate',
  (vm, work, scene) => {
    refuseStale(`VM ${vm.name}`, vm.logicalTimestamp, work.timestamp)
    const spec = withSettings(vm.spec, work.change)
    const disks = applyDiskChanges(scene, spec.disks, work.disks)
    return hotChangeFault(vm.spec, spec, vm.powerState) ?? { ...spec, disks }
  },
  work => work.change.name
)

export const attachDisks = vmJob<'attach-disks'>('kVmDiskCreate', (vm, { disks }, scene) => {
  required(disks[0], 'vm-disk/invalid', 'There is no disk to attach')
  return {
    ...vm.spec,
    disks: [...vm.spec.disks, ...createDisks(scene, disks, { present: vm.spec.disks, container: null })]
  }
})

export const detachDisks = vmJob<'detach-disks'>('kVmDiskDelete', (vm, { disks }) => {
  required(disks[0], 'vm-disk/invalid', 'There is no disk to detach')
  const gone = new Set(disks.map(place => diskAt(vm.spec.disks, place).uuid))
  return { ...vm.spec, disks: vm.spec.disks.filter(({ uuid }) => !gone.has(uuid)) }
})

export const updateDisks = vmJob<'update-disks'>('kVmDiskUpdate', (vm, { disks }, scene) => {
  required(disks[0], 'vm-disk/invalid', 'There is no disk to change')
  for (const place of disks) diskAt(vm.spec.disks, place)
  return { ...vm.spec, disks: applyDiskChanges(scene, vm.spec.disks, disks) }
})

/** Changes the disks that the VM has, and adds the others. */
function applyDiskChanges(scene: WorkScene, present: readonly Disk[], requests: readonly View<DiskRequest>[]): Disk[] {
  let disks = [...present]
  for (const request of requests) {
    const old = present.find(({ uuid, bus, index }) =>
      request.uuid === null ? bus === request.bus && index === request.index : uuid === request.uuid
    )
    disks =
      old === undefined
        ? [...disks, ...createDisks(scene, [request], { present: disks, container: null })]
        : disks.map(disk => (disk.uuid === old.uuid ? applyDiskChange(scene.here, disk, request) : disk))
  }
  return disks
}

/** Gives an optical drive another medium, or grows a disk; no disk gets smaller [C: product manual]. */
function applyDiskChange(here: View<Cluster>, disk: Disk, request: View<DiskRequest>): Disk {
  const { source: _, flashMode: pinned = false, ...kept } = disk
  const flash = (request.flashMode ?? pinned) && { flashMode: true }
  if (disk.cdrom) {
    return { ...kept, ...contentOf(here, { ...request, cdrom: true, create: null }, disk.container), ...flash }
  }
  refuseUnless(!request.cdrom, 'vm-disk/invalid', () => `Disk ${disk.bus}.${disk.index} is not an optical drive`)
  const { create, clone } = request
  const wanted = create?.sizeBytes ?? clone?.minimumBytes ?? disk.sizeBytes
  const sizeBytes = wholeBytes(wanted, 'size')
  refuseUnless(
    sizeBytes >= disk.sizeBytes,
    'vm-disk/invalid',
    () => `Disk ${disk.bus}.${disk.index} has ${disk.sizeBytes} bytes and cannot shrink to ${sizeBytes}`
  )
  const usedBytes = disk.usedBytes + filledBytes(sizeBytes - disk.sizeBytes)
  const { flashMode: _pinned, ...same } = disk
  return { ...same, sizeBytes, usedBytes, ...flash }
}

export const addNics = vmJob<'add-nics'>('kVmNicCreate', (vm, { nics }, scene) => {
  required(nics[0], 'nic/invalid', 'There is no network adapter to add')
  return { ...vm.spec, nics: [...vm.spec.nics, ...createNics(scene, nics, adaptersOf(scene.here))] }
})

export const updateNic = vmJob<'update-nic'>('kVmNicUpdate', (vm, work, { here }) => {
  refuseStale(`VM ${vm.name}`, vm.logicalTimestamp, work.timestamp)
  const old = nicOf(vm, work.nic)
  const changed = applyNicChange(here, old, work.change)
  return { ...vm.spec, nics: vm.spec.nics.map(nic => (nic.uuid === old.uuid ? changed : nic)) }
})

/** Changes an adapter; on another network it gets another address. */
function applyNicChange(here: View<Cluster>, old: Nic, change: View<NicRequest>): Nic {
  const network = change.network === null ? old.network : networkFor(here, change.network).name
  const { macs, book } = adaptersOf(here)
  macs.delete(old.mac)
  const { model: _model, connected: _connected, ...kept } = old
  const model = change.model ?? old.model ?? ''
  const stays = network === old.network && (change.ip === null || change.ip === '' || change.ip === old.ip)
  return {
    ...kept,
    network,
    mac: change.mac === null || change.mac === '' ? old.mac : claimMac(here, change.mac, macs),
    ip: stays ? old.ip : book.assign(network, change.ip),
    ...(model !== '' && { model }),
    ...((change.connected ?? old.connected) === false && { connected: false })
  }
}

export const removeNic = vmJob<'remove-nic'>('kVmNicDelete', (vm, work) => {
  refuseStale(`VM ${vm.name}`, vm.logicalTimestamp, work.timestamp)
  const gone = nicOf(vm, work.nic)
  return { ...vm.spec, nics: vm.spec.nics.filter(({ uuid }) => uuid !== gone.uuid) }
})

const mounting: Readonly<Record<string, boolean>> = { MOUNT: true, UNMOUNT: false }

export const manageGuestTools = vmJob<'manage-guest-tools'>('kVmGuestToolsUpdate', (vm, { operation }) => {
  const toolsMounted = required(
    getOwn(mounting, operation.toUpperCase()),
    'vm/invalid',
    `Operation ${JSON.stringify(operation)} is not one of ${Object.keys(mounting).join(', ')}`
  )
  return { ...vm.spec, toolsMounted }
})
