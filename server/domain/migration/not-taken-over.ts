/** The worst ending of a migration: the source has given the domain up, and the target does not become active. */
import type {
  Activation,
  Cluster,
  DomainEvent,
  IdSource,
  Migration,
  ProtectionDomain,
  View,
  World
} from '../core/index.js'
import { aboutDomain, auditModeChange, raiseAlert, startMonitor } from '../notices/rules.js'

/** Nobody is active; the target holds the last snapshot, and an activation there ends it [C: KB 8468 for the alert, EMU for the state]. */
export function notTakenOver(
  world: View<World>,
  here: View<Cluster>,
  peer: View<Cluster>,
  domain: View<ProtectionDomain>,
  change: View<Migration>,
  ids: IdSource
): DomainEvent[] {
  const id = ids.uuid()
  const values = { protection_domain_name: domain.name, remote_name: change.site, reason: reasonOn(peer) }
  return [
    startMonitor({ world, here: peer }, { id, operation: 'activate', domain: domain.name, expectedEnd: null }),
    { type: 'monitor-ended', cluster: peer.name, id, status: 'failed', errorCode: 1 },
    raiseAlert({ world, here, ids }, 'remote-activation-failed', aboutDomain(domain.name), values),
    auditModeChange(
      { world, here: peer, ids },
      { type: 'change-mode-failed', domain: domain.name, desired: 'active', user: change.user }
    )
  ]
}

/** An activation that comes to nothing: the side stays as it was, and may be asked again. */
export function activationFailed(
  world: View<World>,
  here: View<Cluster>,
  domain: View<ProtectionDomain>,
  change: View<Activation>,
  ids: IdSource
): DomainEvent[] {
  const values = { protection_domain_name: domain.name, reason: reasonOn(here) }
  return [
    { type: 'mode-change-ended', cluster: here.name, domain: domain.name, outcome: 'failed' },
    { type: 'monitor-ended', cluster: here.name, id: change.monitorId, status: 'failed', errorCode: 1 },
    raiseAlert({ world, here, ids }, 'change-mode-failed', aboutDomain(domain.name), values),
    auditModeChange(
      { world, here, ids },
      { type: 'change-mode-failed', domain: domain.name, desired: 'active', user: change.user }
    )
  ]
}

function reasonOn({ name }: View<Cluster>): string {
  return `${name} could not register the entities`
}
