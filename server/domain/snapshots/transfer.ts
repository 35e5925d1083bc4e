/** How a transfer starts: what it has to send, and why a site may not take it. */
import { bytesSince, referenceSnapshot } from '../inventory/index.js'
import { emptyDomain } from './empty-domain.js'
import type {
  Cluster,
  DomainEvent,
  IdSource,
  Instant,
  ProtectionDomain,
  QueuedReplication,
  RemoteSite,
  Replication,
  Snapshot,
  View,
  World
} from '../core/index.js'
import { after, containerFull, containerHere, containerNamed, linkBetween, own } from '../core/index.js'
import { obstacleTo, peerOf, siteFor } from '../links/index.js'
import { aboutDomain, raiseAlert } from '../notices/rules.js'

/** Sends a snapshot to a site, or has it wait for the transfer that runs there. */
export function requestReplication(
  world: View<World>,
  here: View<Cluster>,
  domain: View<ProtectionDomain>,
  snapshot: View<Snapshot>,
  site: string,
  expiresAt: Instant | null,
  ids: IdSource,
  retrieval = false
): DomainEvent[] {
  const queued: QueuedReplication = {
    origin: snapshot.origin,
    snapshotId: snapshot.id,
    expiresAt,
    queuedAt: world.now,
    ...(retrieval && { retrieval })
  }
  const outgoing = own(domain.outgoing, site)
  if (outgoing?.current != null) {
    return [{ type: 'replication-queued', cluster: here.name, domain: domain.name, site, queued }]
  }
  return startReplication(world, here, domain, snapshot, site, queued, undefined, ids)
}

/**
 * Starts a transfer, or fails it at once where the site cannot take it.
 * `received` is a snapshot that the same command delivers: in common, though the world does not show it yet.
 */
export function startReplication(
  world: View<World>,
  here: View<Cluster>,
  domain: View<ProtectionDomain>,
  snapshot: View<Snapshot>,
  siteName: string,
  queued: QueuedReplication,
  received: View<Snapshot> | undefined,
  ids: IdSource
): DomainEvent[] {
  const site = own(here.remoteSites, siteName)
  const peer = site === undefined ? undefined : peerOf(world, here, site)
  const obstacle = site === undefined ? `Remote site ${siteName} does not exist` : obstacleTo(world, here, site)
  if (site === undefined || peer === undefined || obstacle !== null) {
    return replicationFailed(world, here, domain, siteName, obstacle ?? `Remote site ${siteName} is unknown`, ids)
  }
  const refusal = receiverObstacle(world, here, domain, snapshot, site, peer, queued.retrieval === true)
  if (refusal !== null) {
    return [
      ...replicationFailed(world, here, domain, siteName, refusal, ids),
      receiveFailed(world, here, peer, domain.name, refusal, ids)
    ]
  }
  const events: DomainEvent[] = []
  const target = own(peer.protectionDomains, domain.name)
  if (target === undefined) {
    events.push({
      type: 'protection-domain-created',
      cluster: peer.name,
      domain: emptyDomain(world, domain.name, false, domain.annotations, ids)
    })
  }
  const reference = referenceSnapshot(domain, target, snapshot, received)
  const replication = newReplication(world, here, peer, site, snapshot, reference, queued, ids)
  events.push({ type: 'replication-started', cluster: here.name, domain: domain.name, site: siteName, replication })
  if (replication.full) {
    const values = { protection_domain_name: domain.name, remote_name: siteName }
    events.push(raiseAlert({ world, here, ids }, 'replication-full', aboutDomain(domain.name), values))
  }
  return events
}

/** A transfer at its beginning: `reference` is what both sides hold already, and everything is sent without one. */
function newReplication(
  world: View<World>,
  here: View<Cluster>,
  peer: View<Cluster>,
  site: View<RemoteSite>,
  snapshot: View<Snapshot>,
  reference: View<Snapshot> | undefined,
  queued: QueuedReplication,
  ids: IdSource
): Replication {
  const totalBytes = bytesSince(snapshot, reference)
  const wireBytes = site.compression ? Math.ceil(totalBytes * world.settings.compressionRatio) : totalBytes
  // Written out, here and below: copying by spread and adding to the copy is what a month of snapshots would spend a quarter of its time on.
  return {
    origin: queued.origin,
    snapshotId: queued.snapshotId,
    expiresAt: queued.expiresAt,
    queuedAt: queued.queuedAt,
    id: ids.number(),
    target: peer.name,
    startedAt: world.now,
    phase: 'handshake',
    flow: snapshot.kind === 'light-weight' || snapshot.kind === 'rolled-up' ? 'nearSync' : 'async',
    admittedAt: after(world.now, linkBetween(world, here.name, peer.name)?.latencyUsecs ?? 0),
    full: reference === undefined,
    totalBytes,
    wireBytes,
    tag: 0,
    pausedAt: null,
    stallTold: false,
    remainingWireBytes: wireBytes,
    enteredAt: world.now,
    ...(queued.retrieval === true && { retrieval: true })
  }
}

/** What the receiving side tells of a snapshot that it did not take, under the name by which it knows the sender. */
function receiveFailed(
  world: View<World>,
  here: View<Cluster>,
  peer: View<Cluster>,
  domain: string,
  reason: string,
  ids: IdSource
): DomainEvent {
  const sender = siteFor(world, peer, here.name)?.name ?? here.name
  const values = { protection_domain_name: domain, remote_name: sender, reason }
  return raiseAlert({ world, here: peer, ids }, 'receive-failed', aboutDomain(domain), values)
}

/** Why the receiving side does not take a snapshot; null when it does. */
function receiverObstacle(
  world: View<World>,
  here: View<Cluster>,
  domain: View<ProtectionDomain>,
  snapshot: View<Snapshot>,
  site: View<RemoteSite>,
  peer: View<Cluster>,
  retrieval: boolean
): string | null {
  const target = own(peer.protectionDomains, domain.name)
  if (target?.active === true && !retrieval)
    return `Protection domain with same name might be active on remote site ${site.name}`
  if (target !== undefined && (target.change !== null || target.removedAt !== null)) {
    return `Protection domain ${domain.name} is busy on remote site ${site.name}`
  }
  for (const { spec } of [...snapshot.vms, ...snapshot.volumeGroups]) {
    for (const disk of spec.disks) {
      const source = containerHere(snapshot, here, disk.container)
      const counterpart = own(site.containerMap, source) ?? source
      if (containerNamed(peer, counterpart) === undefined) {
        return `Storage container ${source} has no counterpart on remote site ${site.name}: map it, or make one of that name`
      }
      if (containerFull(world, peer.name, counterpart))
        return `Storage container ${counterpart} of remote site ${site.name} is full`
    }
  }
  return null
}

/** A replication that cannot even start; the next schedule tries again, with its newer snapshot. */
export function replicationFailed(
  world: View<World>,
  here: View<Cluster>,
  domain: View<ProtectionDomain>,
  site: string,
  reason: string,
  ids: IdSource
): DomainEvent[] {
  const values = { protection_domain_name: domain.name, remote_name: site, reason }
  const events: DomainEvent[] = [
    raiseAlert({ world, here, ids }, 'replication-failed', aboutDomain(domain.name), values)
  ]
  if (own(domain.outgoing, site)?.failingSince == null) {
    events.push({ type: 'replication-failing', cluster: here.name, domain: domain.name, site, since: world.now })
  }
  return events
}

/** A snapshot as the receiving side keeps it: under the name by which it knows the sender, in its own containers. */
export function receivedCopy(
  world: View<World>,
  here: View<Cluster>,
  peer: View<Cluster>,
  site: string,
  snapshot: View<Snapshot>,
  expiresAt: Instant | null
): Snapshot {
  const returned = snapshot.origin === peer.name
  return {
    id: snapshot.id,
    origin: snapshot.origin,
    prefix: returned ? null : (siteFor(world, peer, here.name)?.name ?? here.name),
    createdAt: snapshot.createdAt,
    receivedAt: world.now,
    expiresAt,
    kind: snapshot.kind,
    storeBytes: snapshot.storeBytes,
    scheduleId: snapshot.scheduleId,
    oneTimeId: snapshot.oneTimeId,
    appConsistent: snapshot.appConsistent,
    remoteSites: [],
    containers: returned ? null : (own(here.remoteSites, site)?.containerMap ?? {}),
    vms: snapshot.vms,
    volumeGroups: snapshot.volumeGroups,
    missing: snapshot.missing
  }
}
