/** Switching the guest tools of a VM on and off, which takes no time. */
import type { CommandOf, DomainEvent, View, World } from '../core/index.js'
import { clusterOf, vmOf } from '../core/index.js'

export function switchGuestTools(world: View<World>, command: CommandOf<'switch-guest-tools'>): DomainEvent[] {
  const here = clusterOf(world, command.cluster)
  const vm = vmOf(here, command.vm)
  if (vm.spec.guestTools === command.enabled) return []
  const spec = { ...vm.spec, guestTools: command.enabled }
  return [{ type: 'vm-configured', cluster: here.name, uuid: vm.uuid, name: vm.name, spec, bytes: 0 }]
}
