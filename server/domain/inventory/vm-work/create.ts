/** Work that creates, clones and deletes VMs. */
import { writtenAt } from '../content.js'
import type { CloneRequest, DomainEvent, Mark, View, Vm, VmSnapshot, VmSpec } from '../../core/index.js'
import { getOwn, refuseStale, required, vmOf } from '../../core/index.js'
import { adaptersOf, createNics } from '../vm-parts/nics.js'
import { isMadeAlready, refuseRepeated } from './chosen-uuid.js'
import { createDisks, containerFor } from '../vm-parts/disks.js'
import { withNewIds, refuseMissingParts } from '../vm-parts/copied-spec.js'
import { modeChangeFault } from '../migration-guard.js'
import { aboutVm, recordAudit } from '../../notices/rules.js'
import { vmEntity } from './job.js'
import type { Job, WorkScene } from './job.js'
import { newSpec, withSettings } from './settings.js'

export const createVm: Job<'create-vm'> = {
  operation: 'kVmCreate',
  makes: () => 1,
  chosen: ({ vm }) => [vm.uuid],
  taskEntities: ({ vm }, { made }) => [{ id: made[0] ?? '', type: 'VM', name: vm.name ?? '' }],
  plan: ({ vm }, scene) => {
    const settings = newSpec(vm) // its task has them too, also where there is nothing left to do
    if (vm.uuid !== undefined && isMadeAlready(scene, vm.uuid, vm.name)) return []
    const spec: VmSpec = {
      ...settings,
      disks: createDisks(scene, vm.disks, { present: [], container: vm.container }),
      nics: createNics(scene, vm.nics, adaptersOf(scene.here))
    }
    return registerVm(scene, { uuid: scene.made[0] ?? '', name: vm.name ?? '', spec }, noHistory)
  }
}

/** Writes that a new VM starts out with: none, or those of the VM that it is a clone of. */
interface WriteHistory {
  readonly changeBytesPerSecond: number
  readonly writtenBytes: number
  readonly marks: readonly Mark[]
}

const noHistory: WriteHistory = { changeBytesPerSecond: 0, writtenBytes: 0, marks: [] }

/** Registers a VM, off and unprotected. */
function registerVm(
  scene: WorkScene,
  { uuid, name, spec }: Pick<Vm, 'uuid' | 'name' | 'spec'>,
  history: WriteHistory
): DomainEvent[] {
  const { world, here, ids, user } = scene
  const vm: Vm = {
    uuid,
    name,
    handle: ids.number(),
    spec,
    powerState: 'off',
    hostUuid: null,
    changeBytesPerSecond: history.changeBytesPerSecond,
    content: { writtenBytes: history.writtenBytes, asOf: world.now, bytesPerSecond: 0, marks: history.marks },
    protectionDomain: null,
    logicalTimestamp: 1,
    pendingTask: null
  }
  return [
    { type: 'vm-registered', cluster: here.name, vm },
    recordAudit(scene, { type: 'vm-created', entity: aboutVm(vm), values: [name], user })
  ]
}

export const cloneVm: Job<'clone-vm'> = {
  operation: 'kVmClone',
  makes: ({ clones }) => clones.length,
  chosen: ({ clones }) => clones.map(({ uuid }) => uuid),
  taskEntities: ({ vm, clones }, scene) => [...cloneEntities(clones, scene), vmEntity(scene.here, vm)],
  plan: ({ vm: uuid, clones, container }, scene) => {
    const vm = vmOf(scene.here, uuid)
    const { changeBytesPerSecond, content, spec } = vm
    const history = { changeBytesPerSecond, writtenBytes: writtenAt(content, scene.world.now), marks: content.marks }
    return createClones(scene, { spec, history }, { clones, container })
  }
}

export const cloneVmSnapshot: Job<'clone-vm-snapshot'> = {
  operation: 'kVmClone',
  makes: ({ clones }) => clones.length,
  chosen: ({ clones }) => clones.map(({ uuid }) => uuid),
  taskEntities: ({ snapshot, clones }, scene) => [
    ...cloneEntities(clones, scene),
    { id: snapshot, type: 'SNAPSHOT', name: vmSnapshotOf(scene, snapshot).name }
  ],
  plan: ({ snapshot, clones }, scene) => {
    const held = vmSnapshotOf(scene, snapshot)
    return createClones(scene, { spec: held.spec, history: held }, { clones, container: null })
  }
}

/** Finds a snapshot of a single VM. Refuses one that does not exist. */
export function vmSnapshotOf({ here }: WorkScene, uuid: string): View<VmSnapshot> {
  return required(
    getOwn(here.vmSnapshots, uuid),
    'vm-snapshot/not-found',
    `Snapshot ${uuid} does not exist on ${here.name}`
  )
}

function cloneEntities(clones: readonly View<CloneRequest>[], { made }: WorkScene) {
  return clones.map(({ settings }, i) => ({ id: made[i] ?? '', type: 'VM', name: settings.name ?? '' }))
}

/** Registers clones of a specification, under identifiers of their own. */
function createClones(
  scene: WorkScene,
  { spec: source, history }: { readonly spec: VmSpec; readonly history: WriteHistory },
  { clones, container }: { readonly clones: readonly View<CloneRequest>[]; readonly container: string | null }
): DomainEvent[] {
  const { here, ids, made } = scene
  required(clones[0], 'vm/invalid', 'A clone has a spec_list with a name')
  refuseRepeated(clones)
  const adapters = adaptersOf(here)
  return clones.flatMap(({ uuid, settings, nics }, i) => {
    const name = required(settings.name, 'vm/invalid', 'A clone has a name')
    withSettings(source, settings) // refuses what its task would have for nothing, also where there is nothing left to do
    if (uuid !== undefined && isMadeAlready(scene, uuid, name)) return []
    refuseMissingParts(here, nics === null ? source : { ...source, nics: [] })
    const { toolsMounted: _, ...spec } = withSettings(withNewIds(source, adapters.macs, ids), settings)
    const target = container === null ? null : containerFor(here, container).name
    const disks = target === null ? spec.disks : spec.disks.map(disk => ({ ...disk, container: target }))
    const cloneNics =
      nics === null
        ? spec.nics.map(nic => ({ ...nic, ip: adapters.book.assign(nic.network) }))
        : createNics(scene, nics, adapters)
    return registerVm(scene, { uuid: made[i] ?? '', name, spec: { ...spec, disks, nics: cloneNics } }, history)
  })
}

/** Deletes a VM, also one that runs. A domain that protects it keeps its entry, and every snapshot from now on says so [C: Swagger; alert A110265]. */
export const deleteVm: Job<'delete-vm'> = {
  operation: 'kVmDelete',
  taskEntities: ({ vm }, { here }) => [vmEntity(here, vm)],
  plan: ({ vm: uuid, timestamp, snapshotsToo }, scene) => {
    const { here, user } = scene
    const vm = vmOf(here, uuid)
    refuseStale(`VM ${vm.name}`, vm.logicalTimestamp, timestamp)
    const fault = modeChangeFault(here, vm)
    if (fault !== null) return fault
    const snapshots = snapshotsToo ? Object.values(here.vmSnapshots).filter(each => each.vm === uuid) : []
    return [
      ...(snapshots.length === 0
        ? []
        : [{ type: 'vm-snapshots-removed', cluster: here.name, uuids: snapshots.map(each => each.uuid) } as const]),
      { type: 'vm-unregistered', cluster: here.name, uuid },
      recordAudit(scene, { type: 'vm-deleted', entity: aboutVm(vm), values: [vm.name], user })
    ]
  }
}
