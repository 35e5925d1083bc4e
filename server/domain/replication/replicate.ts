/** How a transfer goes on and ends well: admitted, received, and the next one's turn. */
import type {
  Cluster,
  CommandOf,
  DomainEvent,
  IdSource,
  Migration,
  Outgoing,
  ProtectionDomain,
  QueuedReplication,
  Replication,
  Scene,
  Snapshot,
  View,
  World
} from '../core/index.js'
import { clusterOf, domainOf, own, replicationStuck, snapshotOf } from '../core/index.js'
import { siteFor, stands } from '../links/index.js'
import { expired } from '../snapshots/index.js'
import { endReplication, dropIncoming, dropQueue, startWaiting, ended, replicationAudit } from './break-off.js'
import { fileServersReceived } from '../file-servers/rules.js'
import { advanceMigration, failMigration } from '../migration/rules.js'
import { nearSyncSeeded, receivedCopy } from '../snapshots/rules.js'
import { aboutDomain, raiseAlert, resolveAlert } from '../notices/rules.js'

export function admitReplication({ world }: Scene, command: CommandOf<'admit-replication'>): DomainEvent[] {
  const { outgoing, current } = currentOf(world, command)
  const about = { cluster: command.cluster, domain: command.name, site: outgoing.site, target: current.target }
  const admitted: DomainEvent = { type: 'replication-admitted', ...about }
  return replicationStuck(world, command.cluster, command.name, outgoing.site)
    ? [admitted, { type: 'replication-stalled', ...about }]
    : [admitted]
}

/** A window of the bandwidth policy opens or closes: running transfers go on from where they are. */
export function renewLaneLimit(_: Scene, { from, to }: CommandOf<'renew-lane-limit'>): DomainEvent[] {
  return [{ type: 'lane-limit-renewed', from, to }]
}

/** The last byte is across: the snapshot is the target's too, the next one starts, and a migration that waited goes on. */
export function finishReplication({ world, ids }: Scene, command: CommandOf<'finish-replication'>): DomainEvent[] {
  const { here, domain, outgoing, current } = currentOf(world, command)
  const peer = clusterOf(world, current.target)
  const target = domainOf(peer, domain.name)
  const snapshot = snapshotOf(domain, current.origin, current.snapshotId)
  if (snapshot === undefined)
    throw new Error(`Snapshot ${current.snapshotId} of ${domain.name} was removed while it was sent`)
  const events: DomainEvent[] = [ended(here, domain, outgoing, current, snapshot, 'succeeded')]
  if (snapshotOf(target, snapshot.origin, snapshot.id) === undefined) {
    events.push({
      type: 'snapshot-received',
      cluster: peer.name,
      domain: domain.name,
      snapshot: receivedCopy({ world, here }, peer, snapshot, { site: outgoing.site, expiresAt: current.expiresAt })
    })
    events.push(...fileServersReceived(here, peer, domain.name))
  }
  events.push(replicationAudit(world, here, domain, outgoing, snapshot, current, 'replication-completed', ids))
  if (outgoing.failingSince !== null) {
    events.push({
      type: 'replication-failing',
      cluster: here.name,
      domain: domain.name,
      site: outgoing.site,
      since: null
    })
    events.push(...resolveAlert(here, 'replication-failed', aboutDomain(domain.name), { remote_name: outgoing.site }))
    events.push(
      ...resolveAlert(peer, 'receive-failed', aboutDomain(domain.name), {
        remote_name: siteFor(world, peer, here.name)?.name ?? here.name
      })
    )
  }
  events.push(...nearSyncSeeded({ world, here, domain }, outgoing, snapshot))
  events.push(...nextInQueue(world, here, domain, outgoing, snapshot, ids))
  const change = domain.change
  if (change?.kind === 'migrate' && change.site === outgoing.site && change.snapshotId === snapshot.id) {
    const obstacle = turnedAway(change, current, target)
    if (obstacle !== null) {
      events.push(...failMigration(world, here, domain, change, obstacle, ids))
      return events
    }
    if (change.step === 'second-replication') events.push(...clearTheWay(world, here, peer, domain, outgoing, ids))
    events.push(...advanceMigration(world, here, domain, change, snapshot, ids))
  }
  return events
}

/** What has come between a migration and its target since it began; null where nothing has. */
function turnedAway(
  change: View<Migration>,
  current: View<Replication>,
  target: View<ProtectionDomain>
): string | null {
  if (change.target !== current.target) return `remote site ${change.site} does not lead to ${change.target} any more`
  if (target.metro !== null && stands(target.metro))
    return `metro availability is enabled on it at remote site ${change.site}`
  return null
}

/** Before the sides change: what else goes from the old one, by another site, or comes to the new one, from another cluster, ends. */
function clearTheWay(
  world: View<World>,
  here: View<Cluster>,
  peer: View<Cluster>,
  domain: View<ProtectionDomain>,
  finished: View<Outgoing>,
  ids: IdSource
): DomainEvent[] {
  const others = Object.values(domain.outgoing).filter(outgoing => outgoing !== finished)
  return [
    ...others.flatMap(outgoing => [
      ...endReplication(world, here, domain, outgoing, 'aborted', ids),
      ...dropQueue(here, domain, outgoing, outgoing.queue)
    ]),
    ...dropIncoming(world, peer, domain.name, here.name, ids)
  ]
}

/** The newest that waits goes next; those that it overtakes are skipped, each with its alert [C: KB 4282]. */
function nextInQueue(
  world: View<World>,
  here: View<Cluster>,
  domain: View<ProtectionDomain>,
  outgoing: View<Outgoing>,
  finished: View<Snapshot>,
  ids: IdSource
): DomainEvent[] {
  const events: DomainEvent[] = []
  const left: QueuedReplication[] = []
  for (const queued of outgoing.queue) {
    const snapshot = snapshotOf(domain, queued.origin, queued.snapshotId)
    const isExpired = snapshot === undefined || expired(domain, snapshot, world.now)
    const overtaken = snapshot !== undefined && queued.retrieval !== true && snapshot.createdAt < finished.createdAt
    if (!isExpired && !overtaken) {
      left.push(queued)
      continue
    }
    const values = { protection_domain_name: domain.name, remote_name: outgoing.site }
    events.push({
      type: 'replications-dropped',
      cluster: here.name,
      domain: domain.name,
      site: outgoing.site,
      snapshots: [{ origin: queued.origin, id: queued.snapshotId }]
    })
    events.push(
      isExpired
        ? raiseAlert({ world, here, ids }, 'replication-expired', aboutDomain(domain.name), values)
        : raiseAlert({ world, here, ids }, 'replication-skipped', aboutDomain(domain.name), {
            ...values,
            snapshot_id: String(queued.snapshotId),
            reason: 'A newer snapshot was replicated first'
          })
    )
  }
  return [...events, ...startWaiting(world, here, domain, outgoing, left, finished, ids)]
}

function currentOf(world: View<World>, command: { cluster: string; name: string; site: string }) {
  const here = clusterOf(world, command.cluster)
  const domain = domainOf(here, command.name)
  const outgoing = own(domain.outgoing, command.site)
  if (outgoing == null || outgoing.current === null) throw new Error(`${domain.name} sends nothing to ${command.site}`)
  return { here, domain, outgoing, current: outgoing.current }
}
