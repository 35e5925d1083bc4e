/** Switching the guest tools of a VM on and off, which takes no time. */
import type { CommandOf, DomainEvent, Scene } from '../core/index.js'
import { openCluster, vmOf } from '../core/index.js'

export function switchGuestTools(scene: Scene, command: CommandOf<'switch-guest-tools'>): DomainEvent[] {
  const { here } = openCluster(scene, command)
  const vm = vmOf(here, command.vm)
  if (vm.spec.guestTools === command.enabled) return []
  const spec = { ...vm.spec, guestTools: command.enabled }
  return [{ type: 'vm-configured', cluster: here.name, uuid: vm.uuid, name: vm.name, spec, bytes: 0 }]
}
