/** Remote sites that lead to a cluster which was destroyed and made again. */
import type { Cluster, ClusterScene, DomainEvent, EventOf, Reaction, View } from '../../core/index.js'
import { getOwn } from '../../core/index.js'
import { aboutSite, raiseAlert } from '../../notices/rules.js'
import { peerOf } from './sites.js'

/** Whoever knew it knows a cluster that is no more [C: KB 1596]. */
export const staleSites: Reaction<'cluster-recreated'> = {
  to: ['cluster-recreated'],
  react: ({ world, ids }, events) =>
    events.filter(isRecreation).flatMap(({ cluster }) => {
      const gone = getOwn(world.clusters, cluster)
      const peers = Object.values(world.clusters).filter(({ name }) => name !== cluster)
      return gone === undefined ? [] : peers.flatMap(here => sitesOf({ world, here, ids }, gone))
    })
}

function isRecreation(event: DomainEvent): event is EventOf<'cluster-recreated'> {
  return event.type === 'cluster-recreated'
}

function sitesOf(scene: ClusterScene, { name, id, incarnationId }: View<Cluster>): DomainEvent[] {
  const { world, here } = scene
  return Object.values(here.remoteSites)
    .filter(site => peerOf(world, here, site)?.name === name)
    .flatMap((site): DomainEvent[] => [
      {
        type: 'remote-site-changed',
        cluster: here.name,
        site: { ...site, stale: site.stale ?? { id, incarnationId } }
      },
      raiseAlert(scene, 'remote-site-stale', aboutSite(site), { remote_name: site.name })
    ])
}
