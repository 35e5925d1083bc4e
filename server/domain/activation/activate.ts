/** The unplanned fail-over and its undoing: activation from the last received snapshot, and deactivation, which deletes the VMs. */
import type {
  Activation,
  Cluster,
  CommandOf,
  Deactivation,
  DomainEvent,
  DomainScene,
  Scene,
  Snapshot,
  View,
  World
} from '../core/index.js'
import {
  activationFails,
  after,
  diskPath,
  openDomain,
  getOwn,
  refuseIfBusy,
  refuseUnless,
  registeredAs,
  required,
  seconds,
  snapshotOf
} from '../core/index.js'
import { refuseWhileStanding, siteFor } from '../links/index.js'
import { aboutDomain, auditModeChange, raiseAlert, startMonitor } from '../notices/rules.js'
import { failActivation } from '../migration/rules.js'
import { isSplitBrain, recoverVms, restorableSnapshot, usableSnapshot } from '../recovery/rules.js'
import { hasExpired } from '../snapshots/index.js'
import { unregisterGroups } from '../volume-groups/rules.js'
import { abortReplications, cancelIncoming } from '../replication/rules.js'

/**
 * Starts an activation. What was still on its way here is dropped: only complete snapshots count [C: BP-2005]. So is what
 * the other side had asked for: it may be active as well.
 */
export function activateProtectionDomain(
  scene: Scene,
  command: CommandOf<'activate-protection-domain'>
): DomainEvent[] {
  const opened = openDomain(scene, command)
  const { world, here, domain, ids } = opened
  refuseIfBusy(here, domain)
  refuseUnless(
    !domain.active,
    'protection-domain/active',
    () => `Mode change for protection domain ${domain.name} failed with error: it is active on ${here.name} already`
  )
  refuseWhileStanding(domain, 'promote it instead')
  const snapshot =
    command.snapshotId === null ? newestReceived(opened) : usableSnapshot(world, domain, command.snapshotId)
  refuseBackup(world, here, snapshot)
  const change: Activation = {
    kind: 'activate',
    startedAt: world.now,
    endsAt: after(world.now, seconds(world.settings.activationSeconds)),
    origin: snapshot.origin,
    snapshotId: snapshot.id,
    monitorId: ids.uuid(),
    user: command.user
  }
  return [
    ...cancelIncoming(opened, domain.name, null),
    ...abortReplications(opened),
    auditModeChange(opened, {
      type: 'change-mode-requested',
      domain: domain.name,
      desired: 'active',
      user: command.user
    }),
    { type: 'mode-change-started', cluster: here.name, domain: domain.name, change },
    startMonitor(opened, {
      id: change.monitorId,
      operation: 'activate',
      domain: domain.name,
      expectedEnd: change.endsAt
    })
  ]
}

/** EMU: what a site is only to keep is given back, never brought to life. Each cluster goes by its own entry. */
function refuseBackup(world: View<World>, here: View<Cluster>, snapshot: View<Snapshot>): void {
  const site = snapshot.origin === here.name ? undefined : siteFor(world, here, snapshot.origin)
  refuseUnless(
    site === undefined || site.capabilities.includes('DISASTER_RECOVERY'),
    'remote-site/backup-only',
    () => `Remote site ${site?.name} is for backup only: nothing that came from it can be activated on ${here.name}`
  )
}

/** The newest that has not expired: it may be listed for a while yet. The last one of a schedule is kept beyond its expiry. */
function newestReceived({ world, here, domain }: DomainScene): View<Snapshot> {
  let found: View<Snapshot> | undefined
  for (const snapshot of domain.snapshots) {
    if (hasExpired(domain, snapshot, world.now)) continue
    if (found === undefined || snapshot.createdAt >= found.createdAt) found = snapshot
  }
  return required(
    found,
    'protection-domain/no-snapshot',
    `Protection domain ${domain.name} has no snapshot on ${here.name} to activate from`
  )
}

/** The VMs appear, off, in the state of the snapshot. */
export function finishActivation(scene: DomainScene, change: View<Activation>): DomainEvent[] {
  const { world, here, domain } = scene
  if (activationFails(world, here.name, domain.name)) return failActivation(scene, change)
  const held = snapshotOf(domain, change.origin, change.snapshotId)
  if (held === undefined) throw new Error(`The snapshot that ${domain.name} is activated from was removed`)
  const { snapshot, events: refused } = restorableSnapshot(scene, domain.name, held)
  const { members, volumeGroups, events } = recoverVms(scene, domain.name, snapshot, null)
  return [
    ...refused,
    ...events,
    { type: 'mode-change-ended', cluster: here.name, domain: domain.name, outcome: 'succeeded' },
    {
      type: 'protection-domain-activated',
      cluster: here.name,
      domain: domain.name,
      members,
      volumeGroups,
      forced: isSplitBrain(scene, domain.name, snapshot, null)
    },
    { type: 'monitor-ended', cluster: here.name, id: change.monitorId, status: 'succeeded', errorCode: 0 },
    auditModeChange(scene, { type: 'change-mode-completed', domain: domain.name, desired: 'active', user: change.user })
  ]
}

/** Starts a deactivation: the VMs of the domain are going to be deleted here, its snapshots stay [C: BP-2005; fail-over script]. */
export function deactivateProtectionDomain(
  scene: Scene,
  command: CommandOf<'deactivate-protection-domain'>
): DomainEvent[] {
  const opened = openDomain(scene, command)
  const { world, here, domain, ids } = opened
  refuseIfBusy(here, domain)
  refuseUnless(
    domain.active,
    'protection-domain/not-active',
    () => `Mode change for protection domain ${domain.name} failed with error: it is not active on ${here.name}`
  )
  refuseWhileStanding(domain, 'disable it first')
  const change: Deactivation = {
    kind: 'deactivate',
    startedAt: world.now,
    endsAt: after(world.now, seconds(world.settings.deactivationSeconds)),
    monitorId: ids.uuid(),
    user: command.user
  }
  return [
    ...abortReplications(opened),
    auditModeChange(opened, {
      type: 'change-mode-requested',
      domain: domain.name,
      desired: 'inactive',
      user: command.user
    }),
    { type: 'mode-change-started', cluster: here.name, domain: domain.name, change },
    startMonitor(opened, {
      id: change.monitorId,
      operation: 'deactivate',
      domain: domain.name,
      expectedEnd: change.endsAt
    })
  ]
}

/** The VMs are gone from this cluster. */
export function finishDeactivation(scene: DomainScene, change: View<Deactivation>): DomainEvent[] {
  const { here, domain } = scene
  const events: DomainEvent[] = domain.members
    .filter(member => getOwn(here.vms, member.uuid) !== undefined)
    .map(member => ({ type: 'vm-unregistered', cluster: here.name, uuid: member.uuid }))
  return [
    ...events,
    ...unregisterGroups(here, domain),
    { type: 'mode-change-ended', cluster: here.name, domain: domain.name, outcome: 'succeeded' },
    { type: 'protection-domain-deactivated', cluster: here.name, domain: domain.name },
    ...activationConflicts(scene),
    { type: 'monitor-ended', cluster: here.name, id: change.monitorId, status: 'succeeded', errorCode: 0 },
    auditModeChange(scene, {
      type: 'change-mode-completed',
      domain: domain.name,
      desired: 'inactive',
      user: change.user
    })
  ]
}

/** What was unprotected before its side gave in stays, and stands in the way of the next activation [C: KB 4592]. */
function activationConflicts(scene: DomainScene): DomainEvent[] {
  const { here, domain } = scene
  const files = (domain.snapshots.at(-1)?.vms ?? []).flatMap(({ uuid }) => {
    const vm = registeredAs(here.vms, uuid)
    if (vm === undefined || domain.members.some(member => member.uuid === vm.uuid)) return []
    return vm.spec.disks.map(diskPath)
  })
  if (files.length === 0) return []
  const values = { protection_domain_name: domain.name, files: files.join(', ') }
  return [raiseAlert(scene, 'activation-conflict', aboutDomain(domain.name), values)]
}
