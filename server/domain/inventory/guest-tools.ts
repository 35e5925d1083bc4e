/** The rule that enables or disables the guest tools of a VM, at once. */
import type { CommandOf, DomainEvent, Scene } from '../core/index.js'
import { openCluster, vmOf } from '../core/index.js'

/** Enables or disables the guest tools of a VM. */
export function switchGuestTools(scene: Scene, command: CommandOf<'switch-guest-tools'>): DomainEvent[] {
  const { here } = openCluster(scene, command)
  const vm = vmOf(here, command.vm)
  if (vm.spec.guestTools === command.enabled) return []
  const spec = { ...vm.spec, guestTools: command.enabled }
  return [{ type: 'vm-configured', cluster: here.name, uuid: vm.uuid, name: vm.name, spec, bytes: 0 }]
}
