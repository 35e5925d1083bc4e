/** Rules of snapshots that a remote site holds: removed there, or retrieved over the link. */
import type {
  Cluster,
  ClusterScene,
  CommandOf,
  DomainEvent,
  ProtectionDomain,
  RemoteSite,
  Scene,
  View,
  World
} from '../../core/index.js'
import { findRemoteSnapshot } from './find-remote-snapshot.js'
import {
  domainOf,
  openCluster,
  getOwn,
  refuseIfBusy,
  remoteSiteOf,
  refuseUnless,
  required,
  snapshotName,
  snapshotOf
} from '../../core/index.js'
import { hasExpired } from '../../snapshots/index.js'
import { siteFor } from '../../links/index.js'
import { dropSnapshots } from './snapshot.js'
import { requestReplication } from '../../snapshots/rules.js'

/** Removes a snapshot at the remote site alone. */
export function removeRemoteSnapshot(scene: Scene, command: CommandOf<'remove-remote-snapshot'>): DomainEvent[] {
  const opened = openCluster(scene, command)
  const site = remoteSiteOf(opened.here, command.site)
  return dropRemote(opened, site, { name: command.name, ids: [command.snapshotId], user: command.user })
}

/** Several, of several domains, or none where one of them cannot be removed. */
export function removeRemoteSnapshots(scene: Scene, command: CommandOf<'remove-remote-snapshots'>): DomainEvent[] {
  const opened = openCluster(scene, command)
  const site = remoteSiteOf(opened.here, command.site)
  for (const [name, ids] of Object.entries(command.snapshotIds))
    for (const id of ids) findRemoteSnapshot(opened, site, { domain: name, snapshotId: id })
  return Object.entries(command.snapshotIds).flatMap(([name, ids]) =>
    dropRemote(opened, site, { name, ids: [...new Set(ids)], user: command.user })
  )
}

function dropRemote(
  { world, here, ids: source }: ClusterScene,
  site: View<RemoteSite>,
  { name, ids, user }: { readonly name: string; readonly ids: readonly string[]; readonly user: string }
): DomainEvent[] {
  domainOf(here, name)
  const held = ids.map(id => findRemoteSnapshot({ world, here }, site, { domain: name, snapshotId: id }))
  const [first] = held
  if (first === undefined) return []
  const names = held.map(({ snapshot }) => snapshotName(snapshot))
  return dropSnapshots({ world, here: first.peer, domain: first.domain, ids: source }, names, user)
}

/** Starts or queues the transfer of a snapshot from the remote site back to this cluster. */
export function retrieveSnapshot(scene: Scene, command: CommandOf<'retrieve-snapshot'>): DomainEvent[] {
  const opened = openCluster(scene, command)
  const { world, here, ids } = opened
  const site = remoteSiteOf(here, command.site)
  const local = domainOf(here, command.name)
  refuseIfBusy(here, local)
  const { peer, domain, snapshot } = findRemoteSnapshot(opened, site, {
    domain: command.name,
    snapshotId: command.snapshotId
  })
  refuseIfBusy(peer, domain)
  refuseUnless(
    !local.active || !domain.active,
    'protection-domain/active',
    () =>
      `Protection domain ${local.name} is active on remote site ${site.name} as well: its snapshots are not those of ${here.name}`
  )
  const namesake = namesakeOf(world, here, local)
  refuseUnless(
    namesake === undefined,
    'protection-domain/active',
    () =>
      `Protection domain ${local.name} is active on ${namesake?.name} as well: what remote site ${site.name} holds may be its own`
  )
  refuseUnless(
    snapshotOf(local, snapshot.origin, snapshot.id) === undefined,
    'snapshot/exists',
    () => `Snapshot ${command.snapshotId} of protection domain ${local.name} exists on ${here.name} already`
  )
  refuseUnless(
    !hasExpired(domain, snapshot, world.now),
    'snapshot/expired',
    () => `Snapshot ${command.snapshotId} of protection domain ${local.name} has expired`
  )
  const back = required(
    siteFor(world, peer, here.name),
    'remote-site/not-established',
    `Remote site ${site.name} does not have ${here.name} configured as a remote site`
  )
  const sending = getOwn(domain.outgoing, back.name)
  const pending = [...(sending?.queue ?? []), ...(sending?.current == null ? [] : [sending.current])]
  refuseUnless(
    !pending.some(each => each.snapshotId === snapshot.id && each.origin === snapshot.origin),
    'snapshot/exists',
    () => `Snapshot ${command.snapshotId} of protection domain ${local.name} is on its way to ${here.name} already`
  )
  const holder = { world, here: peer, domain, ids }
  return requestReplication(holder, snapshot, { site: back.name, expiresAt: snapshot.expiresAt, retrieval: true })
}

/** EMU: the cluster on which another domain of that name is active, without an activation by force. */
function namesakeOf(world: View<World>, here: View<Cluster>, local: View<ProtectionDomain>): View<Cluster> | undefined {
  if (!local.active || local.forced) return undefined
  return Object.values(world.clusters).find(cluster => {
    const other = getOwn(cluster.protectionDomains, local.name)
    return cluster.name !== here.name && other?.active === true && !other.forced
  })
}
