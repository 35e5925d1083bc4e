/** Rules that create and remove protection domains, and that protect and unprotect entities. */
import type {
  Cluster,
  CommandOf,
  DomainEvent,
  Member,
  ProtectedVolumeGroup,
  ProtectionDomain,
  Scene,
  View,
  Vm,
  World
} from '../core/index.js'
import { newProtectionDomain } from '../snapshots/index.js'
import {
  DESCRIPTION_LENGTH_MAX,
  Refusal,
  after,
  groupedBy,
  lengthFault,
  newNameFault,
  openCluster,
  openDomain,
  entityUuid,
  getOwn,
  refuseFault,
  refuseIfBusy,
  refuseUnless,
  required,
  restoreRefusesName,
  seconds
} from '../core/index.js'
import { isStanding, peerOf, reachable, refuseUnmirrored, refuseWhileStanding } from '../links/index.js'
import { checkNearSyncSize, hasNearSync, refuseVolumeGroups } from '../snapshots/rules.js'
import { aboutVm, auditDomain, raiseAlert, resolveAlertsOf } from '../notices/rules.js'
import { groupsToProtect, relatedVms } from '../volume-groups/rules.js'
import { abortReplications, cancelIncoming } from '../replication/rules.js'

/** Creates a protection domain. Refuses a name that is in use or was removed a moment ago. */
export function createProtectionDomain(scene: Scene, command: CommandOf<'create-protection-domain'>): DomainEvent[] {
  const opened = openCluster(scene, command)
  const { world, here } = opened
  const fault = newNameFault(command.name)
  if (fault !== null) throw new Refusal('protection-domain/invalid-name', `Protection domain name ${fault}`)
  const existing = getOwn(here.protectionDomains, command.name)
  if (existing?.removedAt != null) throw tombstoneRefusal(here, command.name)
  refuseUnless(
    existing === undefined,
    'protection-domain/exists',
    () => `Protection domain ${command.name} already exists on ${here.name}`
  )
  if ((getOwn(here.tombstones, command.name) ?? 0) > world.now) throw tombstoneRefusal(here, command.name)
  for (const annotation of command.annotations)
    refuseFault(
      lengthFault(annotation, DESCRIPTION_LENGTH_MAX),
      'protection-domain/invalid-name',
      'The annotation of a protection domain'
    )
  const domain = newProtectionDomain(scene, {
    name: command.name,
    active: command.standby !== true,
    annotations: command.annotations
  })
  return [
    { type: 'protection-domain-created', cluster: here.name, domain },
    auditDomain({ ...opened, domain }, { type: 'protection-domain-created', user: command.user })
  ]
}

/** A name that was just deleted can be refused for a while [C: X-Ray's client]. */
function tombstoneRefusal(here: View<Cluster>, name: string): Refusal {
  return new Refusal(
    'protection-domain/tombstoned',
    `Protection domain ${name} was recently deleted on ${here.name} and cannot be created again yet`
  )
}

/**
 * EMU: marked at once, its work cancelled, gone some seconds later. Deleting what is being deleted, or has
 * gone, is no error [C: X-Ray's client].
 */
export function removeProtectionDomain(scene: Scene, command: CommandOf<'remove-protection-domain'>): DomainEvent[] {
  const opened = openCluster(scene, command)
  const { world, here, ids } = opened
  const domain = getOwn(here.protectionDomains, command.name)
  if (domain === undefined || domain.removedAt !== null) return []
  refuseIfBusy(here, domain)
  refuseWhileStanding(domain, 'disable it first')
  if (world.settings.deleteNeedsEmpty) {
    const left = domain.members.length + domain.volumeGroups.length + domain.schedules.length + domain.snapshots.length
    refuseUnless(
      left === 0,
      'protection-domain/in-use',
      () => `Protection domain ${domain.name} still has entities, schedules or snapshots on ${here.name}`
    )
  }
  if (!domain.active && !command.skipRemoteCheck) {
    const sender = senderTo(world, here, domain)
    refuseUnless(
      sender === undefined,
      'protection-domain/in-use',
      () => `Protection domain ${domain.name} is active on ${sender} and replicates to ${here.name}`
    )
  }
  return [
    ...abortReplications({ world, here, domain, ids }),
    ...cancelIncoming({ world, here, ids }, domain.name, null),
    {
      type: 'protection-domain-marked-for-removal',
      cluster: here.name,
      domain: domain.name,
      at: after(world.now, seconds(world.settings.removalSeconds))
    },
    ...resolveAlertsOf(here, 'protection_domain', domain.name),
    auditDomain({ ...opened, domain }, { type: 'protection-domain-removed', user: command.user })
  ]
}

/** The reachable cluster that is active and has a schedule that sends the domain here. */
function senderTo(world: View<World>, here: View<Cluster>, domain: View<ProtectionDomain>): string | undefined {
  return Object.values(world.clusters).find(cluster => {
    if (cluster.name === here.name || !reachable(world, here.name, cluster.name)) return false
    const other = getOwn(cluster.protectionDomains, domain.name)
    if (other === undefined || !other.active) return false
    return other.schedules.some(schedule =>
      Object.keys(schedule.retention.remote).some(name => {
        const site = getOwn(cluster.remoteSites, name)
        return site !== undefined && peerOf(world, cluster, site)?.name === here.name
      })
    )
  })?.name
}

/** Removes a domain that was marked for it, and keeps its name reserved for a while. */
export function finishRemoval({ world }: Scene, command: CommandOf<'finish-removal'>): DomainEvent[] {
  return [
    {
      type: 'protection-domain-removed',
      cluster: command.cluster,
      domain: command.name,
      until: after(world.now, seconds(world.settings.tombstoneSeconds))
    }
  ]
}

/** Protects VMs and volume groups. Refuses what is protected already, unless the client says to skip it. */
export function protectVms(scene: Scene, command: CommandOf<'protect-vms'>): DomainEvent[] {
  const opened = openDomain(scene, command)
  const { here, domain } = opened
  refuseIfBusy(here, domain)
  refuseUnless(
    domain.active,
    'protection-domain/not-active',
    () => `Protection domain ${domain.name} is not active on ${here.name}`
  )
  const named = command.names.length + command.uuids.length
  const groupsNamed = command.volumeGroupUuids?.length ?? 0
  refuseUnless(named + groupsNamed > 0, 'request/invalid', () => 'No VMs were named: give names, ids or uuids')
  refuseUnless(
    named > 0 || !command.appConsistent,
    'consistency-group/invalid',
    () => 'Volume groups cannot have application consistent snapshots'
  )
  const vms = [...new Set([...namedVms(here, command), ...relatedVms(here, command)])]
  const volumeGroups = groupsToProtect(here, command, vms)
  const members: Member[] = vms.map(vm => ({
    uuid: vm.uuid,
    name: vm.name,
    handle: vm.handle,
    consistencyGroup: command.consistencyGroup ?? vm.name,
    appConsistent: command.appConsistent,
    ...(vm.formerUuid !== undefined && { formerUuid: vm.formerUuid })
  }))
  checkConsistencyGroups(domain, command.consistencyGroup, members, volumeGroups)
  if (hasNearSync(domain)) refuseVolumeGroups(domain, volumeGroups)
  const { metro } = domain
  if (metro !== null && isStanding(metro)) refuseUnmirrored(here, domain, metro.container, { members, volumeGroups })
  if (members.length + volumeGroups.length === 0) return []
  const names = [...members, ...volumeGroups].map(({ name }) => name).join(', ')
  return [
    { type: 'entities-protected', cluster: here.name, domain: domain.name, members, volumeGroups },
    auditDomain(opened, { type: 'entities-protected', values: [names], user: command.user }),
    ...members
      .filter(member => restoreRefusesName(member.name))
      .map(member => raiseAlert(opened, 'vm-name-restricted', aboutVm(member), { vm_name: member.name })),
    ...(hasNearSync(domain) ? checkNearSyncSize(opened, domain.members.length + members.length) : [])
  ]
}

/** The VMs that a client names: all of them, or, where it says so, those that are there and that the domain does not have yet. What another domain protects is refused in any case [C: clients, which send the option and expect 422]. */
function namedVms(here: View<Cluster>, command: CommandOf<'protect-vms'>): View<Vm>[] {
  const found = new Map<string, View<Vm>>()
  const addVm = (vm: View<Vm> | undefined, identifier: string): void => {
    if (vm === undefined) {
      if (command.ignoreDuplicateOrMissing) return
      throw new Refusal('vm/not-found', `Entity does not exist in the cluster: VM ${identifier} is not on ${here.name}`)
    }
    if (vm.protectionDomain !== null) {
      if (command.ignoreDuplicateOrMissing && vm.protectionDomain === command.name) return
      throw new Refusal(
        'vm/already-protected',
        `VM ${vm.name} is already protected by protection domain ${vm.protectionDomain}`
      )
    }
    found.set(vm.uuid, vm)
  }
  for (const uuid of command.uuids) addVm(getOwn(here.vms, entityUuid(uuid)), uuid)
  const names = new Set(command.names)
  const named = names.size === 0 ? [] : Object.values(here.vms).filter(({ name }) => names.has(name))
  const byName = groupedBy(named, ({ name }) => name)
  for (const name of command.names) {
    for (const vm of byName.get(name) ?? [undefined]) addVm(vm, name)
  }
  return [...found.values()]
}

/** Refuses a second entity in an application-consistent consistency group [C: BP-2005], whether a client named it or it is named like the VM. */
function checkConsistencyGroups(
  domain: View<ProtectionDomain>,
  named: string | null,
  added: readonly Member[],
  addedGroups: readonly ProtectedVolumeGroup[]
): void {
  const fault = named !== null && (named.length === 0 || named.length > 255)
  refuseUnless(!fault, 'consistency-group/invalid', () => 'The name of a consistency group has 1 to 255 characters')
  const all = [
    ...domain.members,
    ...added,
    ...[...domain.volumeGroups, ...addedGroups].map(group => ({ ...group, appConsistent: false }))
  ]
  if (!all.some(member => member.appConsistent)) return
  const groups = groupedBy(all, ({ consistencyGroup }) => consistencyGroup)
  for (const group of new Set([...added, ...addedGroups].map(({ consistencyGroup }) => consistencyGroup))) {
    const members = groups.get(group) ?? []
    refuseUnless(
      members.length <= 1 || !members.some(member => member.appConsistent),
      'consistency-group/invalid',
      () => `Consistency group ${group} cannot hold more than one entity with application consistent snapshots`
    )
  }
}

/** Unprotects VMs and volume groups, all of the domain where none is named. */
export function unprotectVms(scene: Scene, command: CommandOf<'unprotect-vms'>): DomainEvent[] {
  const opened = openDomain(scene, command)
  const { here, domain } = opened
  refuseIfBusy(here, domain)
  refuseUnless(
    domain.active,
    'protection-domain/not-active',
    () => `Protection domain ${domain.name} is not active on ${here.name}`
  )
  const members =
    command.names === null
      ? [...domain.members, ...domain.volumeGroups]
      : [...membersNamed(domain, command.names), ...(command.volumeGroupUuids ?? []).map(uuid => groupOf(domain, uuid))]
  if (members.length === 0) return []
  return [
    {
      type: 'entities-unprotected',
      cluster: here.name,
      domain: domain.name,
      uuids: members.map(member => member.uuid)
    },
    auditDomain(opened, {
      type: 'entities-unprotected',
      values: [members.map(member => member.name).join(', ')],
      user: command.user
    })
  ]
}

function groupOf(domain: View<ProtectionDomain>, identifier: string): View<ProtectedVolumeGroup> {
  const wanted = entityUuid(identifier)
  return required(
    domain.volumeGroups.find(({ uuid }) => uuid === wanted),
    'vm/not-protected',
    `Volume group ${identifier} is not protected by protection domain ${domain.name}`
  )
}

function membersNamed(domain: View<ProtectionDomain>, names: readonly string[]): View<Member>[] {
  const byName = groupedBy(domain.members, ({ name }) => name)
  return names.flatMap(name =>
    required(byName.get(name), 'vm/not-protected', `VM ${name} is not protected by protection domain ${domain.name}`)
  )
}
