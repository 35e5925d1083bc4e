/** Rules of the power of VMs, and of VMs and writes that tests make. */
import { addressBook } from '../networks/index.js'
import type {
  Cluster,
  CommandOf,
  Decision,
  DomainEvent,
  IdSource,
  PowerState,
  Scene,
  Task,
  View,
  Vm,
  VmSpec,
  World
} from '../core/index.js'
import {
  INVALID_VM_STATE,
  Refusal,
  containerNamed,
  failedTask,
  networkNamed,
  openCluster,
  getOwn,
  refuseUnless,
  runningTask,
  serves,
  startTask,
  transitions,
  vmOf
} from '../core/index.js'
import { assignMac } from './vm-parts/nics.js'
import { modeChangeFault } from './migration-guard.js'

/** Starts the task of a power transition. One that the VM's state does not allow fails as a task, not as a request [C: recorded, a failed task]. */
export function setPowerState(scene: Scene, command: CommandOf<'set-power-state'>): Decision<Task> {
  const { world, here, ids } = openCluster(scene, command)
  const vm = vmOf(here, command.vm)
  const word = command.transition.toUpperCase()
  const transition = getOwn(transitions, word)
  if (transition === undefined) {
    throw new Refusal(
      'vm/invalid-transition',
      `Transition ${JSON.stringify(command.transition)} is not one of ${Object.keys(transitions).join(', ')}`
    )
  }
  if (command.host !== null && command.host !== '') {
    refuseUnless(
      here.hosts.some(host => host.uuid === command.host),
      'host/not-found',
      () => `Host ${command.host} does not exist on ${here.name}`
    )
  }
  const allowed = transition.from.includes(vm.powerState) && vm.pendingTask === null
  const moving = modeChangeFault(here, vm)
  const entities = [{ id: vm.uuid, type: 'VM', name: vm.name }]
  if (!allowed || moving !== null) {
    const state = vm.pendingTask === null ? capitalize(vm.powerState) : 'Transition'
    const detail = moving ?? `InvalidVmState: Cannot complete request in state ${state}`
    const fault = { code: INVALID_VM_STATE, detail }
    return startTask(here, failedTask({ world, ids }, { operation: transition.operation, entities, fault }))
  }
  const effect = { type: 'power', vm: vm.uuid, to: transition.to } as const
  const task = runningTask(
    { world, ids },
    { operation: transition.operation, entities, takesSeconds: transition.takes(world.settings), effect }
  )
  const { events } = startTask(here, task)
  return {
    events: [...events, { type: 'vm-task-pending', cluster: here.name, uuid: vm.uuid, task: task.uuid }],
    result: task
  }
}

function capitalize(state: PowerState): string {
  return state.charAt(0).toUpperCase() + state.slice(1)
}

/** Changes the power state of a VM as its task ends; null where the VM has gone, or another task has its power since. */
export function finishPowerTransition(
  here: View<Cluster>,
  uuid: string,
  to: PowerState,
  task: string
): DomainEvent[] | null {
  const vm = getOwn(here.vms, uuid)
  if (vm === undefined || vm.pendingTask !== task) return null
  const events: DomainEvent[] = [{ type: 'vm-task-pending', cluster: here.name, uuid, task: null }]
  if (vm.powerState !== to || vm.hostUuid === null) {
    events.push({
      type: 'vm-power-changed',
      cluster: here.name,
      uuid,
      powerState: to,
      hostUuid: to === 'off' ? null : hostFor(here, vm)
    })
  }
  return events
}

/** UUID of the host on which a VM starts: always the same, or the next one that serves; null where none does. */
export function hostFor(here: View<Cluster>, vm: { readonly handle: number }): string | null {
  const { length } = here.hosts
  for (let step = 0; step < length; step++) {
    const host = here.hosts[(vm.handle + step) % length]
    if (host !== undefined && serves(host)) return host.uuid
  }
  return null
}

/** Registers VMs at once, all or none. Identifiers that are in use on any cluster are replaced by new ones. */
export function createVms(scene: Scene, command: CommandOf<'create-vms'>): Decision<readonly Vm[]> {
  const { world, here, ids } = openCluster(scene, command)
  const book = addressBook(here)
  const used = usedIdentifiers(world, command.vms)
  const vms = command.vms.map(request => {
    for (const disk of request.spec.disks) {
      refuseUnless(
        containerNamed(here, disk.container) !== undefined,
        'storage-container/not-found',
        () => `Storage container ${disk.container} does not exist on ${here.name}`
      )
    }
    for (const nic of request.spec.nics) {
      refuseUnless(
        networkNamed(here, nic.network) !== undefined,
        'network/not-found',
        () => `Network ${nic.network} does not exist on ${here.name}`
      )
    }
    const nics = request.spec.nics.map((nic, place) => ({
      ...nic,
      ip: request.unaddressed?.includes(place) === true ? null : book.assign(nic.network, nic.ip)
    }))
    const handle = ids.number()
    const running = request.powerState === 'on'
    const made = ids.uuid()
    const vm: Vm = {
      uuid: request.uuid === undefined || used.vms.has(request.uuid) ? made : request.uuid,
      name: request.name,
      handle,
      spec: withUniqueIds({ ...request.spec, nics }, used, ids),
      powerState: request.powerState,
      hostUuid: request.powerState === 'off' ? null : hostFor(here, { handle }),
      changeBytesPerSecond: request.changeBytesPerSecond,
      content: {
        writtenBytes: 0,
        asOf: world.now,
        bytesPerSecond: running && here.power === 'on' ? request.changeBytesPerSecond : 0,
        marks: []
      },
      protectionDomain: null,
      logicalTimestamp: 1,
      pendingTask: null
    }
    used.vms.add(vm.uuid)
    return vm
  })
  return { events: vms.map(vm => ({ type: 'vm-registered', cluster: here.name, vm })), result: vms }
}

interface UsedIdentifiers {
  readonly vms: Set<string>
  readonly disks: Set<string>
  readonly macs: Set<string>
}

/** Of the disks that are wanted those that are there already, which are few: a set of all would cost more than making the VMs. */
function usedIdentifiers(world: View<World>, wanted: CommandOf<'create-vms'>['vms']): UsedIdentifiers {
  const used: UsedIdentifiers = { vms: new Set(), disks: new Set(), macs: new Set() }
  const disks = new Set<string>()
  for (const { spec } of wanted) for (const { uuid } of spec.disks) disks.add(uuid)
  const withNics = wanted.some(({ spec }) => spec.nics.length > 0)
  for (const cluster of Object.values(world.clusters)) {
    for (const { uuid, spec } of Object.values(cluster.vms)) {
      used.vms.add(uuid)
      for (const { uuid } of spec.disks) if (disks.has(uuid)) used.disks.add(uuid)
      if (withNics) for (const { mac } of spec.nics) used.macs.add(mac)
    }
  }
  return used
}

/** Ten thousand VMs are made in one command, so what stays as it is is not copied. */
function withUniqueIds(spec: VmSpec, { disks, macs }: UsedIdentifiers, ids: IdSource): VmSpec {
  const clashes = spec.disks.some(({ uuid }) => disks.has(uuid)) || spec.nics.some(({ mac }) => macs.has(mac))
  const unique: VmSpec = clashes
    ? {
        ...spec,
        disks: spec.disks.map(disk => (disks.has(disk.uuid) ? { ...disk, uuid: ids.uuid() } : disk)),
        nics: spec.nics.map(nic => (macs.has(nic.mac) ? { ...nic, uuid: ids.uuid(), mac: assignMac(macs, ids) } : nic))
      }
    : spec
  for (const { uuid } of unique.disks) disks.add(uuid)
  for (const { mac } of unique.nics) macs.add(mac)
  return unique
}

/** Writes a mark in a VM. Refuses a VM that does not run. */
export function writeMark(scene: Scene, command: CommandOf<'write-mark'>): DomainEvent[] {
  const { here } = openCluster(scene, command)
  const vm = vmOf(here, command.vm)
  refuseUnless(
    vm.powerState === 'on' && here.power === 'on',
    'vm/invalid-transition',
    () => `VM ${vm.name} on ${here.name} is not running: it cannot write`
  )
  return [{ type: 'mark-written', cluster: here.name, uuid: vm.uuid, mark: command.mark, bytes: command.bytes }]
}

/** Sets the rate at which a VM writes; one that is off begins to write at it once it runs. */
export function setChangeRate(scene: Scene, command: CommandOf<'set-change-rate'>): DomainEvent[] {
  const { here } = openCluster(scene, command)
  const { uuid } = vmOf(here, command.vm)
  return [{ type: 'vm-change-rate-changed', cluster: here.name, uuid, bytesPerSecond: command.bytesPerSecond }]
}
