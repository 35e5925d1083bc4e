/** Rules of snapshots that a remote site holds: removed there, or retrieved over the link. */
import type { Cluster, CommandOf, DomainEvent, ProtectionDomain, Scene, View, World } from '../../core/index.js'
import { snapshotHeldAt } from './held-snapshots.js'
import {
  domainOf,
  openCluster,
  own,
  refuseIfBusy,
  remoteSiteOf,
  require,
  required,
  snapshotOf
} from '../../core/index.js'
import { expired } from '../../snapshots/index.js'
import { siteFor } from '../../links/index.js'
import { dropSnapshot } from './snapshot.js'
import { requestReplication } from '../../snapshots/rules.js'

/** Removes a snapshot at the remote site alone. */
export function removeRemoteSnapshot(scene: Scene, command: CommandOf<'remove-remote-snapshot'>): DomainEvent[] {
  const opened = openCluster(scene, command)
  const { world, here, ids } = opened
  const site = remoteSiteOf(here, command.site)
  domainOf(here, command.name)
  const { peer, domain, snapshot } = snapshotHeldAt(opened, site, {
    domain: command.name,
    snapshotId: command.snapshotId
  })
  return dropSnapshot({ world, here: peer, domain, ids }, snapshot, command.user)
}

/** Starts or queues the transfer of a snapshot from the remote site back to this cluster. */
export function retrieveSnapshot(scene: Scene, command: CommandOf<'retrieve-snapshot'>): DomainEvent[] {
  const opened = openCluster(scene, command)
  const { world, here, ids } = opened
  const site = remoteSiteOf(here, command.site)
  const local = domainOf(here, command.name)
  refuseIfBusy(here, local)
  const { peer, domain, snapshot } = snapshotHeldAt(opened, site, {
    domain: command.name,
    snapshotId: command.snapshotId
  })
  refuseIfBusy(peer, domain)
  require(!local.active || !domain.active, 'protection-domain/active', () =>
    `Protection domain ${local.name} is active on remote site ${site.name} as well: its snapshots are not those of ${here.name}`)
  const namesake = namesakeOf(world, here, local)
  require(namesake === undefined, 'protection-domain/active', () =>
    `Protection domain ${local.name} is active on ${namesake?.name} as well: what remote site ${site.name} holds may be its own`)
  require(snapshotOf(local, snapshot.origin, snapshot.id) === undefined, 'snapshot/exists', () =>
    `Snapshot ${command.snapshotId} of protection domain ${local.name} exists on ${here.name} already`)
  require(!expired(domain, snapshot, world.now), 'snapshot/expired', () =>
    `Snapshot ${command.snapshotId} of protection domain ${local.name} has expired`)
  const back = required(
    siteFor(world, peer, here.name),
    'remote-site/not-established',
    `Remote site ${site.name} does not have ${here.name} configured as a remote site`
  )
  const sending = own(domain.outgoing, back.name)
  const asked = [...(sending?.queue ?? []), ...(sending?.current == null ? [] : [sending.current])]
  require(!asked.some(
    each => each.snapshotId === snapshot.id && each.origin === snapshot.origin
  ), 'snapshot/exists', () =>
    `Snapshot ${command.snapshotId} of protection domain ${local.name} is on its way to ${here.name} already`)
  const holder = { world, here: peer, domain, ids }
  return requestReplication(holder, snapshot, { site: back.name, expiresAt: snapshot.expiresAt, retrieval: true })
}

/** EMU: the cluster on which another domain of that name is active, without an activation by force. */
function namesakeOf(world: View<World>, here: View<Cluster>, local: View<ProtectionDomain>): View<Cluster> | undefined {
  if (!local.active || local.forced) return undefined
  return Object.values(world.clusters).find(cluster => {
    const other = own(cluster.protectionDomains, local.name)
    return cluster.name !== here.name && other?.active === true && !other.forced
  })
}
