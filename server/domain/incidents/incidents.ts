/** What breaks in the simulated world and is mended: sites and links. */
import type { Cluster, CommandOf, DomainEvent, IdSource, Scene, View, World } from '../core/index.js'
import { clusterOf, linkBetween, openCluster, own, require, required } from '../core/index.js'
import { linkIsUp } from '../links/index.js'
import { metroParted, withMetro } from '../metro/rules.js'
import { aboutDomain, raiseAlert } from '../notices/rules.js'
import { failReplication } from '../replication/rules.js'

/** A site that loses power takes down everything that it sends, receives or changes; its VMs start again when it comes back. */
export function setPower(scene: Scene, command: CommandOf<'set-power'>): DomainEvent[] {
  const { world, here, ids } = openCluster(scene, command)
  if (here.power === command.power) return []
  const peers = Object.values(world.clusters).filter(
    peer => peer.name !== here.name && peer.power === 'on' && linkIsUp(world, here.name, peer.name)
  )
  const metro = peers.flatMap(peer => metroParted(world, here, peer, command.power === 'lost'))
  if (command.power === 'on') return [{ type: 'power-restored', cluster: here.name }, ...metro]
  return [
    ...brokenOff(world, here, `Site ${here.name} lost power`, ids),
    ...metro,
    { type: 'power-lost', cluster: here.name }
  ]
}

/** What a cluster sends, receives and changes comes to nothing. */
export function brokenOff(world: View<World>, here: View<Cluster>, why: string, ids: IdSource): DomainEvent[] {
  const events: DomainEvent[] = []
  for (const cluster of Object.values(world.clusters)) {
    for (const domain of Object.values(cluster.protectionDomains)) {
      let failedBySending = false
      for (const outgoing of Object.values(domain.outgoing)) {
        if (outgoing.current === null || (cluster.name !== here.name && outgoing.current.target !== here.name)) continue
        const failed = failReplication(world, cluster, domain, outgoing, why, ids)
        failedBySending ||= failed.some(event => event.type === 'mode-change-ended')
        events.push(...failed)
      }
      const change = domain.change
      if (cluster.name !== here.name || change === null || failedBySending) continue
      events.push({ type: 'mode-change-ended', cluster: here.name, domain: domain.name, outcome: 'failed' })
      events.push({ type: 'monitor-ended', cluster: here.name, id: change.monitorId, status: 'aborted', errorCode: 1 })
      events.push(
        raiseAlert({ world, here, ids }, 'change-mode-failed', aboutDomain(domain.name), {
          protection_domain_name: domain.name,
          reason: why
        })
      )
    }
  }
  return events
}

/** Cuts, slows or heals a link, in one direction or both. Running transfers go on from where they are. */
export function changeLink({ world }: Scene, command: CommandOf<'change-link'>): DomainEvent[] {
  const { a, b, change } = command
  clusterOf(world, a)
  clusterOf(world, b)
  const link = required(linkBetween(world, a, b), 'link/not-found', `There is no link between ${a} and ${b}`)
  const { from, bandwidthBytesPerSecond, latencyUsecs, loss, up } = change
  require(from === null || own(link.lanes, from) !== undefined, 'link/invalid', () =>
    `${from} is not an end of the link between ${a} and ${b}`)
  require(bandwidthBytesPerSecond === undefined || bandwidthBytesPerSecond > 0, 'link/invalid', () =>
    'The bandwidth of a link is above zero: cut it instead')
  require(loss === undefined || (loss >= 0 && loss < 1), 'link/invalid', () =>
    'The loss of a link is from 0 to below 1: cut it instead')
  require(latencyUsecs === undefined || (Number.isInteger(latencyUsecs) && latencyUsecs >= 0), 'link/invalid', () =>
    'The latency of a link is zero or more')
  const events: DomainEvent[] = []
  if (latencyUsecs !== undefined) events.push({ type: 'latency-changed', a: link.a, b: link.b, latencyUsecs })
  for (const lane of Object.values(link.lanes)) {
    if (from !== null && lane.from !== from) continue
    if (up === undefined && bandwidthBytesPerSecond === undefined && loss === undefined) continue
    events.push({
      type: 'lane-changed',
      a: link.a,
      b: link.b,
      from: lane.from,
      up: up ?? lane.up,
      bandwidthBytesPerSecond: bandwidthBytesPerSecond ?? lane.bandwidthBytesPerSecond,
      loss: loss ?? lane.loss
    })
  }
  return withMetro(world, events)
}
