/** What every change of a volume group minds, and the fact that one was made. */
import type { Cluster, DomainEvent, View, VolumeDisk, VolumeGroup, World } from '../core/index.js'
import { Refusal, nameFault, own, require, required } from '../core/index.js'
import { attachedVms } from './volume-groups.js'

/** The group after a change: its version grows. */
export function changed(world: View<World>, here: View<Cluster>, group: VolumeGroup | View<VolumeGroup>): DomainEvent {
  return {
    type: 'volume-group-changed',
    cluster: here.name,
    group: { ...group, modifiedAt: world.now, logicalTimestamp: group.logicalTimestamp + 1 }
  }
}

export function diskAt(group: View<VolumeGroup>, index: number): View<VolumeDisk> {
  return required(
    group.spec.disks.find(disk => disk.index === index),
    'volume-group/disk-not-found',
    `Volume group ${group.name} has no disk ${index}`
  )
}

/** A domain that changes sides takes its volume groups along as they are. */
export function refuseWhileMoving(here: View<Cluster>, group: View<VolumeGroup>): void {
  const domain = group.protectionDomain === null ? undefined : own(here.protectionDomains, group.protectionDomain)
  require(domain === undefined || domain.change === null, 'protection-domain/busy', () =>
    `Volume group ${group.name} cannot change: protection domain ${domain?.name} changes its mode`)
}

/** Only a shared group has several clients at once. */
export function refuseSecondClient(here: View<Cluster>, group: View<VolumeGroup>): void {
  require(group.spec.shared ||
    attachedVms(here, group).length + group.clients.length === 0, 'volume-group/attached', () =>
    `Volume group ${group.name} is not shared, and attached already`)
}

export function refuseGroupName(here: View<Cluster>, name: string): void {
  const fault = nameFault(name)
  if (fault !== null) throw new Refusal('volume-group/invalid', `Volume group name ${fault}`)
  require(!Object.values(here.volumeGroups).some(group => group.name === name), 'volume-group/exists', () =>
    `Volume group ${name} already exists on ${here.name}`)
}

/** EMU: it writes whether anybody has it attached or not, as long as its site has power. */
export function rateHere(here: View<Cluster>, group: { readonly changeBytesPerSecond: number }): number {
  return here.power === 'on' ? group.changeBytesPerSecond : 0
}
