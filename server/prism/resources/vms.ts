/** VMs as the hypervisor configures them, and their power. */
import { vmOf } from '../../domain/lookup.js'
import { acropolis, select } from '../collection.js'
import type { V2Handlers } from '../handlers.js'
import { nicDto, vmDto } from './dto/vm.js'

export const vms = {
  getVMs: ({ prism: { cluster }, query }) => {
    const all = Object.values(cluster.vms).map(vm => vmDto(cluster, vm, includedBy(query)))
    // Clients say vm_name, as the other lists of VMs do.
    const wanted = select(all, { filter_criteria: query.filter }, vm => ({ ...vm, vm_name: vm.name, vm_uuid: vm.uuid }))
    const start = query.offset ?? 0
    return acropolis(wanted.slice(start, query.length === undefined ? undefined : start + query.length), wanted.length)
  },

  getVM: ({ prism: { cluster }, path, query }) => vmDto(cluster, vmOf(cluster, path.uuid), includedBy(query)),

  getNics: ({ prism: { cluster }, path }) =>
    acropolis(vmOf(cluster, path.uuid).spec.nics.map(nic => nicDto(cluster, nic))),

  setPowerState: ({ prism, path, body }) => {
    const events = prism.dispatch({
      type: 'set-power-state',
      vm: path.uuid,
      transition: body.transition?.toUpperCase() ?? '',
      host: body.host_uuid ?? null
    })
    const task = events.find(event => event.type === 'task-started')?.task
    if (task === undefined) throw new Error('No task was started')
    return { task_uuid: task.uuid }
  }
} satisfies Partial<V2Handlers>

function includedBy(query: { include_vm_disk_config?: boolean; include_vm_nic_config?: boolean }) {
  return { disks: query.include_vm_disk_config ?? false, nics: query.include_vm_nic_config ?? false }
}
