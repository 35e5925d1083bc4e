/** How a transfer ends without success: given up, broken, paused, aborted, dropped with what waits behind it. */
import type {
  Cluster,
  CommandOf,
  DomainEvent,
  IdSource,
  Outgoing,
  ProtectionDomain,
  QueuedReplication,
  Replication,
  Scene,
  Snapshot,
  View,
  World
} from '../core/index.js'
import {
  Refusal,
  clusterOf,
  openDomain,
  own,
  replicationStuck,
  required,
  snapshotName,
  snapshotOf
} from '../core/index.js'
import { failMigration } from '../migration/rules.js'
import { aboutDomain, recordAudit } from '../notices/rules.js'
import { replicationFailed, startReplication } from '../snapshots/rules.js'

/** Nothing got through for so long that every transfer of the lane is given up. */
export function failStalledReplications(
  { world, ids }: Scene,
  command: CommandOf<'fail-stalled-replications'>
): DomainEvent[] {
  const here = clusterOf(world, command.from)
  return Object.values(here.protectionDomains).flatMap(domain =>
    Object.values(domain.outgoing)
      .filter(({ current }) => current?.target === command.to && current.phase !== 'paused')
      .flatMap(outgoing =>
        failReplication(world, here, domain, outgoing, `Remote site ${outgoing.site} is unreachable`, ids)
      )
  )
}

/** A transfer breaks: what arrived of it is dropped, what waits behind it too, and a migration that needs it fails. */
export function failReplication(
  world: View<World>,
  here: View<Cluster>,
  domain: View<ProtectionDomain>,
  outgoing: View<Outgoing>,
  reason: string,
  ids: IdSource
): DomainEvent[] {
  return [
    ...endReplication(world, here, domain, outgoing, 'failed', ids, reason),
    ...dropQueue(here, domain, outgoing, outgoing.queue),
    ...failWaitingMigration(world, here, domain, outgoing, outgoing.queue, reason, ids),
    ...replicationFailed({ world, here, domain, ids }, outgoing.site, reason)
  ]
}

/** Ends the running transfer of a site without success. */
export function endReplication(
  world: View<World>,
  here: View<Cluster>,
  domain: View<ProtectionDomain>,
  outgoing: View<Outgoing>,
  outcome: 'failed' | 'aborted',
  ids: IdSource,
  reason = 'The replication was aborted'
): DomainEvent[] {
  const current = outgoing.current
  if (current === null) return []
  const snapshot = snapshotOf(domain, current.origin, current.snapshotId)
  if (snapshot === undefined)
    throw new Error(`Snapshot ${current.snapshotId} of ${domain.name} was removed while it was sent`)
  const events: DomainEvent[] = [ended(here, domain, outgoing, current, snapshot, outcome)]
  if (outcome === 'aborted') {
    events.push(replicationAudit(world, here, domain, outgoing, snapshot, current, 'replication-aborted', ids))
  }
  const change = domain.change
  if (change?.kind === 'migrate' && change.site === outgoing.site && change.snapshotId === current.snapshotId) {
    events.push(...failMigration(world, here, domain, change, reason, ids))
  }
  return events
}

/** Everything that a domain sends or is about to send. */
export function abortReplications(
  world: View<World>,
  here: View<Cluster>,
  domain: View<ProtectionDomain>,
  ids: IdSource
): DomainEvent[] {
  return Object.values(domain.outgoing).flatMap(outgoing => [
    ...endReplication(world, here, domain, outgoing, 'aborted', ids),
    ...dropQueue(here, domain, outgoing, outgoing.queue)
  ])
}

/** What is on its way to a domain that is going to be active, or gone, is dropped, whoever sends it, but for the one who hands it over. */
export function dropIncoming(
  world: View<World>,
  here: View<Cluster>,
  name: string,
  from: string | null,
  ids: IdSource
): DomainEvent[] {
  return Object.values(world.clusters).flatMap(peer => {
    const sender = own(peer.protectionDomains, name)
    if (sender === undefined || peer.name === from) return []
    return Object.values(sender.outgoing)
      .filter(outgoing => outgoing.current?.target === here.name)
      .flatMap(outgoing =>
        failReplication(
          world,
          peer,
          sender,
          outgoing,
          `Protection domain with same name might be active or removed on remote site ${outgoing.site}`,
          ids
        )
      )
  })
}

export function dropQueue(
  here: View<Cluster>,
  domain: View<ProtectionDomain>,
  outgoing: View<Outgoing>,
  queue: readonly QueuedReplication[]
): DomainEvent[] {
  if (queue.length === 0) return []
  const snapshots = queue.map(queued => ({ origin: queued.origin, id: queued.snapshotId }))
  return [{ type: 'replications-dropped', cluster: here.name, domain: domain.name, site: outgoing.site, snapshots }]
}

/** Pauses, resumes or aborts a running transfer, from the side that sends. An aborted one is not tried again by itself. */
export function controlReplication(scene: Scene, command: CommandOf<'control-replication'>): DomainEvent[] {
  const { world, here, domain, ids } = openDomain(scene, command)
  const outgoing = required(
    Object.values(domain.outgoing).find(({ current }) => current?.id === command.id),
    'replication/not-found',
    `Replication ${command.id} of protection domain ${domain.name} does not exist on ${here.name}`
  )
  const current = outgoing.current
  if (current === null) throw new Error('A replication was found that is not there')
  const about = { cluster: here.name, domain: domain.name, site: outgoing.site, target: current.target }
  switch (command.action.toLowerCase()) {
    case 'pause':
      return current.phase === 'paused' ? [] : [{ type: 'replication-paused', ...about }]
    case 'resume':
      return current.phase === 'paused' ? resumed(world, about) : []
    case 'abort':
      return abortReplication(world, here, domain, outgoing, ids)
    default:
      throw new Refusal(
        'replication/invalid-action',
        `${JSON.stringify(command.action)} is not one of pause, resume, abort`
      )
  }
}

/** It goes on, unless an incident keeps it where it is. */
function resumed(
  world: View<World>,
  about: { cluster: string; domain: string; site: string; target: string }
): DomainEvent[] {
  const resumed: DomainEvent = { type: 'replication-resumed', ...about }
  return replicationStuck(world, about.cluster, about.domain, about.site)
    ? [resumed, { type: 'replication-stalled', ...about }]
    : [resumed]
}

/** Ends the running transfer of a site at somebody's wish; then the newest that waits gets its turn. */
export function abortReplication(
  world: View<World>,
  here: View<Cluster>,
  domain: View<ProtectionDomain>,
  outgoing: View<Outgoing>,
  ids: IdSource
): DomainEvent[] {
  return [
    ...endReplication(world, here, domain, outgoing, 'aborted', ids),
    ...startWaiting(world, here, domain, outgoing, outgoing.queue, undefined, ids)
  ]
}

/** Starts the newest of a queue; where the site does not take it, nothing waits any longer, and a migration that did has failed. */
export function startWaiting(
  world: View<World>,
  here: View<Cluster>,
  domain: View<ProtectionDomain>,
  outgoing: View<Outgoing>,
  queue: readonly QueuedReplication[],
  received: View<Snapshot> | undefined,
  ids: IdSource
): DomainEvent[] {
  const next = queue.at(-1)
  const snapshot = next === undefined ? undefined : snapshotOf(domain, next.origin, next.snapshotId)
  if (next === undefined || snapshot === undefined) return []
  const events = startReplication(
    { world, here, domain, ids },
    { snapshot, site: outgoing.site, queued: next, received }
  )
  if (events.some(event => event.type === 'replication-started'))
    return [...dropQueue(here, domain, outgoing, [next]), ...events]
  const reason = `the snapshot could not be replicated to remote site ${outgoing.site}`
  return [
    ...dropQueue(here, domain, outgoing, queue),
    ...events,
    ...failWaitingMigration(world, here, domain, outgoing, queue, reason, ids)
  ]
}

/** Ends the migration whose snapshot is among those that will not be sent. */
function failWaitingMigration(
  world: View<World>,
  here: View<Cluster>,
  domain: View<ProtectionDomain>,
  outgoing: View<Outgoing>,
  dropped: readonly QueuedReplication[],
  reason: string,
  ids: IdSource
): DomainEvent[] {
  const change = domain.change
  if (change?.kind !== 'migrate' || change.site !== outgoing.site) return []
  if (!dropped.some(queued => queued.snapshotId === change.snapshotId)) return []
  return failMigration(world, here, domain, change, reason, ids)
}

/** The fact that a transfer is over. */
export function ended(
  here: View<Cluster>,
  domain: View<ProtectionDomain>,
  outgoing: View<Outgoing>,
  current: View<Replication>,
  snapshot: View<Snapshot>,
  outcome: 'succeeded' | 'failed' | 'aborted'
): DomainEvent {
  return {
    type: 'replication-ended',
    cluster: here.name,
    domain: domain.name,
    site: outgoing.site,
    target: current.target,
    outcome,
    snapshotId: snapshotName(snapshot)
  }
}

/** Clients find "their" replication by the context values: remote site second, snapshot third [C: a public client]. */
export function replicationAudit(
  world: View<World>,
  here: View<Cluster>,
  domain: View<ProtectionDomain>,
  outgoing: View<Outgoing>,
  snapshot: View<Snapshot>,
  current: View<Replication>,
  type: 'replication-completed' | 'replication-aborted',
  ids: IdSource
): DomainEvent {
  const values = [domain.name, outgoing.site, snapshotName(snapshot), String(current.startedAt)]
  return recordAudit({ world, here, ids }, { type, entity: aboutDomain(domain.name), values, user: 'system' })
}
