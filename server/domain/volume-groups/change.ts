/** Rules that change a volume group at once, without a task. */
import type { CommandOf, DomainEvent, Scene } from '../core/index.js'
import { containerOf, openCluster, refuseStale, refuseUnless } from '../core/index.js'
import { attachedVms, volumeGroupOf } from './volume-groups.js'
import { registerClients } from './clients.js'
import { changeGroup, diskAt, refuseGroupName, refuseDuringModeChange, refuseLongText } from './guards.js'

/** Changes the settings of a volume group that the client names; a list of clients replaces the former one. */
export function changeVolumeGroup(scene: Scene, command: CommandOf<'change-volume-group'>): DomainEvent[] {
  const { world, here, ids } = openCluster(scene, command)
  const group = volumeGroupOf(here, command.group)
  refuseStale(`volume group ${group.name}`, group.logicalTimestamp, command.seen)
  refuseDuringModeChange(here, group)
  const { name = group.name, clients, ...spec } = command.change
  if (name !== group.name) refuseGroupName(here, name)
  refuseLongText(spec)
  refuseUnless(
    group.protectionDomain === null || name === group.name,
    'volume-group/already-protected',
    () => `Volume group ${group.name} cannot be renamed: protection domain ${group.protectionDomain} protects it`
  )
  const known = clients === undefined ? undefined : registerClients(here, clients, ids)
  const next = { ...group, name, spec: { ...group.spec, ...spec }, clients: known?.uuids ?? group.clients }
  refuseUnless(
    next.spec.shared || attachedVms(here, next).length + next.clients.length <= 1,
    'volume-group/attached',
    () => `Volume group ${name} has several clients, and cannot be other than shared`
  )
  return [...(known?.events ?? []), changeGroup(world, here, next)]
}

/** Changes a disk of a volume group: larger, pinned to flash, or in another container. */
export function changeVolumeDisk(scene: Scene, command: CommandOf<'change-volume-disk'>): DomainEvent[] {
  const { world, here } = openCluster(scene, command)
  const group = volumeGroupOf(here, command.group)
  refuseDuringModeChange(here, group)
  const disk = diskAt(group, command.index)
  const { sizeBytes = disk.sizeBytes, flashMode = disk.flashMode } = command.change
  refuseUnless(
    Number.isSafeInteger(sizeBytes) && sizeBytes >= disk.sizeBytes,
    'volume-group/invalid',
    () =>
      `Disk ${disk.index} of volume group ${group.name} has ${disk.sizeBytes} bytes and cannot shrink to ${sizeBytes}`
  )
  const container =
    command.change.container === undefined ? disk.container : containerOf(here, command.change.container).name
  const disks = group.spec.disks.map(each => (each === disk ? { ...disk, sizeBytes, flashMode, container } : each))
  return [changeGroup(world, here, { ...group, spec: { ...group.spec, disks } })]
}
