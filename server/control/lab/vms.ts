/** The VMs of a cluster from outside: listed, made in bulk, how much they write, and the marks that prove what a recovery kept. */
import { usedBytesOf, writtenAt } from '../../domain/inventory/index.js'
import { clusterOf, vmOf } from '../../domain/core/index.js'
import type { Instant, View, Vm } from '../../domain/core/index.js'
import { vmRequest } from '../../seed/index.js'
import { rfc3339 } from '../../domain/core/index.js'
import { ControlFault, vmFixtures } from '../core/index.js'
import type { HandlersFor, Model } from '../core/index.js'

export const vms: HandlersFor<'getClusterVms' | 'createClusterVms' | 'setVm' | 'getMarks' | 'writeMark'> = {
  getClusterVms: ({ ctx, path }) => {
    const { world } = ctx.lab
    return { vms: Object.values(clusterOf(world, path.name).vms).map(vm => vmDto(vm, world.now)) }
  },

  createClusterVms: ({ ctx: { lab }, path, body }) => {
    const { seed, revision } = lab.world
    const { name: cluster, vms: present, containers } = clusterOf(lab.world, path.name)
    const taken = new Set(Object.values(present).map(({ name }) => name))
    const container = containers[0]?.name ?? ''
    const requests = vmFixtures(body).map((vm, index) => {
      if (taken.has(vm.name)) throw new ControlFault('vm/exists', `There is a VM ${vm.name} on ${cluster} already`)
      taken.add(vm.name)
      // Of the revision, so that what another request makes is made of other disks.
      return vmRequest(vm, container, `made/${revision}/${index}`, seed)
    })
    const made = lab.engine.submit({ type: 'create-vms', cluster, vms: requests })
    return { vms: made.map(({ uuid, name }) => ({ uuid, name })) }
  },

  setVm: ({ ctx: { lab }, path, body: { change_rate_bytes_per_second: bytesPerSecond } }) => {
    const [cluster, vm] = [path.name, path.uuid]
    lab.engine.submit({ type: 'set-change-rate', cluster, vm, bytesPerSecond })
    return vmDto(vmOf(clusterOf(lab.world, cluster), vm), lab.world.now)
  },

  getMarks: ({ ctx, path }) => marksOf(vmOf(clusterOf(ctx.lab.world, path.name), path.uuid)),

  writeMark: ({ ctx: { lab }, path, body: { name: mark, bytes = 0 } }) => {
    const [cluster, vm] = [path.name, path.uuid]
    lab.engine.submit({ type: 'write-mark', cluster, vm, mark, bytes })
    return marksOf(vmOf(clusterOf(lab.world, cluster), vm))
  }
}

function vmDto(vm: View<Vm>, now: Instant): Model<'Vm'> {
  return {
    uuid: vm.uuid,
    name: vm.name,
    power: vm.powerState,
    protection_domain: vm.protectionDomain,
    used_bytes: usedBytesOf(vm.spec),
    written_bytes: writtenAt(vm.content, now),
    change_rate_bytes_per_second: vm.changeBytesPerSecond
  }
}

function marksOf(vm: View<Vm>): Model<'MarkList'> {
  return { marks: vm.content.marks.map(({ name, at }) => ({ name, at: rfc3339(at), at_usecs: at })) }
}
