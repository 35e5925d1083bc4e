/** The rule that pins a virtual disk to flash, or releases it, at once. */
import type { CommandOf, DomainEvent, Scene } from '../core/index.js'
import { openCluster, required } from '../core/index.js'

/** Pins a virtual disk to flash, or releases it. Refuses a disk that no VM has. */
export function setFlashMode(scene: Scene, command: CommandOf<'set-flash-mode'>): DomainEvent[] {
  const { here } = openCluster(scene, command)
  const found = Object.values(here.vms).find(({ spec }) => spec.disks.some(({ uuid }) => uuid === command.disk))
  const vm = required(found, 'vm-disk/not-found', `Virtual disk ${command.disk} does not exist on ${here.name}`)
  const disks = vm.spec.disks.map(disk => (disk.uuid === command.disk ? { ...disk, flashMode: command.pinned } : disk))
  const spec = { ...vm.spec, disks }
  return [{ type: 'vm-configured', cluster: here.name, uuid: vm.uuid, name: vm.name, spec, bytes: 0 }]
}
