/** The end of a migration: the sides change, all at once. */
import type { DomainEvent, DomainScene, Migration, Snapshot, View } from '../core/index.js'
import { activationFails, clusterOf, getOwn } from '../core/index.js'
import { carrySchedules, copyForReceiver } from '../snapshots/rules.js'
import { failTakeover } from './not-taken-over.js'
import { auditModeChange, startMonitor } from '../notices/rules.js'
import { isSplitBrain, recoverVms, restorableSnapshot } from '../recovery/rules.js'
import { unregisterGroups } from '../volume-groups/rules.js'

/** One list of facts, so that nobody ever sees a VM on both sites, or on none. */
export function cutOver(scene: DomainScene, change: View<Migration>, snapshot: View<Snapshot>): DomainEvent[] {
  const { world, here, domain, ids } = scene
  const peer = clusterOf(world, change.target)
  const there = { world, here: peer, ids }
  const events: DomainEvent[] = []
  const stranded = activationFails(world, peer.name, domain.name)
  for (const member of domain.members) {
    if (getOwn(here.vms, member.uuid) !== undefined)
      events.push({ type: 'vm-unregistered', cluster: here.name, uuid: member.uuid })
  }
  events.push(...unregisterGroups(here, domain))
  const outcome = stranded ? 'failed' : 'succeeded'
  events.push({ type: 'mode-change-ended', cluster: here.name, domain: domain.name, outcome })
  events.push({ type: 'protection-domain-deactivated', cluster: here.name, domain: domain.name })
  events.push({ type: 'monitor-ended', cluster: here.name, id: change.monitorId, status: 'succeeded', errorCode: 0 })
  events.push(
    auditModeChange(scene, {
      type: 'change-mode-completed',
      domain: domain.name,
      desired: 'inactive',
      user: change.user
    })
  )
  if (stranded) return [...events, ...failTakeover(scene, peer, change)]
  const copy = copyForReceiver({ world, here }, peer, snapshot, { site: change.site, expiresAt: snapshot.expiresAt })
  const { snapshot: held, events: refused } = restorableSnapshot(there, domain.name, copy)
  const { members, volumeGroups, events: recovered } = recoverVms(there, domain.name, held, here.name)
  const monitorId = ids.uuid()
  events.push(startMonitor(there, { id: monitorId, operation: 'activate', domain: domain.name, expectedEnd: null }))
  events.push(...refused, ...recovered)
  events.push({
    type: 'protection-domain-activated',
    cluster: peer.name,
    domain: domain.name,
    members,
    volumeGroups,
    forced: isSplitBrain(there, domain.name, held, here.name)
  })
  events.push({ type: 'monitor-ended', cluster: peer.name, id: monitorId, status: 'succeeded', errorCode: 0 })
  events.push(
    auditModeChange(there, { type: 'change-mode-completed', domain: domain.name, desired: 'active', user: change.user })
  )
  if (world.settings.carrySchedules && getOwn(peer.protectionDomains, domain.name)?.schedules.length === 0) {
    events.push(...carrySchedules({ world, here, domain, ids }, peer))
  }
  return events
}
