/** The power of a site, and what is under way when a whole cluster goes. */
import type { ClusterScene, CommandOf, DomainEvent, Scene } from '../core/index.js'
import { openCluster } from '../core/index.js'
import { endTargetMonitor, followTransfers } from '../migration/rules.js'
import { aboutDomain, raiseAlert } from '../notices/rules.js'
import { failReplication } from '../replication/rules.js'
import { setPack } from '../settings/rules.js'

/** A site that loses power takes down everything that it sends, receives or changes; its VMs start again when it comes back. */
export function setPower(scene: Scene, command: CommandOf<'set-power'>): DomainEvent[] {
  const opened = openCluster(scene, command)
  const { name, power } = opened.here
  if (power === command.power) return []
  return command.power === 'on'
    ? [{ type: 'power-restored', cluster: name }]
    : [...abortAll(opened, `Site ${name} lost power`), { type: 'power-lost', cluster: name }]
}

/** The licence pack and the power at once. */
export function changeCluster(scene: Scene, command: CommandOf<'change-cluster'>): DomainEvent[] {
  const { cluster, pack, power } = command
  openCluster(scene, command)
  return [
    ...(pack === undefined ? [] : setPack(scene, { type: 'set-pack', cluster, pack })),
    ...(power === undefined ? [] : setPower(scene, { type: 'set-power', cluster, power }))
  ]
}

/** What a cluster sends, receives and changes comes to nothing. */
export function abortAll(scene: ClusterScene, reason: string): DomainEvent[] {
  const { world, here, ids } = scene
  const events: DomainEvent[] = []
  for (const cluster of Object.values(world.clusters)) {
    for (const domain of Object.values(cluster.protectionDomains)) {
      const failed = Object.values(domain.outgoing)
        .filter(({ current }) => current !== null && (cluster === here || current.target === here.name))
        .flatMap(outgoing => failReplication({ world, here: cluster, domain, ids }, outgoing, reason))
      const migrations = followTransfers(scene, failed) // before anything is gone
      events.push(...failed, ...migrations)
      const { change } = domain
      if (cluster !== here || change === null || migrations.some(({ type }) => type === 'mode-change-ended')) continue
      const values = { protection_domain_name: domain.name, reason }
      events.push({ type: 'mode-change-ended', cluster: here.name, domain: domain.name, outcome: 'failed' })
      events.push({ type: 'monitor-ended', cluster: here.name, id: change.monitorId, status: 'aborted', errorCode: 1 })
      if (change.kind === 'migrate') events.push(...endTargetMonitor(change, 'aborted'))
      events.push(raiseAlert(scene, 'change-mode-failed', aboutDomain(domain.name), values))
    }
  }
  return events
}
