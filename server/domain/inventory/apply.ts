/** Appliers of VMs, their snapshots, images, hosts and high availability. */
import { cluster, domain, host, vm } from '../core/index.js'
import type { Appliers, Cluster, Draft, Touches, Vm, Writable } from '../core/index.js'
import { changeLanes, lanesOf } from '../links/rules.js'
import { writtenAt } from './content.js'
import type { InventoryEvent } from './vocabulary.js'

/** Starts or stops the writes of a VM: it writes while it is on and its site has power. */
function setWriting(draft: Draft, machine: Writable<Vm>, writing: boolean): void {
  machine.content = {
    ...machine.content,
    writtenBytes: writtenAt(machine.content, draft.world.now),
    asOf: draft.world.now,
    bytesPerSecond: writing ? machine.changeBytesPerSecond : 0
  }
}

/** Starts or stops the writes of every VM that is on, as the power of its site comes or goes. */
export function setVmsWriting(draft: Draft, here: Writable<Cluster>, writing: boolean): void {
  for (const { uuid, powerState } of Object.values(here.vms))
    if (powerState === 'on') setWriting(draft, draft.row(draft.table(here, 'vms'), uuid), writing)
}

export const inventoryAppliers: Appliers<InventoryEvent['type']> = {
  'host-maintenance-changed': (draft, event) => {
    changeLanes(draft, lanesOf(draft, event.cluster), () => {
      host(draft, { cluster: event.cluster, host: event.uuid }).inMaintenance = event.inMaintenance
    })
  },
  'vm-registered': (draft, event) => {
    draft.put(draft.table(cluster(draft, event), 'vms'), event.vm.uuid, { ...event.vm })
  },
  'vm-unregistered': (draft, event) => {
    draft.drop(draft.table(cluster(draft, event), 'vms'), event.uuid)
  },
  'vm-power-changed': (draft, event) => {
    const machine = vm(draft, event)
    machine.powerState = event.powerState
    machine.hostUuid = event.hostUuid
    setWriting(draft, machine, event.powerState === 'on' && cluster(draft, event).power === 'on')
  },
  'vm-task-pending': (draft, event) => {
    vm(draft, event).pendingTask = event.task
  },
  'mark-written': (draft, event) => {
    const machine = vm(draft, event)
    const mark = { name: event.mark, at: draft.world.now }
    machine.content = {
      ...machine.content,
      writtenBytes: writtenAt(machine.content, draft.world.now) + event.bytes,
      asOf: draft.world.now,
      marks: [...machine.content.marks, mark]
    }
  },
  'vm-change-rate-changed': (draft, event) => {
    const machine = vm(draft, event)
    machine.changeBytesPerSecond = event.bytesPerSecond
    setWriting(draft, machine, machine.powerState === 'on' && cluster(draft, event).power === 'on')
  },
  /** A domain that protects the VM knows it by its new name. */
  'vm-configured': (draft, event) => {
    const machine = vm(draft, event)
    if (machine.protectionDomain !== null && machine.name !== event.name) {
      const protector = domain(draft, { cluster: event.cluster, domain: machine.protectionDomain })
      protector.members = protector.members.map(member =>
        member.uuid === event.uuid ? { ...member, name: event.name } : member
      )
    }
    machine.name = event.name
    machine.spec = event.spec
    machine.logicalTimestamp += 1
    if (event.bytes === 0) return
    const writtenBytes = writtenAt(machine.content, draft.world.now) + event.bytes
    machine.content = { ...machine.content, writtenBytes, asOf: draft.world.now }
  },
  'vm-snapshot-taken': (draft, event) => {
    draft.table(cluster(draft, event), 'vmSnapshots')[event.snapshot.uuid] = { ...event.snapshot }
  },
  'vm-snapshots-removed': (draft, event) => {
    for (const uuid of event.uuids) delete draft.table(cluster(draft, event), 'vmSnapshots')[uuid]
  },
  'image-written': (draft, event) => {
    draft.table(cluster(draft, event), 'images')[event.image.uuid] = { ...event.image }
  },
  'image-removed': (draft, event) => {
    delete draft.table(cluster(draft, event), 'images')[event.uuid]
  },
  'ha-changed': (draft, event) => {
    cluster(draft, event).ha = event.ha
  }
}

export const inventoryTouches: Touches<InventoryEvent['type']> = {
  'host-maintenance-changed': () => ({ what: 'lanes' })
}
