/** Work that creates, clones and deletes VMs. */
import { writtenAt } from '../content.js'
import type { CloneRequest, DomainEvent, Mark, View, Vm, VmSnapshot, VmSpec } from '../../core/index.js'
import { own, refuseStale, required, vmOf } from '../../core/index.js'
import { adaptersOf, addedNics } from '../vm-parts/nics.js'
import { addedDisks, containerFor } from '../vm-parts/disks.js'
import { renewed, requireParts } from '../vm-parts/copied-spec.js'
import { movingFault } from '../moving.js'
import { aboutVm, recordAudit } from '../../notices/rules.js'
import { vmEntity } from './job.js'
import type { Job, WorkScene } from './job.js'
import { newSpec, withSettings } from './settings.js'

export const createVm: Job<'create-vm'> = {
  operation: 'kVmCreate',
  makes: () => 1,
  about: ({ vm }, { made }) => [{ id: made[0] ?? '', type: 'VM', name: vm.name ?? '' }],
  plan: ({ vm }, scene) => {
    const spec: VmSpec = {
      ...newSpec(vm),
      disks: addedDisks(scene, vm.disks, { present: [], container: vm.container }),
      nics: addedNics(scene, vm.nics, adaptersOf(scene.here))
    }
    return registered(scene, { uuid: scene.made[0] ?? '', name: vm.name ?? '', spec }, fresh)
  }
}

/** Writes that a new VM starts out with: none, or those of the VM that it is a clone of. */
interface Past {
  readonly changeBytesPerSecond: number
  readonly writtenBytes: number
  readonly marks: readonly Mark[]
}

const fresh: Past = { changeBytesPerSecond: 0, writtenBytes: 0, marks: [] }

/** Registers a VM, off and unprotected. */
function registered(
  scene: WorkScene,
  { uuid, name, spec }: Pick<Vm, 'uuid' | 'name' | 'spec'>,
  past: Past
): DomainEvent[] {
  const { world, here, ids, user } = scene
  const vm: Vm = {
    uuid,
    name,
    handle: ids.number(),
    spec,
    powerState: 'off',
    hostUuid: null,
    changeBytesPerSecond: past.changeBytesPerSecond,
    content: { writtenBytes: past.writtenBytes, asOf: world.now, bytesPerSecond: 0, marks: past.marks },
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
  about: ({ vm, clones }, scene) => [...namedClones(clones, scene), vmEntity(scene.here, vm)],
  plan: ({ vm: uuid, clones, container }, scene) => {
    const vm = vmOf(scene.here, uuid)
    const { changeBytesPerSecond, content, spec } = vm
    const past = { changeBytesPerSecond, writtenBytes: writtenAt(content, scene.world.now), marks: content.marks }
    return copies(scene, { spec, past }, { clones, container })
  }
}

export const cloneVmSnapshot: Job<'clone-vm-snapshot'> = {
  operation: 'kVmClone',
  makes: ({ clones }) => clones.length,
  about: ({ snapshot, clones }, scene) => [
    ...namedClones(clones, scene),
    { id: snapshot, type: 'SNAPSHOT', name: vmSnapshotOf(scene, snapshot).name }
  ],
  plan: ({ snapshot, clones }, scene) => {
    const held = vmSnapshotOf(scene, snapshot)
    return copies(scene, { spec: held.spec, past: held }, { clones, container: null })
  }
}

/** Finds a snapshot of a single VM. Refuses one that does not exist. */
export function vmSnapshotOf({ here }: WorkScene, uuid: string): View<VmSnapshot> {
  return required(
    own(here.vmSnapshots, uuid),
    'vm-snapshot/not-found',
    `Snapshot ${uuid} does not exist on ${here.name}`
  )
}

function namedClones(clones: readonly View<CloneRequest>[], { made }: WorkScene) {
  return clones.map(({ settings }, i) => ({ id: made[i] ?? '', type: 'VM', name: settings.name ?? '' }))
}

/** Registers clones of a specification, under identifiers of their own. */
function copies(
  scene: WorkScene,
  { spec: source, past }: { readonly spec: VmSpec; readonly past: Past },
  { clones, container }: { readonly clones: readonly View<CloneRequest>[]; readonly container: string | null }
): DomainEvent[] {
  const { here, ids, made } = scene
  required(clones[0], 'vm/invalid', 'A clone has a spec_list with a name')
  const adapters = adaptersOf(here)
  return clones.flatMap(({ settings, nics }, i) => {
    const name = required(settings.name, 'vm/invalid', 'A clone has a name')
    requireParts(here, nics === null ? source : { ...source, nics: [] })
    const { toolsMounted: _, ...spec } = withSettings(renewed(source, adapters.macs, ids), settings)
    const target = container === null ? null : containerFor(here, container).name
    const disks = target === null ? spec.disks : spec.disks.map(disk => ({ ...disk, container: target }))
    const itsNics =
      nics === null
        ? spec.nics.map(nic => ({ ...nic, ip: adapters.book.assign(nic.network) }))
        : addedNics(scene, nics, adapters)
    return registered(scene, { uuid: made[i] ?? '', name, spec: { ...spec, disks, nics: itsNics } }, past)
  })
}

/** Deletes a VM, also one that runs. A domain that protects it keeps its entry, and every snapshot from now on says so [C: Swagger; alert A110265]. */
export const deleteVm: Job<'delete-vm'> = {
  operation: 'kVmDelete',
  about: ({ vm }, { here }) => [vmEntity(here, vm)],
  plan: ({ vm: uuid, timestamp, snapshotsToo }, scene) => {
    const { here, user } = scene
    const vm = vmOf(here, uuid)
    refuseStale(`VM ${vm.name}`, vm.logicalTimestamp, timestamp)
    const fault = movingFault(here, vm)
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
