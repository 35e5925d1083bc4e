/** Work that takes and deletes snapshots of single VMs, and restores from them. */
import { addressBook } from '../../networks/index.js'
import { writtenAfterRestore, writtenAt } from '../content.js'
import {
  FREE_NAME_LENGTH_MAX,
  lengthFault,
  refuseFault,
  refuseStale,
  refuseUnless,
  required,
  vmOf
} from '../../core/index.js'
import { usedDiskUuids, restoreDisks } from '../vm-parts/disks.js'
import { reuseMac, usedMacs } from '../vm-parts/nics.js'
import { refuseMissingParts } from '../vm-parts/copied-spec.js'
import type { Nic, View, Vm, VmSnapshot } from '../../core/index.js'
import { modeChangeFault } from '../migration-guard.js'
import { vmSnapshotOf } from './create.js'
import { vmEntity } from './job.js'
import type { Job, WorkScene } from './job.js'

/** Logical timestamp of every snapshot: they never change. */
const SNAPSHOT_TIMESTAMP = 1

export const snapshotVms: Job<'snapshot-vms'> = {
  operation: 'kSnapshotCreate',
  makes: ({ snapshots }) => snapshots.length,
  taskEntities: ({ snapshots }, { here, made }) => [
    ...snapshots.map(({ name }, i) => ({ id: made[i] ?? '', type: 'SNAPSHOT', name: name ?? '' })),
    ...snapshots.map(({ vm }) => vmEntity(here, vm))
  ],
  plan: ({ snapshots }, { world, here, ids, made }) => {
    required(snapshots[0], 'vm/invalid', 'There is no VM to snapshot')
    const groupUuid = ids.uuid()
    return snapshots.map(({ vm: uuid, name }, i) => {
      const vm = vmOf(here, uuid)
      refuseFault(lengthFault(name, FREE_NAME_LENGTH_MAX), 'vm/invalid', 'Snapshot name')
      const snapshot: VmSnapshot = {
        uuid: made[i] ?? '',
        groupUuid,
        name: name ?? '',
        createdAt: world.now,
        vm: vm.uuid,
        vmName: vm.name,
        powerState: vm.powerState,
        changeBytesPerSecond: vm.changeBytesPerSecond,
        spec: vm.spec,
        writtenBytes: writtenAt(vm.content, world.now),
        marks: vm.content.marks
      }
      return { type: 'vm-snapshot-taken', cluster: here.name, snapshot }
    })
  }
}

export const deleteVmSnapshot: Job<'delete-vm-snapshot'> = {
  operation: 'kSnapshotDelete',
  taskEntities: ({ snapshot }, scene) => [{ id: snapshot, type: 'SNAPSHOT', name: vmSnapshotOf(scene, snapshot).name }],
  plan: ({ snapshot, timestamp }, scene) => {
    const { uuid } = vmSnapshotOf(scene, snapshot)
    refuseStale(`Snapshot ${uuid}`, SNAPSHOT_TIMESTAMP, timestamp)
    return [{ type: 'vm-snapshots-removed', cluster: scene.here.name, uuids: [uuid] }]
  }
}

/** Restores a VM in place; it is off afterwards. */
export const restoreVm: Job<'restore-vm'> = {
  operation: 'kVmRestore',
  taskEntities: ({ vm }, { here }) => [vmEntity(here, vm)],
  plan: ({ vm: uuid, snapshot, networksToo }, scene) => {
    const { world, here, ids } = scene
    const vm = vmOf(here, uuid)
    const held = vmSnapshotOf(scene, snapshot)
    refuseUnless(held.vm === uuid, 'vm/invalid', () => `Snapshot ${snapshot} is not one of VM ${vm.name}`)
    const nics = networksToo ? restoredNics(scene, vm, held) : vm.spec.nics
    const spec = { ...held.spec, nics, disks: restoreDisks(held.spec.disks, usedDiskUuids(here, uuid), ids) }
    refuseMissingParts(here, spec)
    const fault = modeChangeFault(here, vm)
    if (fault !== null) return fault
    const writtenBytes = writtenAfterRestore(vm.content, held.writtenBytes, world.now)
    const restored: Vm = {
      ...vm,
      spec,
      powerState: 'off',
      hostUuid: null,
      content: { writtenBytes, asOf: world.now, bytesPerSecond: 0, marks: held.marks },
      logicalTimestamp: vm.logicalTimestamp + 1,
      pendingTask: null
    }
    return [{ type: 'vm-registered', cluster: here.name, vm: restored }]
  }
}

/** The adapters that a snapshot holds; one whose address another VM has taken meanwhile gets a new one. */
function restoredNics({ here, ids }: WorkScene, vm: View<Vm>, held: View<VmSnapshot>): Nic[] {
  const taken = usedMacs(here)
  for (const nic of vm.spec.nics) taken.delete(nic.mac)
  const book = addressBook(here, [vm.uuid])
  return held.spec.nics.map(nic => ({
    ...nic,
    mac: reuseMac(nic.mac, taken, ids),
    ip: book.recover(nic.network, nic.ip)
  }))
}
