/** The worst ending of a migration: the source has given the domain up, and the target does not become active. */
import type { Activation, Cluster, DomainEvent, DomainScene, Migration, View } from '../core/index.js'
import { clusterOf } from '../core/index.js'
import { aboutDomain, auditModeChange, raiseAlert } from '../notices/rules.js'
import { endTargetMonitor } from './target-monitor.js'

/** Nobody is active; the target holds the last snapshot, and an activation there ends it [C: KB 8468, the alert; EMU: the state]. */
export function failTakeover(scene: DomainScene, change: View<Migration>): DomainEvent[] {
  const { world, domain, ids } = scene
  const peer = clusterOf(world, change.target)
  const there = { world, here: peer, ids }
  const values = { protection_domain_name: domain.name, remote_name: change.site, reason: reasonOn(peer) }
  return [
    ...endTargetMonitor(change, 'failed'),
    raiseAlert(scene, 'remote-activation-failed', aboutDomain(domain.name), values),
    auditModeChange(there, { type: 'change-mode-failed', domain: domain.name, desired: 'active', user: change.user })
  ]
}

/** An activation that comes to nothing: the side stays as it was, and may be asked again. */
export function failActivation(scene: DomainScene, change: View<Activation>): DomainEvent[] {
  const { here, domain } = scene
  const values = { protection_domain_name: domain.name, reason: reasonOn(here) }
  return [
    { type: 'mode-change-ended', cluster: here.name, domain: domain.name, outcome: 'failed' },
    { type: 'monitor-ended', cluster: here.name, id: change.monitorId, status: 'failed', errorCode: 1 },
    raiseAlert(scene, 'change-mode-failed', aboutDomain(domain.name), values),
    auditModeChange(scene, { type: 'change-mode-failed', domain: domain.name, desired: 'active', user: change.user })
  ]
}

function reasonOn({ name }: View<Cluster>): string {
  return `${name} could not register the entities`
}
