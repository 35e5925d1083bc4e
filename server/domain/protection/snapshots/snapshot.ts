/** Rules that remove, retain and collect snapshots. */
import type {
  Cluster,
  CommandOf,
  DomainEvent,
  DomainScene,
  Instant,
  Outgoing,
  ProtectionDomain,
  Scene,
  Snapshot,
  SnapshotIdentity,
  View
} from '../../core/index.js'
import { clusterOf, domainOf, openDomain, refuseUnless, snapshotName, snapshotNamed } from '../../core/index.js'
import { collectableSnapshots, hasExpired, isUsedByModeChange } from '../../snapshots/index.js'
import { auditDomain, raiseDomainAlert } from '../../notices/rules.js'
import { abortReplication } from '../../replication/rules.js'

/** Removes a snapshot from this cluster, and aborts its transfers. */
export function removeSnapshot(scene: Scene, command: CommandOf<'remove-snapshot'>): DomainEvent[] {
  return dropSnapshots(openDomain(scene, command), [command.snapshotId], command.user)
}

/** Several, or none where one of them cannot be removed. */
export function removeSnapshots(scene: Scene, command: CommandOf<'remove-snapshots'>): DomainEvent[] {
  return dropSnapshots(openDomain(scene, command), [...new Set(command.snapshotIds)], command.user)
}

/** Takes snapshots, by the names that the cluster has for them, from the cluster that holds them. */
export function dropSnapshots(scene: DomainScene, names: readonly string[], user: string): DomainEvent[] {
  const { here, domain } = scene
  const snapshots = names.map(name => snapshotNamed(domain, name))
  for (const snapshot of snapshots) {
    refuseUnless(
      !isUsedByModeChange(domain, snapshot),
      'protection-domain/busy',
      () => `Snapshot ${snapshotName(snapshot)} is in use by a change of mode of protection domain ${domain.name}`
    )
  }
  return [
    ...transfersOf(domain, snapshots).flatMap(outgoing => abortReplication(scene, outgoing, snapshots)),
    ...unqueue(here, domain, snapshots),
    {
      type: 'snapshots-removed',
      cluster: here.name,
      domain: domain.name,
      snapshots: snapshots.map(({ origin, id }) => ({ origin, id }))
    },
    ...snapshots.map(snapshot =>
      auditDomain(scene, { type: 'snapshot-removed', values: [snapshotName(snapshot)], user })
    )
  ]
}

/** Sets until when a snapshot is kept. Refuses one that has expired. */
export function retainSnapshot(scene: Scene, command: CommandOf<'retain-snapshot'>): DomainEvent[] {
  return retained(openDomain(scene, command), command.snapshotId, command)
}

/** Several, or none where one of them cannot be kept. */
export function retainSnapshots(scene: Scene, command: CommandOf<'retain-snapshots'>): DomainEvent[] {
  const opened = openDomain(scene, command)
  for (const id of command.snapshotIds) snapshotNamed(opened.domain, id)
  return [...new Set(command.snapshotIds)].flatMap(id => retained(opened, id, command))
}

function retained(
  scene: DomainScene,
  snapshotId: string,
  { until, user }: { readonly until: Instant | null; readonly user: string }
): DomainEvent[] {
  const { world, here, domain } = scene
  const { name } = domain
  const snapshot = snapshotNamed(domain, snapshotId)
  refuseUnless(
    !hasExpired(domain, snapshot, world.now),
    'snapshot/expired',
    () => `Snapshot ${snapshotId} of protection domain ${name} has expired`
  )
  const { origin, id } = snapshot
  return [
    { type: 'snapshot-retention-set', cluster: here.name, domain: name, origin, id, until },
    auditDomain(scene, { type: 'snapshot-retained', values: [snapshotId], user })
  ]
}

/** Removes snapshots that expired long enough ago; those that still waited to be sent are dropped from their queues. */
export function collectSnapshots(scene: Scene, command: CommandOf<'collect-snapshots'>): DomainEvent[] {
  const { world } = scene
  const { cluster, name } = command
  const domain = domainOf(clusterOf(world, cluster), name)
  const snapshots = collectableSnapshots(domain, world.settings.snapshotCollectionSeconds, world.now)
  const removed: DomainEvent = { type: 'snapshots-removed', cluster, domain: name, snapshots }
  return queuesSomething(domain) ? [...dropExpired(openDomain(scene, command), snapshots), removed] : [removed]
}

function queuesSomething({ outgoing }: View<ProtectionDomain>): boolean {
  for (const site in outgoing) if ((outgoing[site]?.queue.length ?? 0) > 0) return true
  return false
}

/** An alert for each that still waited to be sent, and what takes them from their queues. */
function dropExpired(scene: DomainScene, snapshots: readonly SnapshotIdentity[]): DomainEvent[] {
  const { here, domain } = scene
  const events: DomainEvent[] = []
  for (const outgoing of Object.values(domain.outgoing)) {
    for (const queued of outgoing.queue) {
      if (!snapshots.some(snapshot => snapshot.id === queued.snapshotId && snapshot.origin === queued.origin)) continue
      events.push(raiseDomainAlert(scene, 'replication-expired', { remote_name: outgoing.site }))
    }
  }
  return [...events, ...unqueue(here, domain, snapshots)]
}

function transfersOf(domain: View<ProtectionDomain>, snapshots: readonly View<Snapshot>[]): View<Outgoing>[] {
  return Object.values(domain.outgoing).filter(
    ({ current }) =>
      current !== null && snapshots.some(({ id, origin }) => current.snapshotId === id && current.origin === origin)
  )
}

function unqueue(
  here: View<Cluster>,
  domain: View<ProtectionDomain>,
  snapshots: readonly SnapshotIdentity[]
): DomainEvent[] {
  const events: DomainEvent[] = []
  for (const outgoing of Object.values(domain.outgoing)) {
    const dropped = outgoing.queue
      .filter(queued =>
        snapshots.some(snapshot => snapshot.id === queued.snapshotId && snapshot.origin === queued.origin)
      )
      .map(queued => ({ origin: queued.origin, id: queued.snapshotId }))
    if (dropped.length === 0) continue
    events.push({
      type: 'replications-dropped',
      cluster: here.name,
      domain: domain.name,
      site: outgoing.site,
      snapshots: dropped
    })
  }
  return events
}
