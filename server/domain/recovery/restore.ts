/** Giving back what a snapshot holds: some VMs as clones or in place, or the whole domain. */
import type {
  ClusterScene,
  CommandOf,
  Decision,
  DomainEvent,
  DomainScene,
  Member,
  ProtectionDomain,
  Restore,
  Scene,
  Snapshot,
  SnapshotVm,
  Task,
  View,
  World
} from '../core/index.js'
import {
  Refusal,
  openDomain,
  getOwn,
  refuseIfBusy,
  refuseUnless,
  registeredAs,
  restoreRefusesName,
  runningTask,
  snapshotName,
  snapshotNamed,
  snapshotOf,
  startTask
} from '../core/index.js'
import { hasExpired } from '../snapshots/index.js'
import { adaptersOf, writtenAfterRestore } from '../inventory/index.js'
import type { Adapters } from '../inventory/index.js'
import { aboutDomain, recordAudit, raiseAlert } from '../notices/rules.js'
import { registerCopy } from './copies.js'
import { isRegisteredElsewhere, registerFromSnapshot } from './recover.js'
import type { HeldVm } from './recover.js'
import { alertRecreatedVms } from '../snapshots/rules.js'
import { restoreGroupAsClone, refuseAttached, restoreGroupInPlace } from '../volume-groups/rules.js'

/** Clones get this prefix where a client gives none [C: web console, prefilled]. */
const DEFAULT_PREFIX = 'Nutanix-Clone-'
/** EMU: longest path prefix of a restore, characters. */
const PATH_PREFIX_MAX = 255

export function restoreEntities(scene: Scene, command: CommandOf<'restore-entities'>): Decision<Task> {
  const opened = openDomain(scene, command)
  const { world, here, domain } = opened
  refuseIfBusy(here, domain)
  const snapshot = usableSnapshot(world, domain, command.snapshotId)
  const { vms, volumeGroups } = selectEntities(domain, snapshot, command)
  refuseUnless(
    vms.length + volumeGroups.length > 0,
    'restore/invalid',
    () => `Snapshot ${command.snapshotId} of protection domain ${domain.name} holds no VMs`
  )
  const pathPrefix = command.replace ? '' : folderNamed(command.pathPrefix ?? '')
  const prefix = (requested: string): string => (requested === '' && !command.replace ? DEFAULT_PREFIX : requested)
  const namePrefix = pathPrefix === '' ? prefix(command.namePrefix) : command.namePrefix
  const refused = command.replace ? undefined : vms.find(({ name }) => restoreRefusesName(namePrefix + name))
  refuseUnless(
    refused === undefined,
    'restore/invalid',
    () =>
      `VM ${refused?.name} cannot be restored: the name of its copy would be too long or contain restricted characters`
  )
  const restore: Restore = {
    vmUuids: vms.map(vm => vm.uuid),
    replace: command.replace,
    namePrefix,
    volumeGroupUuids: volumeGroups.map(({ uuid }) => uuid),
    volumeGroupPrefix: prefix(command.volumeGroupPrefix ?? ''),
    ...(pathPrefix !== '' && { pathPrefix }),
    user: command.user
  }
  return startRestore(opened, snapshot, restore)
}

/** A path without slashes at its ends; the root is no folder of its own. Refuses one that is too long. */
function folderNamed(path: string): string {
  refuseUnless(
    path.length <= PATH_PREFIX_MAX,
    'restore/invalid',
    () => `The path prefix has ${PATH_PREFIX_MAX} characters at most`
  )
  return path
    .split('/')
    .filter(part => part !== '')
    .join('/')
}

/** Puts the whole active domain back to a local snapshot. */
export function rollBackProtectionDomain(
  scene: Scene,
  command: CommandOf<'roll-back-protection-domain'>
): readonly DomainEvent[] {
  const opened = openDomain(scene, command)
  const { world, here, domain } = opened
  refuseIfBusy(here, domain)
  refuseUnless(
    domain.active,
    'protection-domain/not-active',
    () => `Protection domain ${domain.name} is not active on ${here.name}`
  )
  const snapshot = usableSnapshot(world, domain, command.snapshotId)
  const restore: Restore = {
    vmUuids: snapshot.vms.map(vm => vm.uuid),
    replace: true,
    namePrefix: '',
    volumeGroupUuids: snapshot.volumeGroups.map(({ uuid }) => uuid),
    volumeGroupPrefix: '',
    user: command.user
  }
  return startRestore(opened, snapshot, restore).events
}

/** The snapshot of a name that something can be brought back from. Refuses one that has expired, though it may be listed yet. */
export function usableSnapshot(world: View<World>, domain: View<ProtectionDomain>, name: string): View<Snapshot> {
  const snapshot = snapshotNamed(domain, name)
  refuseUnless(
    !hasExpired(domain, snapshot, world.now),
    'snapshot/expired',
    () => `Snapshot ${name} of protection domain ${domain.name} has expired`
  )
  return snapshot
}

/** The VMs and volume groups that the client names; all that the snapshot holds, where it names none. */
function selectEntities(
  domain: View<ProtectionDomain>,
  snapshot: View<Snapshot>,
  command: CommandOf<'restore-entities'>
): Pick<View<Snapshot>, 'vms' | 'volumeGroups'> {
  const found = new Map<string, View<SnapshotVm>>()
  const missing = (what: string): never => {
    throw new Refusal(
      'restore/invalid',
      `Entity ${what} is not in snapshot ${command.snapshotId} of protection domain ${domain.name}`
    )
  }
  const [other] = command.others ?? []
  if (other !== undefined) missing(other)
  const uuids = command.volumeGroupUuids ?? []
  if (command.vmNames.length + command.vmUuids.length + uuids.length === 0) return snapshot
  for (const name of command.vmNames) {
    const vms = snapshot.vms.filter(vm => vm.name === name)
    if (vms.length === 0) missing(name)
    for (const vm of vms) found.set(vm.uuid, vm)
  }
  for (const uuid of command.vmUuids) {
    const vm = snapshot.vms.find(candidate => candidate.uuid === uuid)
    found.set(uuid, vm ?? missing(uuid))
  }
  const volumeGroups = [...new Set(uuids)].map(
    uuid => snapshot.volumeGroups.find(group => group.uuid === uuid) ?? missing(uuid)
  )
  return { vms: [...found.values()], volumeGroups }
}

function startRestore(scene: DomainScene, snapshot: View<Snapshot>, restore: Restore): Decision<Task> {
  const { world, here, domain, ids } = scene
  if (restore.replace) refuseAttached(here, restore.volumeGroupUuids)
  const entities = [
    ...snapshot.vms
      .filter(vm => restore.vmUuids.includes(vm.uuid))
      .map(vm => ({ id: vm.uuid, type: 'VM', name: vm.name })),
    ...snapshot.volumeGroups
      .filter(({ uuid }) => restore.volumeGroupUuids.includes(uuid))
      .map(({ uuid, name }) => ({ id: uuid, type: 'VolumeGroup', name }))
  ]
  const effect = {
    type: 'restore',
    domain: domain.name,
    origin: snapshot.origin,
    snapshotId: snapshot.id,
    restore
  } as const
  const { restoreSeconds } = world.settings
  const task = runningTask(
    { world, ids },
    { operation: 'kProtectionDomainRestoreEntities', entities, takesSeconds: restoreSeconds, effect }
  )
  return startTask(here, task)
}

/** The restored VMs appear, off; null where the snapshot or the domain has gone in the meantime. */
export function finishRestore(
  scene: ClusterScene,
  effect: { domain: string; origin: string; snapshotId: number; restore: View<Restore> }
): DomainEvent[] | null {
  const { world, here, ids } = scene
  const domain = getOwn(here.protectionDomains, effect.domain)
  const snapshot = domain === undefined ? undefined : snapshotOf(domain, effect.origin, effect.snapshotId)
  if (domain === undefined || snapshot === undefined) return null
  const wanted = new Set(effect.restore.vmUuids)
  const held = snapshot.vms.filter(vm => wanted.has(vm.uuid))
  const taken = new Set(Object.values(here.vms).map(({ name }) => name))
  const { namePrefix, pathPrefix } = effect.restore
  const names = { prefix: namePrefix, taken, ...(pathPrefix !== undefined && { pathPrefix }) }
  const inDomain = { world, here, domain, ids }
  const vacated = held.map(({ uuid }) => registeredAs(here.vms, uuid)?.uuid ?? uuid)
  const adapters = adaptersOf(here, effect.restore.replace ? vacated : [])
  const events = held.flatMap(vm =>
    effect.restore.replace
      ? replaceVmInPlace(inDomain, { snapshot, held: vm }, adapters)
      : registerCopy(inDomain, { snapshot, held: vm }, names, adapters)
  )
  const groups = snapshot.volumeGroups.filter(({ uuid }) => effect.restore.volumeGroupUuids.includes(uuid))
  const groupNames = {
    prefix: effect.restore.volumeGroupPrefix,
    taken: new Set(Object.values(here.volumeGroups).map(({ name }) => name))
  }
  for (const group of groups) {
    events.push(
      ...(effect.restore.replace
        ? restoreGroupInPlace({ world, here, ids }, snapshot, group)
        : restoreGroupAsClone({ world, here, ids }, snapshot, group, groupNames))
    )
  }
  if (effect.restore.replace) events.push(...unprotectedAlert(inDomain, snapshot, events))
  const values = [domain.name, snapshotName(snapshot), [...held, ...groups].map(({ name }) => name).join(', ')]
  events.push(
    recordAudit(scene, {
      type: 'entities-restored',
      entity: aboutDomain(domain.name),
      values,
      user: effect.restore.user
    })
  )
  return events
}

/** What came back in place, and under no protection [C: SNMP trap 1117]. */
function unprotectedAlert(scene: DomainScene, snapshot: View<Snapshot>, events: readonly DomainEvent[]): DomainEvent[] {
  const { domain } = scene
  const bare = events.flatMap(event => {
    const put =
      event.type === 'vm-registered'
        ? event.vm
        : event.type === 'volume-group-registered' || event.type === 'volume-group-changed'
          ? event.group
          : null
    return put?.protectionDomain === null ? [put.name] : []
  })
  if (bare.length === 0) return []
  const values = { entities: bare.join(', '), protection_domain_name: domain.name, snapshot_id: snapshotName(snapshot) }
  return [raiseAlert(scene, 'restored-unprotected', aboutDomain(domain.name), values)]
}

/** What there is to tell of a restore that could not be finished any more. */
export function alertRestoreAborted(
  scene: ClusterScene,
  { domain, snapshotId }: { domain: string; snapshotId: number },
  reason: string
): DomainEvent {
  const values = { protection_domain_name: domain, snapshot_id: String(snapshotId), reason }
  return raiseAlert(scene, 'restore-aborted', aboutDomain(domain), values)
}

/** The entry of a VM in its domain, also under the UUID that it got at its move from another hypervisor. */
function memberHeld({ members }: View<ProtectionDomain>, held: string): View<Member> | undefined {
  return members.find(({ uuid }) => uuid === held) ?? members.find(({ formerUuid }) => formerUuid === held)
}

/** In place: what is there is stopped and replaced. A VM that runs, or is registered, on another cluster comes back as a new one. */
function replaceVmInPlace(scene: DomainScene, { snapshot, held }: HeldVm, adapters: Adapters): DomainEvent[] {
  const { world, here, domain, ids } = scene
  const present = registeredAs(here.vms, held.uuid)
  const member = domain.active ? memberHeld(domain, held.uuid) : undefined
  // Without its VM an entry counts for it, unless another cluster has it.
  const listed = member !== undefined && !isRegisteredElsewhere(world, here, member.uuid, null) ? member : undefined
  const known = present ?? listed
  const uuid = known?.uuid ?? ids.uuid()
  const protectionDomain =
    present === undefined ? (listed === undefined ? null : domain.name) : present.protectionDomain
  const as = {
    uuid,
    // The name that a domain knows it by: it may have been renamed since.
    name: known?.name ?? held.name,
    protectionDomain,
    contested: present?.contested === true,
    ...(present !== undefined && {
      writtenBytes: writtenAfterRestore(present.content, held.writtenBytes, world.now)
    }),
    ...(known !== undefined && { handle: known.handle }),
    ...(known !== undefined && uuid !== held.uuid && { formerUuid: held.uuid })
  }
  const { vm, notices } = registerFromSnapshot(scene, { snapshot, held }, as, adapters)
  const gone: DomainEvent[] = present === undefined ? [] : [{ type: 'vm-unregistered', cluster: here.name, uuid }]
  const stale =
    present === undefined && member !== undefined ? alertRecreatedVms({ world, here, domain, ids }, [member]) : []
  return [...gone, { type: 'vm-registered', cluster: here.name, vm }, ...notices, ...stale]
}
