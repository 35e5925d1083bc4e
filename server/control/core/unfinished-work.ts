/** Lists unfinished work of a world as phrases: the counterpart of the domain's `idle`. */
import { reachable, replicationProgress } from '../../domain/links/index.js'
import type { Cluster, Outgoing, ProtectionDomain, View, World } from '../../domain/core/index.js'
import { rfc3339 } from '../../domain/core/index.js'

/** One phrase for each task, change of mode, removal, planned snapshot and replication; none when the world is idle. */
export function unfinishedWork(world: View<World>): string[] {
  return Object.values(world.clusters).flatMap(cluster => [
    ...Object.values(cluster.tasks)
      .filter(({ status }) => status === 'Running' || status === 'Queued')
      .map(task => `task ${task.operation} of ${task.entities[0]?.name ?? task.uuid} on ${cluster.name}`),
    ...Object.values(cluster.protectionDomains).flatMap(domain => ofDomain(world, cluster, domain))
  ])
}

function ofDomain(world: View<World>, cluster: View<Cluster>, domain: View<ProtectionDomain>): string[] {
  const { change, metro, removedAt, oneTimeSchedules, outgoing } = domain
  const whose = `protection domain ${domain.name} on ${cluster.name}`
  return [
    ...(change === null ? [] : [`${change.kind}${change.kind === 'migrate' ? ` (${change.step})` : ''} of ${whose}`]),
    ...(metro?.syncedAt == null ? [] : [`synchronization of ${whose} until ${rfc3339(metro.syncedAt)}`]),
    ...(removedAt === null ? [] : [`removal of ${whose}`]),
    ...Object.values(outgoing).flatMap(out => ofReplication(world, cluster, domain, out)),
    ...oneTimeSchedules.map(({ at }) => `snapshot of ${whose} planned for ${rfc3339(at)}`)
  ]
}

function ofReplication(
  world: View<World>,
  { name: here }: View<Cluster>,
  domain: View<ProtectionDomain>,
  { site, current }: View<Outgoing>
): string[] {
  if (current === null) return []
  const { completedPercentage } = replicationProgress(world, here, current)
  const state =
    current.phase === 'paused' || current.phase === 'stalled'
      ? current.phase
      : reachable(world, here, current.target)
        ? ''
        : 'no way through'
  return [`replication of ${domain.name} from ${here} to ${site} (${state}${state && ', '}${completedPercentage} %)`]
}
