/** The VMs of a cluster from outside: listed, made in bulk, how much they write, and the marks that prove what a recovery kept. */
import { usedBytesOf, writtenAt } from '../../domain/inventory/index.js'
import { clusterOf, vmOf } from '../../domain/core/index.js'
import type { Instant, View, Vm, VmRequest, World } from '../../domain/core/index.js'
import { ROWS_PER_SLICE, eachRow } from '../../http/contract/index.js'
import { vmRequest } from '../../seed/index.js'
import type { VmFixture } from '../../seed/index.js'
import { ControlFault, rfc3339, vmFixtures } from '../core/index.js'
import type { HandlersFor, Model } from '../core/index.js'

export const vms: HandlersFor<'getClusterVms' | 'createClusterVms' | 'setVm' | 'getMarks' | 'writeMark'> = {
  getClusterVms: ({ ctx, path }) => {
    const { world } = ctx.lab
    return { vms: Object.values(clusterOf(world, path.name).vms).map(vm => vmDto(vm, world.now)) }
  },

  *createClusterVms({ ctx: { lab }, path, body, permit }) {
    const { seed, revision } = lab.world
    const { name: cluster, containers } = clusterOf(lab.world, path.name)
    const container = containers[0]?.name ?? ''
    const fixtures = vmFixtures(body)
    refuseTaken(lab.world, cluster, fixtures)
    const requests: VmRequest[] = []
    // Of the revision, so that what another request makes is made of other disks.
    yield* eachRow(fixtures, vm => requests.push(vmRequest(vm, container, `made/${revision}/${requests.length}`, seed)))
    if (requests.length > ROWS_PER_SLICE) yield
    if (lab.world.revision !== revision) refuseTaken(lab.world, cluster, fixtures)
    permit?.check()
    const events = lab.engine.dispatch({ type: 'create-vms', cluster, vms: requests })
    if (requests.length > ROWS_PER_SLICE) yield
    return {
      vms: events.flatMap(event =>
        event.type === 'vm-registered' ? [{ uuid: event.vm.uuid, name: event.vm.name }] : []
      )
    }
  },

  setVm: ({ ctx: { lab }, path, body: { change_rate_bytes_per_second: bytesPerSecond } }) => {
    const [cluster, vm] = [path.name, path.uuid]
    lab.engine.dispatch({ type: 'set-change-rate', cluster, vm, bytesPerSecond })
    return vmDto(vmOf(clusterOf(lab.world, cluster), vm), lab.world.now)
  },

  getMarks: ({ ctx, path }) => marksOf(vmOf(clusterOf(ctx.lab.world, path.name), path.uuid)),

  writeMark: ({ ctx: { lab }, path, body: { name: mark, bytes = 0 } }) => {
    const [cluster, vm] = [path.name, path.uuid]
    lab.engine.dispatch({ type: 'write-mark', cluster, vm, mark, bytes })
    return marksOf(vmOf(clusterOf(lab.world, cluster), vm))
  }
}

function refuseTaken(world: View<World>, cluster: string, wanted: readonly VmFixture[]): void {
  const taken = new Set(Object.values(clusterOf(world, cluster).vms).map(({ name }) => name))
  for (const { name } of wanted) {
    if (taken.has(name)) throw new ControlFault('vm/exists', `There is a VM ${name} on ${cluster} already`)
    taken.add(name)
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
