/** Remote sites and the clusters behind them: who that is, whether it answers, whether both know each other. */
import { clusterAt, getOwn } from '../../core/index.js'
import { linkIsUp } from './gateways.js'
import type { Cluster, RemoteSite, View, World } from '../../core/index.js'

export type RemoteSiteStatus =
  'HANDSHAKING' | 'UNREACHABLE' | 'RELATIONSHIP_NOT_ESTABLISHED' | 'RELATIONSHIP_ESTABLISHED'

/** The cluster that a remote site's addresses name; none where they name nothing, or the cluster itself. */
export function peerOf(world: View<World>, here: View<Cluster>, site: View<RemoteSite>): View<Cluster> | undefined {
  for (const address in site.addresses) {
    const cluster = clusterAt(world, address, site.owners)
    if (cluster !== undefined && cluster.name !== here.name) return cluster
  }
  return undefined
}

/** Whether two clusters can talk: both powered, their replication services running, and their link up in both directions. */
export function reachable(world: View<World>, from: string, to: string): boolean {
  return isReplicating(world, from) && isReplicating(world, to) && linkIsUp(world, from, to)
}

function isReplicating(world: View<World>, name: string): boolean {
  const cluster = getOwn(world.clusters, name)
  return cluster?.power === 'on' && cluster.replicationService === 'up'
}

/** The remote site by which one cluster knows another: the first that was made, and one that is stale for want of another. */
export function siteFor(world: View<World>, here: View<Cluster>, peer: string): View<RemoteSite> | undefined {
  const { remoteSites } = here
  let stale: View<RemoteSite> | undefined
  for (const name in remoteSites) {
    const site = remoteSites[name]
    if (site === undefined || peerOf(world, here, site)?.name !== peer) continue
    if (site.stale === undefined) return site
    stale ??= site
  }
  return stale
}

/** How a remote site stands. EMU: which condition gives which of the published values. */
export function remoteSiteStatus(
  world: View<World>,
  here: View<Cluster>,
  site: View<RemoteSite>,
  peer = peerOf(world, here, site)
): RemoteSiteStatus {
  if (peer === undefined) return 'HANDSHAKING'
  if (!reachable(world, here.name, peer.name)) return 'UNREACHABLE'
  const back = siteFor(world, peer, here.name)
  if (site.stale !== undefined || back === undefined || back.stale !== undefined) return 'RELATIONSHIP_NOT_ESTABLISHED'
  return 'RELATIONSHIP_ESTABLISHED'
}

/** Why nothing can be replicated to a site now; null when it can. `peer` is the cluster behind it. */
export function obstacleTo(
  world: View<World>,
  here: View<Cluster>,
  site: View<RemoteSite>,
  peer = peerOf(world, here, site)
): string | null {
  switch (remoteSiteStatus(world, here, site, peer)) {
    case 'HANDSHAKING':
      return `No cluster answers at the addresses of remote site ${site.name}`
    case 'UNREACHABLE':
      return `Remote site ${site.name} is unreachable`
    case 'RELATIONSHIP_NOT_ESTABLISHED':
      if (site.stale !== undefined)
        return `Remote site ${site.name} has incorrect cluster information: remove it and add it again`
      return `Remote site ${site.name} does not have ${here.name} configured as a remote site`
    case 'RELATIONSHIP_ESTABLISHED':
      return null
  }
}
