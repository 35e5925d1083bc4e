/** Transfers that have not moved for an hour: told of, and told of no more once they move. */
import type {
  Cluster,
  CommandOf,
  DomainEvent,
  DomainScene,
  Outgoing,
  ProtectionDomain,
  Scene,
  View
} from '../core/index.js'
import { clusterOf, openDomain, getOwn, snapshotName, snapshotOf } from '../core/index.js'
import { aboutDomain, raiseAlert } from '../notices/rules.js'
import { resolveStallAlerts } from './queue-alerts.js'

/** Nothing has passed a lane for an hour: every transfer that it holds up has stalled. */
export function alertStalledLane({ world, ids }: Scene, command: CommandOf<'alert-stalled-lane'>): DomainEvent[] {
  const here = clusterOf(world, command.from)
  return [
    ...heldTransfers(here, command.to)
      .filter(({ outgoing }) => outgoing.current?.phase === 'running' && !outgoing.current.stallTold)
      .flatMap(({ domain, outgoing }) => stallEvents({ world, here, domain, ids }, outgoing)),
    { type: 'lane-stall-told', from: command.from, to: command.to, told: true }
  ]
}

/** Something passes again. */
export function resolveStalledLane({ world }: Scene, command: CommandOf<'resolve-stalled-lane'>): DomainEvent[] {
  const here = clusterOf(world, command.from)
  return [
    ...heldTransfers(here, command.to)
      .filter(({ outgoing }) => outgoing.current?.phase === 'running' && outgoing.current.stallTold)
      .flatMap(({ domain, outgoing: { site } }) =>
        resolveStallAlerts(world, { cluster: here.name, domain: domain.name, site }, true)
      ),
    { type: 'lane-stall-told', from: command.from, to: command.to, told: false }
  ]
}

/** Somebody paused a transfer an hour ago. */
export function alertStalledReplication(scene: Scene, command: CommandOf<'alert-stalled-replication'>): DomainEvent[] {
  const { world, here, domain, ids } = openDomain(scene, command)
  const outgoing = getOwn(domain.outgoing, command.site)
  if (outgoing == null || outgoing.current === null) throw new Error(`${domain.name} sends nothing to ${command.site}`)
  return stallEvents({ world, here, domain, ids }, outgoing)
}

function heldTransfers(
  here: View<Cluster>,
  to: string
): { domain: View<ProtectionDomain>; outgoing: View<Outgoing> }[] {
  return Object.values(here.protectionDomains).flatMap(domain =>
    Object.values(domain.outgoing)
      .filter(({ current }) => current?.target === to)
      .map(outgoing => ({ domain, outgoing }))
  )
}

function stallEvents(scene: DomainScene, { site, current }: View<Outgoing>): DomainEvent[] {
  const { here, domain } = scene
  if (current === null) return []
  const snapshot = snapshotOf(domain, current.origin, current.snapshotId)
  const values = {
    protection_domain_name: domain.name,
    remote_name: site,
    snapshot_id: snapshot === undefined ? String(current.snapshotId) : snapshotName(snapshot)
  }
  const type = current.flow === 'nearSync' ? 'nearsync-stalled' : 'replication-stalled'
  return [
    { type: 'replication-stall-told', cluster: here.name, domain: domain.name, site, told: true },
    raiseAlert(scene, type, aboutDomain(domain.name), values)
  ]
}
