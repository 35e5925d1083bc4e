/** Starting a transfer: what it has to send, and why a site may not take it. */
import { bytesSince, referenceSnapshot } from '../inventory/index.js'
import { newProtectionDomain } from './new-protection-domain.js'
import type {
  Cluster,
  ClusterScene,
  DomainEvent,
  DomainScene,
  Instant,
  ProtectionDomain,
  QueuedReplication,
  RemoteSite,
  Replication,
  Snapshot,
  View
} from '../core/index.js'
import { after, containerFull, containerHere, containerNamed, linkBetween, getOwn } from '../core/index.js'
import { obstacleTo, peerOf, siteFor } from '../links/index.js'
import { raiseDomainAlert } from '../notices/rules.js'

/** Where a copy of a snapshot goes, and when it expires there. */
interface CopyOrder {
  readonly site: string
  readonly expiresAt: Instant | null
  /** The other side asked for it. */
  readonly retrieval?: boolean | undefined
}

/** Starts sending a snapshot to a site, or queues it behind the transfer that runs there. */
export function requestReplication(scene: DomainScene, snapshot: View<Snapshot>, copy: CopyOrder): DomainEvent[] {
  const { world, here, domain } = scene
  const { site, expiresAt, retrieval = false } = copy
  if (getOwn(domain.outgoing, site)?.current == null)
    return startReplication(scene, { snapshot, site, expiresAt, retrieval, queuedAt: world.now })
  const queued: QueuedReplication = {
    origin: snapshot.origin,
    snapshotId: snapshot.id,
    expiresAt,
    queuedAt: world.now
  }
  if (retrieval) queued.retrieval = true
  return [{ type: 'replication-queued', cluster: here.name, domain: domain.name, site, queued }]
}

/** A transfer that is to start. */
interface TransferOrder extends CopyOrder {
  readonly snapshot: View<Snapshot>
  readonly queuedAt: Instant
  /** A snapshot that the same command delivers: in common, though the world does not show it yet. */
  readonly received?: View<Snapshot> | undefined
}

/** Starts a transfer, or fails it at once where the site cannot take it. */
export function startReplication(scene: DomainScene, order: TransferOrder): DomainEvent[] {
  const { world, here, domain } = scene
  const { snapshot, site: siteName, received } = order
  const site = getOwn(here.remoteSites, siteName)
  const peer = site === undefined ? undefined : peerOf(world, here, site)
  const obstacle = site === undefined ? `Remote site ${siteName} does not exist` : obstacleTo(world, here, site, peer)
  if (site === undefined || peer === undefined || obstacle !== null) {
    return recordReplicationFailure(scene, siteName, obstacle ?? `Remote site ${siteName} is unknown`)
  }
  const target = getOwn(peer.protectionDomains, domain.name)
  const refusal = receiverObstacle(scene, order, site, peer, target)
  if (refusal !== null)
    return [...recordReplicationFailure(scene, siteName, refusal), alertReceiveFailed(scene, peer, refusal)]
  const created = target === undefined ? [receivingDomain(scene, peer)] : []
  const replication = newReplication(
    scene,
    order,
    site,
    peer.name,
    referenceSnapshot(domain, target, snapshot, received)
  )
  const started: DomainEvent = {
    type: 'replication-started',
    cluster: here.name,
    domain: domain.name,
    site: siteName,
    replication
  }
  if (!replication.full) return created.length === 0 ? [started] : [...created, started]
  return [...created, started, raiseDomainAlert(scene, 'replication-full', { remote_name: siteName })]
}

/** The first snapshot that goes to a site brings its domain along. */
function receivingDomain(scene: DomainScene, peer: View<Cluster>): DomainEvent {
  const { name, annotations } = scene.domain
  return {
    type: 'protection-domain-created',
    cluster: peer.name,
    domain: newProtectionDomain(scene, { name, active: false, annotations })
  }
}

/** A transfer at its beginning. `reference` is the newest snapshot that both sides hold; without one everything is sent. */
function newReplication(
  { world, here, ids }: DomainScene,
  { snapshot, expiresAt, queuedAt, retrieval }: TransferOrder,
  site: View<RemoteSite>,
  peer: string,
  reference: View<Snapshot> | undefined
): Replication {
  const totalBytes = bytesSince(snapshot, reference)
  const wireBytes = site.compression ? Math.ceil(totalBytes * world.settings.compressionRatio) : totalBytes
  // Written out, here and below: copying by spread and adding to the copy is what a month of snapshots would spend a quarter of its time on.
  const replication: Replication = {
    origin: snapshot.origin,
    snapshotId: snapshot.id,
    expiresAt,
    queuedAt,
    id: ids.number(),
    target: peer,
    startedAt: world.now,
    phase: 'handshake',
    flow: snapshot.kind === 'light-weight' || snapshot.kind === 'rolled-up' ? 'nearSync' : 'async',
    admittedAt: after(world.now, linkBetween(world, here.name, peer)?.latencyUsecs ?? 0),
    full: reference === undefined,
    totalBytes,
    wireBytes,
    tag: 0,
    pausedAt: null,
    stallTold: false,
    remainingWireBytes: wireBytes,
    enteredAt: world.now
  }
  if (retrieval === true) replication.retrieval = true
  return replication
}

/** The alert of the receiving side about a snapshot that it did not take, under the name by which it knows the sender. */
function alertReceiveFailed(
  { world, here, domain, ids }: DomainScene,
  peer: View<Cluster>,
  reason: string
): DomainEvent {
  const sender = siteFor(world, peer, here.name)?.name ?? here.name
  const receiver = { world, here: peer, domain, ids }
  return raiseDomainAlert(receiver, 'receive-failed', { remote_name: sender, reason })
}

/** Why the receiving side does not take a snapshot; null when it does. */
function receiverObstacle(
  scene: DomainScene,
  { snapshot, retrieval }: TransferOrder,
  site: View<RemoteSite>,
  peer: View<Cluster>,
  target: View<ProtectionDomain> | undefined
): string | null {
  const { domain } = scene
  if (target?.active === true && retrieval !== true)
    return `Protection domain with same name might be active on remote site ${site.name}`
  if (target !== undefined && (target.change !== null || target.removedAt !== null)) {
    return `Protection domain ${domain.name} is busy on remote site ${site.name}`
  }
  let looked: string | undefined
  for (const entities of [snapshot.vms, snapshot.volumeGroups]) {
    for (const { spec } of entities) {
      for (const { container } of spec.disks) {
        if (container === looked) continue // most disks stand where the one before does
        looked = container
        const obstacle = containerObstacle(scene, containerHere(snapshot, scene.here, container), site, peer)
        if (obstacle !== null) return obstacle
      }
    }
  }
  return null
}

/** Why the receiving side has no place for what is in a container of the sender; null when it does. */
function containerObstacle(
  { world }: DomainScene,
  source: string,
  site: View<RemoteSite>,
  peer: View<Cluster>
): string | null {
  const counterpart = getOwn(site.containerMap, source) ?? source
  if (containerNamed(peer, counterpart) === undefined)
    return `Storage container ${source} has no counterpart on remote site ${site.name}: map it, or make one of that name`
  return containerFull(world, peer.name, counterpart)
    ? `Storage container ${counterpart} of remote site ${site.name} is full`
    : null
}

/** Records a transfer that cannot even start; the next schedule tries again, with its newer snapshot. */
export function recordReplicationFailure(scene: DomainScene, site: string, reason: string): DomainEvent[] {
  const { world, here, domain } = scene
  const events: DomainEvent[] = [raiseDomainAlert(scene, 'replication-failed', { remote_name: site, reason })]
  if (getOwn(domain.outgoing, site)?.failingSince == null) {
    events.push({ type: 'replication-failing', cluster: here.name, domain: domain.name, site, since: world.now })
  }
  return events
}

/** Received snapshots go nowhere: one list for all of them, to which nobody writes. */
const NONE: readonly never[] = []

/** A snapshot as the receiving side keeps it: under the name by which it knows the sender, in its own containers. */
export function copyForReceiver(
  { world, here }: Pick<ClusterScene, 'world' | 'here'>,
  peer: View<Cluster>,
  snapshot: View<Snapshot>,
  { site, expiresAt }: CopyOrder
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
    remoteSites: NONE,
    containers: returned ? null : (getOwn(here.remoteSites, site)?.containerMap ?? {}),
    vms: snapshot.vms,
    volumeGroups: snapshot.volumeGroups,
    missing: snapshot.missing
  }
}
