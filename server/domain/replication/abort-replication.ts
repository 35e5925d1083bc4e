/** How a transfer ends without success: given up, broken, paused, aborted, dropped with what waits behind it. */
import type {
  ClusterScene,
  CommandOf,
  DomainEvent,
  DomainScene,
  EventOf,
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
  openCluster,
  openDomain,
  getOwn,
  replicationStuck,
  required,
  snapshotName,
  snapshotOf
} from '../core/index.js'
import { aboutDomain, raiseAlert, recordAudit } from '../notices/rules.js'
import { hasExpired } from '../snapshots/index.js'
import { recordReplicationFailure, startReplication } from '../snapshots/rules.js'

/** Nothing got through for so long that every transfer of the lane is given up. */
export function failStalledReplications(scene: Scene, command: CommandOf<'fail-stalled-replications'>): DomainEvent[] {
  const { world, here, ids } = openCluster(scene, { cluster: command.from })
  return Object.values(here.protectionDomains).flatMap(domain =>
    Object.values(domain.outgoing)
      .filter(({ current }) => current?.target === command.to && current.phase !== 'paused')
      .flatMap(outgoing =>
        failReplication({ world, here, domain, ids }, outgoing, `Remote site ${outgoing.site} is unreachable`)
      )
  )
}

/** A transfer breaks: what arrived of it is dropped, and what waits behind it too. */
export function failReplication(scene: DomainScene, outgoing: View<Outgoing>, reason: string): DomainEvent[] {
  return [
    ...endReplication(scene, outgoing, 'failed', reason),
    ...clearQueue(scene, outgoing, outgoing.queue, reason),
    ...recordReplicationFailure(scene, outgoing.site, reason)
  ]
}

/** Ends the running transfer of a site without success. */
function endReplication(
  scene: DomainScene,
  outgoing: View<Outgoing>,
  outcome: 'failed' | 'aborted',
  reason = 'The replication was aborted'
): DomainEvent[] {
  const { domain } = scene
  const current = outgoing.current
  if (current === null) return []
  const transfer = { ...scene, outgoing, current, snapshot: snapshotSent(domain, current) }
  const events: DomainEvent[] = [{ ...replicationEnded(transfer, outcome), reason }]
  if (outcome === 'aborted') events.push(replicationAudit(transfer, 'replication-aborted'))
  return events
}

/** Everything that a domain sends or is about to send, or what of it goes by some of its sites. */
export function abortReplications(
  scene: DomainScene,
  outgoing: readonly View<Outgoing>[] = Object.values(scene.domain.outgoing)
): DomainEvent[] {
  return outgoing.flatMap(each => [...endReplication(scene, each, 'aborted'), ...clearQueue(scene, each, each.queue)])
}

/** What is on its way to a domain that is going to be active, or gone, is dropped, whoever sends it, but for the one who hands it over. */
export function cancelIncoming({ world, here, ids }: ClusterScene, name: string, from: string | null): DomainEvent[] {
  return Object.values(world.clusters).flatMap(peer => {
    const domain = getOwn(peer.protectionDomains, name)
    if (domain === undefined || peer.name === from) return []
    return Object.values(domain.outgoing)
      .filter(outgoing => outgoing.current?.target === here.name)
      .flatMap(outgoing =>
        failReplication(
          { world, here: peer, domain, ids },
          outgoing,
          `Protection domain with same name might be active or removed on remote site ${outgoing.site}`
        )
      )
  })
}

function clearQueue(
  { here, domain }: DomainScene,
  outgoing: View<Outgoing>,
  queue: readonly View<QueuedReplication>[],
  reason?: string
): DomainEvent[] {
  if (queue.length === 0) return []
  const snapshots = queue.map(queued => ({ origin: queued.origin, id: queued.snapshotId }))
  const dropped = { cluster: here.name, domain: domain.name, site: outgoing.site, snapshots }
  return [{ type: 'replications-dropped', ...dropped, ...(reason !== undefined && { reason }) }]
}

/** Pauses, resumes or aborts a running transfer, from the side that sends. An aborted one is not tried again by itself. */
export function controlReplication(scene: Scene, command: CommandOf<'control-replication'>): DomainEvent[] {
  const opened = openDomain(scene, command)
  const { world, here, domain } = opened
  const outgoing = required(
    Object.values(domain.outgoing).find(({ current }) => current?.id === command.id),
    'replication/not-found',
    `Replication ${command.id} of protection domain ${domain.name} does not exist on ${here.name}`
  )
  const current = outgoing.current
  if (current === null) throw new Error('A replication was found that is not there')
  const target = { cluster: here.name, domain: domain.name, site: outgoing.site, target: current.target }
  switch (command.action.toLowerCase()) {
    case 'pause':
      return current.phase === 'paused' ? [] : [{ type: 'replication-paused', ...target }]
    case 'resume':
      return current.phase === 'paused' ? resumeReplication(world, target) : []
    case 'abort':
      return abortReplication(opened, outgoing)
    default:
      throw new Refusal(
        'replication/invalid-action',
        `${JSON.stringify(command.action)} is not one of pause, resume, abort`
      )
  }
}

/** What somebody paused on its way to a site goes on, so that a migration does not wait behind it for ever. */
export function resumePaused({ world, here, domain }: DomainScene, site: string): DomainEvent[] {
  const current = getOwn(domain.outgoing, site)?.current
  if (current?.phase !== 'paused') return []
  return resumeReplication(world, { cluster: here.name, domain: domain.name, site, target: current.target })
}

/** It goes on, unless an incident keeps it where it is. */
function resumeReplication(
  world: View<World>,
  target: { cluster: string; domain: string; site: string; target: string }
): DomainEvent[] {
  const resumed: DomainEvent = { type: 'replication-resumed', ...target }
  return replicationStuck(world, target.cluster, target.domain, target.site)
    ? [resumed, { type: 'replication-stalled', ...target }]
    : [resumed]
}

/** Ends the running transfer of a site at somebody's wish; then the newest that waits gets its turn, unless it is about to go. */
export function abortReplication(
  scene: DomainScene,
  outgoing: View<Outgoing>,
  leaving: readonly View<Snapshot>[] = []
): DomainEvent[] {
  const leaves = (origin: string, id: number): boolean => leaving.some(one => one.id === id && one.origin === origin)
  const queue = outgoing.queue.filter(({ origin, snapshotId }) => !leaves(origin, snapshotId))
  const snapshots = scene.domain.snapshots.filter(({ origin, id }) => !leaves(origin, id))
  const left = leaving.length === 0 ? scene : { ...scene, domain: { ...scene.domain, snapshots } }
  const expired = queue.filter(queued => hasExpiredQueued(left, queued))
  return [
    ...endReplication(scene, outgoing, 'aborted'),
    ...expired.flatMap(queued => dropExpired(left, outgoing, queued)),
    ...startNextQueued(
      left,
      outgoing,
      queue.filter(queued => !expired.includes(queued))
    )
  ]
}

/** Whether what waits to be sent has expired meanwhile, or is gone. */
export function hasExpiredQueued(
  { world, domain }: DomainScene,
  { origin, snapshotId }: View<QueuedReplication>
): boolean {
  const snapshot = snapshotOf(domain, origin, snapshotId)
  return snapshot === undefined || hasExpired(domain, snapshot, world.now)
}

/** What expires before it is started is not sent any more, and its alert says so [C: alert catalogue]. */
export function dropExpired(
  scene: DomainScene,
  outgoing: View<Outgoing>,
  queued: View<QueuedReplication>
): DomainEvent[] {
  const values = { protection_domain_name: scene.domain.name, remote_name: outgoing.site }
  return [
    ...clearQueue(scene, outgoing, [queued]),
    raiseAlert(scene, 'replication-expired', aboutDomain(scene.domain.name), values)
  ]
}

/**
 * Starts the newest of a queue; where the site does not take it, nothing waits any longer. `received` is a snapshot that the
 * same command delivers.
 */
export function startNextQueued(
  scene: DomainScene,
  outgoing: View<Outgoing>,
  queue: readonly QueuedReplication[],
  received?: View<Snapshot>
): DomainEvent[] {
  const { world, here, domain, ids } = scene
  const next = queue.at(-1)
  const snapshot = next === undefined ? undefined : snapshotOf(domain, next.origin, next.snapshotId)
  if (next === undefined || snapshot === undefined) return []
  const events = startReplication(
    { world, here, domain, ids },
    {
      snapshot,
      site: outgoing.site,
      expiresAt: next.expiresAt,
      retrieval: next.retrieval,
      queuedAt: next.queuedAt,
      received
    }
  )
  if (events.some(event => event.type === 'replication-started'))
    return [...clearQueue(scene, outgoing, [next]), ...events]
  const reason = `the snapshot could not be replicated to remote site ${outgoing.site}`
  return [...clearQueue(scene, outgoing, queue, reason), ...events]
}

/** A transfer that is under way, what it sends, and the scene that all of it is part of: one object for all that is asked of it. */
export interface RunningTransfer extends DomainScene {
  readonly outgoing: View<Outgoing>
  readonly current: View<Replication>
  readonly snapshot: View<Snapshot>
}

/** What is on its way: it stays for as long as it is sent. */
export function snapshotSent(
  domain: View<ProtectionDomain>,
  { origin, snapshotId }: View<Replication>
): View<Snapshot> {
  const snapshot = snapshotOf(domain, origin, snapshotId)
  if (snapshot === undefined) throw new Error(`Snapshot ${snapshotId} of ${domain.name} was removed while it was sent`)
  return snapshot
}

/** The fact that a transfer is over. */
export function replicationEnded(
  { here, domain, outgoing, current, snapshot }: RunningTransfer,
  outcome: 'succeeded' | 'failed' | 'aborted'
): EventOf<'replication-ended'> {
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

/** Clients find "their" replication by the context values: remote site second, snapshot third [C: solutions-euc]. */
export function replicationAudit(
  transfer: RunningTransfer,
  type: 'replication-completed' | 'replication-aborted'
): DomainEvent {
  const { domain, outgoing, current, snapshot } = transfer
  const { name } = domain
  const held = snapshot.prefix === null ? snapshot.id : snapshotName(snapshot)
  const values = [name, outgoing.site, held, current.startedAt]
  return recordAudit(transfer, { type, entity: aboutDomain(name), values, user: 'system' })
}
