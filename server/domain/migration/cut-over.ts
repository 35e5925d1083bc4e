/** The end of a migration: the sides change, all at once. */
import type { DomainEvent, DomainScene, Migration, Snapshot, View } from '../core/index.js'
import { activationFails, clusterOf, getOwn } from '../core/index.js'
import { carrySchedules, copyForReceiver } from '../snapshots/rules.js'
import { failTakeover } from './not-taken-over.js'
import { stepsOf } from './steps.js'
import { endTargetMonitor, monitorOnTarget } from './target-monitor.js'
import { auditModeChange } from '../notices/rules.js'
import { isSplitBrain, recoverVms, restorableSnapshot } from '../recovery/rules.js'
import { unregisterGroups } from '../volume-groups/rules.js'

/** One list of facts, so that nobody ever sees a VM on both sites, or on none. */
export function cutOver(scene: DomainScene, migration: View<Migration>, snapshot: View<Snapshot>): DomainEvent[] {
  const { world, domain } = scene
  const { change, events } = monitorOnTarget(scene, migration)
  const stranded = activationFails(world, change.target, domain.name)
  return [
    ...events,
    ...giveUp(scene, change, stranded ? 'failed' : 'succeeded'),
    ...(stranded ? failTakeover(scene, change) : takeOver(scene, change, snapshot))
  ]
}

/** The steps of the source: everything is across, so that its VMs go and its schedules sleep. */
function giveUp(scene: DomainScene, change: View<Migration>, outcome: 'succeeded' | 'failed'): DomainEvent[] {
  const { here, domain } = scene
  const { sourceSide } = stepsOf(scene, change)
  const present = domain.members.filter(({ uuid }) => getOwn(here.vms, uuid) !== undefined)
  return [
    { type: 'migration-data-replicated', ...sourceSide },
    ...present.map(({ uuid }): DomainEvent => ({ type: 'vm-unregistered', cluster: here.name, uuid })),
    ...unregisterGroups(here, domain),
    { type: 'migration-vms-deleted', ...sourceSide, vms: present.map(({ name }) => name) },
    { type: 'mode-change-ended', cluster: here.name, domain: domain.name, outcome },
    { type: 'protection-domain-deactivated', cluster: here.name, domain: domain.name },
    { type: 'migration-schedules-disabled', ...sourceSide },
    { type: 'monitor-ended', cluster: here.name, id: change.monitorId, status: 'succeeded', errorCode: 0 },
    auditModeChange(scene, {
      type: 'change-mode-completed',
      domain: domain.name,
      desired: 'inactive',
      user: change.user
    })
  ]
}

/** The steps of the target: the VMs appear, off, and from now on it is the source. */
function takeOver(scene: DomainScene, change: View<Migration>, snapshot: View<Snapshot>): DomainEvent[] {
  const { world, here, domain, ids } = scene
  const peer = clusterOf(world, change.target)
  const there = { world, here: peer, ids }
  const { targetSide } = stepsOf(scene, change)
  const copy = copyForReceiver({ world, here }, peer, snapshot, { site: change.site, expiresAt: snapshot.expiresAt })
  const { snapshot: held, events: refused } = restorableSnapshot(there, domain.name, copy)
  const { members, volumeGroups, events: recovered } = recoverVms(there, domain.name, held, here.name)
  const unscheduled = getOwn(peer.protectionDomains, domain.name)?.schedules.length === 0
  return [
    ...refused,
    ...recovered,
    { type: 'migration-vms-registered', ...targetSide, vms: members.map(({ name }) => name) },
    {
      type: 'protection-domain-activated',
      cluster: peer.name,
      domain: domain.name,
      members,
      volumeGroups,
      forced: isSplitBrain(there, domain.name, held, here.name)
    },
    ...endTargetMonitor(change, 'succeeded'),
    auditModeChange(there, {
      type: 'change-mode-completed',
      domain: domain.name,
      desired: 'active',
      user: change.user
    }),
    ...(world.settings.carrySchedules && unscheduled ? carrySchedules(scene, peer) : []),
    { type: 'migration-direction-reversed', ...targetSide }
  ]
}
