/** How a transfer goes on and ends well: admitted, received, and the next one's turn. */
import type {
  Cluster,
  CommandOf,
  DomainEvent,
  DomainScene,
  Outgoing,
  ProtectionDomain,
  QueuedReplication,
  Replication,
  Scene,
  Snapshot,
  View
} from '../core/index.js'
import { clusterOf, domainOf, getOwn, joined, replicationStuck, snapshotOf } from '../core/index.js'
import { siteFor } from '../links/index.js'
import {
  dropExpired,
  hasExpiredQueued,
  replicationEnded,
  replicationAudit,
  snapshotSent,
  startNextQueued
} from './abort-replication.js'
import type { RunningTransfer } from './abort-replication.js'
import { registerReceivedFileServers } from '../file-servers/rules.js'
import { completeNearSyncSeeding, copyForReceiver } from '../snapshots/rules.js'
import { aboutDomain, raiseAlert, resolveAlert } from '../notices/rules.js'

export function admitReplication({ world }: Scene, command: CommandOf<'admit-replication'>): DomainEvent[] {
  const { cluster, name: domain, site } = command
  const sender = domainOf(clusterOf(world, cluster), domain)
  const { target } = currentOf(sender, sendingOf(sender, site))
  const admitted: DomainEvent = { type: 'replication-admitted', cluster, domain, site, target }
  return replicationStuck(world, cluster, domain, site)
    ? [admitted, { type: 'replication-stalled', cluster, domain, site, target }]
    : [admitted]
}

/** A window of the bandwidth policy opens or closes: running transfers go on from where they are. */
export function renewLaneLimit(_: Scene, { from, to }: CommandOf<'renew-lane-limit'>): DomainEvent[] {
  return [{ type: 'lane-limit-renewed', from, to }]
}

/** The last byte is across: the snapshot is the target's too, and the next one starts. */
export function finishReplication(scene: Scene, command: CommandOf<'finish-replication'>): readonly DomainEvent[] {
  const transfer = openTransfer(scene, command)
  const { here, domain, outgoing, current, snapshot } = transfer
  const peer = clusterOf(scene.world, current.target)
  const isNew = snapshotOf(domainOf(peer, domain.name), snapshot.origin, snapshot.id) === undefined
  const ended = replicationEnded(transfer, 'succeeded')
  const arrived = isNew ? received(transfer, peer) : undefined
  const audited = replicationAudit(transfer, 'replication-completed')
  const servers = isNew ? registerReceivedFileServers(here, peer, domain.name) : NOTHING
  const over = arrived === undefined ? [ended, audited] : [ended, arrived, audited]
  return joined(
    servers.length === 0 ? over : over.toSpliced(-1, 0, ...servers),
    resolveFailing(transfer, outgoing, peer),
    completeNearSyncSeeding(transfer, outgoing, snapshot),
    nextInQueue(transfer, outgoing, snapshot)
  )
}

const NOTHING: readonly DomainEvent[] = []

/** The snapshot as the site has it from now on. */
function received(transfer: RunningTransfer, peer: View<Cluster>): DomainEvent {
  const { domain, outgoing, current, snapshot } = transfer
  const order = { site: outgoing.site, expiresAt: current.expiresAt }
  return {
    type: 'snapshot-received',
    cluster: peer.name,
    domain: domain.name,
    snapshot: copyForReceiver(transfer, peer, snapshot, order)
  }
}

/** Something arrives again where nothing did. */
function resolveFailing(
  { world, here, domain }: DomainScene,
  outgoing: View<Outgoing>,
  peer: View<Cluster>
): readonly DomainEvent[] {
  if (outgoing.failingSince === null) return NOTHING
  const { name } = domain
  const sender = siteFor(world, peer, here.name)?.name ?? here.name
  return [
    { type: 'replication-failing', cluster: here.name, domain: name, site: outgoing.site, since: null },
    ...resolveAlert(here, 'replication-failed', aboutDomain(name), { remote_name: outgoing.site }),
    ...resolveAlert(peer, 'receive-failed', aboutDomain(name), { remote_name: sender })
  ]
}

/** The newest that waits goes next; those that it overtakes are skipped, each with its alert [C: KB 4282]. */
function nextInQueue(scene: DomainScene, outgoing: View<Outgoing>, finished: View<Snapshot>): readonly DomainEvent[] {
  if (outgoing.queue.length === 0) return NOTHING
  const { here, domain } = scene
  const events: DomainEvent[] = []
  const left: QueuedReplication[] = []
  for (const queued of outgoing.queue) {
    if (hasExpiredQueued(scene, queued)) {
      events.push(...dropExpired(scene, outgoing, queued))
      continue
    }
    const snapshot = snapshotOf(domain, queued.origin, queued.snapshotId)
    const overtaken = snapshot !== undefined && queued.retrieval !== true && snapshot.createdAt < finished.createdAt
    if (!overtaken) {
      left.push(queued)
      continue
    }
    const values = { protection_domain_name: domain.name, remote_name: outgoing.site }
    const skipped = { snapshot_id: String(queued.snapshotId), reason: 'A newer snapshot was replicated first' }
    events.push({
      type: 'replications-dropped',
      cluster: here.name,
      domain: domain.name,
      site: outgoing.site,
      snapshots: [{ origin: queued.origin, id: queued.snapshotId }]
    })
    events.push(raiseAlert(scene, 'replication-skipped', aboutDomain(domain.name), { ...values, ...skipped }))
  }
  return [...events, ...startNextQueued(scene, outgoing, left, finished)]
}

function openTransfer({ world, ids }: Scene, command: CommandOf<'finish-replication'>): RunningTransfer {
  const here = clusterOf(world, command.cluster)
  const domain = domainOf(here, command.name)
  const outgoing = sendingOf(domain, command.site)
  const current = currentOf(domain, outgoing)
  return { world, ids, here, domain, outgoing, current, snapshot: snapshotSent(domain, current) }
}

function sendingOf(domain: View<ProtectionDomain>, site: string): View<Outgoing> {
  const outgoing = getOwn(domain.outgoing, site)
  if (outgoing === undefined) throw new Error(`${domain.name} has sent nothing to ${site} yet`)
  return outgoing
}

function currentOf({ name }: View<ProtectionDomain>, { site, current }: View<Outgoing>): View<Replication> {
  if (current === null) throw new Error(`${name} sends nothing to ${site}`)
  return current
}
