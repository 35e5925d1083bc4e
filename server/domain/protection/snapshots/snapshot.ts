/** Rules that remove, retain and collect snapshots. */
import type {
  Cluster,
  CommandOf,
  DomainEvent,
  DomainScene,
  Outgoing,
  ProtectionDomain,
  Scene,
  Snapshot,
  View
} from '../../core/index.js'
import { openDomain, require, snapshotName, snapshotNamed } from '../../core/index.js'
import { collectable, expired } from '../../snapshots/index.js'
import { auditDomain, raiseDomainAlert } from '../../notices/rules.js'
import { abortReplication } from '../../replication/rules.js'

/** Removes a snapshot from this cluster, and aborts its transfers. */
export function removeSnapshot(scene: Scene, command: CommandOf<'remove-snapshot'>): DomainEvent[] {
  const opened = openDomain(scene, command)
  return dropSnapshot(opened, snapshotNamed(opened.domain, command.snapshotId), command.user)
}

/** Removes a snapshot from the cluster of the scene. Refuses one that a change of mode uses. */
export function dropSnapshot(scene: DomainScene, snapshot: View<Snapshot>, user: string): DomainEvent[] {
  const { world, here, domain, ids } = scene
  const name = snapshotName(snapshot)
  require(!usedByChange(domain, snapshot), 'protection-domain/busy', () =>
    `Snapshot ${name} is in use by a change of mode of protection domain ${domain.name}`)
  return [
    ...sendings(domain, snapshot).flatMap(outgoing => abortReplication(world, here, domain, outgoing, ids)),
    ...unqueue(here, domain, [snapshot]),
    {
      type: 'snapshots-removed',
      cluster: here.name,
      domain: domain.name,
      snapshots: [{ origin: snapshot.origin, id: snapshot.id }]
    },
    auditDomain(scene, { type: 'snapshot-removed', values: [name], user })
  ]
}

/** Sets until when a snapshot is kept. Refuses one that has expired. */
export function retainSnapshot(scene: Scene, command: CommandOf<'retain-snapshot'>): DomainEvent[] {
  const opened = openDomain(scene, command)
  const { world, here, domain } = opened
  const snapshot = snapshotNamed(domain, command.snapshotId)
  require(!expired(domain, snapshot, world.now), 'snapshot/expired', () =>
    `Snapshot ${command.snapshotId} of protection domain ${domain.name} has expired`)
  return [
    {
      type: 'snapshot-retention-set',
      cluster: here.name,
      domain: domain.name,
      origin: snapshot.origin,
      id: snapshot.id,
      until: command.until
    },
    auditDomain(opened, { type: 'snapshot-retained', values: [command.snapshotId], user: command.user })
  ]
}

/** Removes snapshots that expired long enough ago; those that still waited to be sent are dropped from their queues. */
export function collectSnapshots(scene: Scene, command: CommandOf<'collect-snapshots'>): DomainEvent[] {
  const opened = openDomain(scene, command)
  const { world, here, domain } = opened
  const snapshots = collectable(domain, world.settings.snapshotCollectionSeconds, world.now)
  const events: DomainEvent[] = []
  for (const outgoing of Object.values(domain.outgoing)) {
    for (const queued of outgoing.queue) {
      if (!snapshots.some(snapshot => snapshot.id === queued.snapshotId && snapshot.origin === queued.origin)) continue
      events.push(raiseDomainAlert(opened, 'replication-expired', { remote_name: outgoing.site }))
    }
  }
  events.push(...unqueue(here, domain, snapshots))
  events.push({
    type: 'snapshots-removed',
    cluster: here.name,
    domain: domain.name,
    snapshots: snapshots.map(({ origin, id }) => ({ origin, id }))
  })
  return events
}

function usedByChange(domain: View<ProtectionDomain>, snapshot: View<Snapshot>): boolean {
  const change = domain.change
  if (change === null || change.kind === 'deactivate') return false
  return change.snapshotId === snapshot.id && (change.kind === 'migrate' || change.origin === snapshot.origin)
}

function sendings(domain: View<ProtectionDomain>, snapshot: View<Snapshot>): View<Outgoing>[] {
  return Object.values(domain.outgoing).filter(
    ({ current }) => current !== null && current.snapshotId === snapshot.id && current.origin === snapshot.origin
  )
}

function unqueue(
  here: View<Cluster>,
  domain: View<ProtectionDomain>,
  snapshots: readonly View<Snapshot>[]
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
