/** How a transfer goes on and ends well: admitted, received, and the next one's turn. */
import type {
  Cluster,
  CommandOf,
  DomainEvent,
  DomainScene,
  Outgoing,
  QueuedReplication,
  Scene,
  Snapshot,
  View,
  World
} from '../core/index.js'
import { clusterOf, domainOf, getOwn, joined, replicationStuck, snapshotOf } from '../core/index.js'
import { siteFor } from '../links/index.js'
import { hasExpired } from '../snapshots/index.js'
import { replicationEnded, replicationAudit, startNextQueued } from './abort-replication.js'
import type { RunningTransfer } from './abort-replication.js'
import { registerReceivedFileServers } from '../file-servers/rules.js'
import { completeNearSyncSeeding, copyForReceiver } from '../snapshots/rules.js'
import { aboutDomain, raiseAlert, resolveAlert } from '../notices/rules.js'

export function admitReplication({ world }: Scene, command: CommandOf<'admit-replication'>): DomainEvent[] {
  const { outgoing, current } = currentOf(world, command)
  const { cluster, name: domain } = command
  const { site } = outgoing
  const { target } = current
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
export function finishReplication(
  { world, ids }: Scene,
  command: CommandOf<'finish-replication'>
): readonly DomainEvent[] {
  const { here, domain, outgoing, current } = currentOf(world, command)
  const scene = { world, here, domain, ids }
  const peer = clusterOf(world, current.target)
  const target = domainOf(peer, domain.name)
  const snapshot = snapshotOf(domain, current.origin, current.snapshotId)
  if (snapshot === undefined)
    throw new Error(`Snapshot ${current.snapshotId} of ${domain.name} was removed while it was sent`)
  const transfer = { outgoing, current, snapshot }
  const ended = replicationEnded(scene, transfer, 'succeeded')
  const isNew = snapshotOf(target, snapshot.origin, snapshot.id) === undefined
  const audited = replicationAudit(scene, transfer, 'replication-completed')
  const servers = isNew ? registerReceivedFileServers(here, peer, domain.name) : NOTHING
  const over = isNew ? [ended, received(scene, transfer, peer), audited] : [ended, audited]
  return joined(
    servers.length === 0 ? over : over.toSpliced(-1, 0, ...servers),
    resolveFailing(scene, outgoing, peer),
    completeNearSyncSeeding(scene, outgoing, snapshot),
    nextInQueue(scene, outgoing, snapshot)
  )
}

const NOTHING: readonly DomainEvent[] = []

/** The snapshot as the site has it from now on. */
function received(
  scene: DomainScene,
  { outgoing, current, snapshot }: RunningTransfer,
  peer: View<Cluster>
): DomainEvent {
  const order = { site: outgoing.site, expiresAt: current.expiresAt }
  return {
    type: 'snapshot-received',
    cluster: peer.name,
    domain: scene.domain.name,
    snapshot: copyForReceiver(scene, peer, snapshot, order)
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
  const { world, here, domain } = scene
  const events: DomainEvent[] = []
  const left: QueuedReplication[] = []
  for (const queued of outgoing.queue) {
    const snapshot = snapshotOf(domain, queued.origin, queued.snapshotId)
    const isExpired = snapshot === undefined || hasExpired(domain, snapshot, world.now)
    const overtaken = snapshot !== undefined && queued.retrieval !== true && snapshot.createdAt < finished.createdAt
    if (!isExpired && !overtaken) {
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
    events.push(
      isExpired
        ? raiseAlert(scene, 'replication-expired', aboutDomain(domain.name), values)
        : raiseAlert(scene, 'replication-skipped', aboutDomain(domain.name), { ...values, ...skipped })
    )
  }
  return [...events, ...startNextQueued(scene, outgoing, left, finished)]
}

function currentOf(world: View<World>, command: { cluster: string; name: string; site: string }) {
  const here = clusterOf(world, command.cluster)
  const domain = domainOf(here, command.name)
  const outgoing = getOwn(domain.outgoing, command.site)
  if (outgoing == null || outgoing.current === null) throw new Error(`${domain.name} sends nothing to ${command.site}`)
  return { here, domain, outgoing, current: outgoing.current }
}
