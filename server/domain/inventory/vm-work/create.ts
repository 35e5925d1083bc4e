/** VMs made, copied, and deleted. */
import { writtenAt } from '../content.js'
import type { CloneRequest, DomainEvent, Mark, View, Vm, VmSnapshot, VmSpec } from '../../core/index.js'
import { own, refuseStale, required, vmOf } from '../../core/index.js'
import { adaptersOf, addedDisks, addedNics, containerFor, renewed, requireParts } from '../vm-parts.js'
import { movingFault } from '../moving.js'
import { aboutVm, recordAudit } from '../../notices/rules.js'
import { vmEntity } from './job.js'
import type { Job, Site } from './job.js'
import { newSpec, withSettings } from './settings.js'

export const createVm: Job<'create-vm'> = {
  operation: 'kVmCreate',
  makes: () => 1,
  about: ({ vm }, { made }) => [{ id: made[0] ?? '', type: 'VM', name: vm.name ?? '' }],
  plan: ({ vm }, site) => {
    const { here, ids } = site
    const spec: VmSpec = {
      ...newSpec(vm),
      disks: addedDisks(here, vm.disks, [], vm.container, ids),
      nics: addedNics(here, vm.nics, adaptersOf(here), ids)
    }
    return registered(site, site.made[0] ?? '', vm.name ?? '', spec, fresh)
  }
}

/** What a new VM brings with it. */
interface Past {
  readonly changeBytesPerSecond: number
  readonly writtenBytes: number
  readonly marks: readonly Mark[]
}

const fresh: Past = { changeBytesPerSecond: 0, writtenBytes: 0, marks: [] }

/** Off, and unprotected. */
function registered(site: Site, uuid: string, name: string, spec: VmSpec, past: Past): DomainEvent[] {
  const { world, here, ids, user } = site
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
    recordAudit({ world, here, ids }, { type: 'vm-created', entity: aboutVm(vm), values: [name], user })
  ]
}

export const cloneVm: Job<'clone-vm'> = {
  operation: 'kVmClone',
  makes: ({ clones }) => clones.length,
  about: ({ vm, clones }, site) => [...namedClones(clones, site), vmEntity(site.here, vm)],
  plan: ({ vm: uuid, clones, container }, site) => {
    const vm = vmOf(site.here, uuid)
    const { changeBytesPerSecond, content, spec } = vm
    const past = { changeBytesPerSecond, writtenBytes: writtenAt(content, site.world.now), marks: content.marks }
    return copies(site, spec, past, clones, container)
  }
}

export const cloneVmSnapshot: Job<'clone-vm-snapshot'> = {
  operation: 'kVmClone',
  makes: ({ clones }) => clones.length,
  about: ({ snapshot, clones }, site) => [
    ...namedClones(clones, site),
    { id: snapshot, type: 'SNAPSHOT', name: vmSnapshotOf(site, snapshot).name }
  ],
  plan: ({ snapshot, clones }, site) => {
    const held = vmSnapshotOf(site, snapshot)
    return copies(site, held.spec, held, clones, null)
  }
}

export function vmSnapshotOf({ here }: Site, uuid: string): View<VmSnapshot> {
  return required(
    own(here.vmSnapshots, uuid),
    'vm-snapshot/not-found',
    `Snapshot ${uuid} does not exist on ${here.name}`
  )
}

function namedClones(clones: readonly View<CloneRequest>[], { made }: Site) {
  return clones.map(({ settings }, i) => ({ id: made[i] ?? '', type: 'VM', name: settings.name ?? '' }))
}

/** A copy has what the source has now, under identifiers of its own. */
function copies(
  site: Site,
  source: VmSpec,
  past: Past,
  clones: readonly View<CloneRequest>[],
  container: string | null
): DomainEvent[] {
  const { here, ids, made } = site
  required(clones[0], 'vm/invalid', 'A clone has a spec_list with a name')
  const adapters = adaptersOf(here)
  return clones.flatMap(({ settings, nics }, i) => {
    const name = required(settings.name, 'vm/invalid', 'A clone has a name')
    requireParts(here, nics === null ? source : { ...source, nics: [] })
    const { toolsMounted: _, ...spec } = withSettings(renewed(source, adapters.macs, ids), settings)
    const target = container === null ? null : containerFor(here, container).name
    return registered(
      site,
      made[i] ?? '',
      name,
      {
        ...spec,
        disks: target === null ? spec.disks : spec.disks.map(disk => ({ ...disk, container: target })),
        nics:
          nics === null
            ? spec.nics.map(nic => ({ ...nic, ip: adapters.book.assign(nic.network) }))
            : addedNics(here, nics, adapters, ids)
      },
      past
    )
  })
}

/** Off first, if it runs. A domain that protects it keeps its entry, and every snapshot from now on says so [C: Swagger; alert A110265]. */
export const deleteVm: Job<'delete-vm'> = {
  operation: 'kVmDelete',
  about: ({ vm }, { here }) => [vmEntity(here, vm)],
  plan: ({ vm: uuid, timestamp, snapshotsToo }, { world, here, ids, user }) => {
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
      recordAudit({ world, here, ids }, { type: 'vm-deleted', entity: aboutVm(vm), values: [vm.name], user })
    ]
  }
}
