/** A cluster that is destroyed and made again: the same name and addresses, another identity, and nothing of what it held. */
import type { Cluster, DomainEvent, IdSource, View, World } from '../core/index.js'
import { own } from '../core/index.js'
import { peerOf, stands } from '../links/index.js'
import { brokenOff } from './incidents.js'
import { ended } from '../metro/rules.js'
import { aboutSite, raiseAlert } from '../notices/rules.js'

/** What it sends and receives breaks, what it held is gone, and whoever knew it knows a cluster that is no more [C: KB 1596]. */
export function recreated(world: View<World>, here: View<Cluster>, ids: IdSource): DomainEvent[] {
  const cluster = here.name
  return [
    ...brokenOff(world, here, `Cluster ${cluster} was destroyed`, ids),
    ...Object.keys(here.vms).map(uuid => ({ type: 'vm-unregistered', cluster, uuid }) as const),
    ...Object.keys(here.protectionDomains).map(
      domain => ({ type: 'protection-domain-removed', cluster, domain, until: world.now }) as const
    ),
    ...Object.keys(here.remoteSites).map(name => ({ type: 'remote-site-removed', cluster, name }) as const),
    { type: 'cluster-recreated', cluster, uuid: ids.uuid(), id: ids.number(), incarnationId: world.now },
    ...Object.values(world.clusters)
      .filter(({ name }) => name !== cluster)
      .flatMap(peer => [...metroLost(world, peer, here), ...sitesStale(world, peer, here, ids)])
  ]
}

function metroLost(world: View<World>, peer: View<Cluster>, gone: View<Cluster>): DomainEvent[] {
  return Object.values(peer.protectionDomains).flatMap(domain => {
    const { metro } = domain
    const site = metro === null ? undefined : own(peer.remoteSites, metro.site)
    if (metro === null || !stands(metro) || site === undefined) return []
    return peerOf(world, peer, site)?.name === gone.name ? [ended(peer, domain, metro, 'Disabled')] : []
  })
}

function sitesStale(world: View<World>, peer: View<Cluster>, gone: View<Cluster>, ids: IdSource): DomainEvent[] {
  const { id, incarnationId } = gone
  return Object.values(peer.remoteSites)
    .filter(site => peerOf(world, peer, site)?.name === gone.name)
    .flatMap((site): DomainEvent[] => [
      {
        type: 'remote-site-changed',
        cluster: peer.name,
        site: { ...site, stale: site.stale ?? { id, incarnationId } }
      },
      raiseAlert({ world, here: peer, ids }, 'remote-site-stale', aboutSite(site), { remote_name: site.name })
    ])
}
