/** Guards of changes of a volume group, and the event of a change. */
import type { Cluster, DomainEvent, View, VolumeDisk, VolumeGroup, World } from '../core/index.js'
import {
  DESCRIPTION_LENGTH_MAX,
  FREE_NAME_LENGTH_MAX,
  Refusal,
  lengthFault,
  nameFault,
  getOwn,
  isUuid,
  refuseFault,
  refuseUnless,
  required
} from '../core/index.js'
import { attachedVms } from './volume-groups.js'

/** The event of a changed volume group, whose version grows. */
export function changeGroup(
  world: View<World>,
  here: View<Cluster>,
  group: VolumeGroup | View<VolumeGroup>
): DomainEvent {
  return {
    type: 'volume-group-changed',
    cluster: here.name,
    group: { ...group, modifiedAt: world.now, logicalTimestamp: group.logicalTimestamp + 1 }
  }
}

/** Finds a disk of a volume group by its index. Refuses one that does not exist. */
export function diskAt(group: View<VolumeGroup>, index: number): View<VolumeDisk> {
  return required(
    group.spec.disks.find(disk => disk.index === index),
    'volume-group/disk-not-found',
    `Volume group ${group.name} has no disk ${index}`
  )
}

/** Refuses a change of a volume group whose protection domain changes its mode. */
export function refuseDuringModeChange(here: View<Cluster>, group: View<VolumeGroup>): void {
  const domain = group.protectionDomain === null ? undefined : getOwn(here.protectionDomains, group.protectionDomain)
  refuseUnless(
    domain === undefined || domain.change === null,
    'protection-domain/busy',
    () => `Volume group ${group.name} cannot change: protection domain ${domain?.name} changes its mode`
  )
}

/** Refuses a second client of a volume group that is not shared. */
export function refuseSecondClient(here: View<Cluster>, group: View<VolumeGroup>): void {
  refuseUnless(
    group.spec.shared || attachedVms(here, group).length + group.clients.length === 0,
    'volume-group/attached',
    () => `Volume group ${group.name} is not shared, and attached already`
  )
}

/**
 * Whether the group is there under the UUID and the name that a client asks for, so that nothing is left to do
 * [I: as for VMs, whose requests have the same field]. EMU: refuses a UUID of a group of another name, and of one on another cluster.
 */
export function isGroupMadeAlready(
  { world, here }: { readonly world: View<World>; readonly here: View<Cluster> },
  uuid: string,
  name: string
): boolean {
  refuseUnless(isUuid(uuid), 'volume-group/invalid', () => `${JSON.stringify(uuid)} is not the UUID of a volume group`)
  const present = getOwn(here.volumeGroups, uuid)
  for (const { name: cluster, volumeGroups } of Object.values(world.clusters)) {
    const other = getOwn(volumeGroups, uuid)
    refuseUnless(
      other === undefined || (other === present && other.name === name),
      'volume-group/exists',
      () => `UUID ${uuid} is that of volume group ${other?.name}, which already exists on ${cluster}`
    )
  }
  return present !== undefined
}

/** Refuses a name that is not allowed or in use. */
export function refuseGroupName(here: View<Cluster>, name: string): void {
  const fault = nameFault(name)
  if (fault !== null) throw new Refusal('volume-group/invalid', `Volume group name ${fault}`)
  refuseUnless(
    !Object.values(here.volumeGroups).some(group => group.name === name),
    'volume-group/exists',
    () => `Volume group ${name} already exists on ${here.name}`
  )
}

/** Refuses a description, or a name of an iSCSI target, that is longer than any. */
export function refuseLongText({ description, iscsiTarget }: VolumeGroupTexts): void {
  refuseFault(
    lengthFault(description, DESCRIPTION_LENGTH_MAX),
    'volume-group/invalid',
    'The description of a volume group'
  )
  refuseFault(lengthFault(iscsiTarget, FREE_NAME_LENGTH_MAX), 'volume-group/invalid', 'The name of an iSCSI target')
}

type VolumeGroupTexts = { readonly [K in 'description' | 'iscsiTarget']?: string | null | undefined }

/** Bytes a second that a volume group writes on a cluster. EMU: attached or not, as long as its site has power. */
export function writeRate(here: View<Cluster>, group: { readonly changeBytesPerSecond: number }): number {
  return here.power === 'on' ? group.changeBytesPerSecond : 0
}
