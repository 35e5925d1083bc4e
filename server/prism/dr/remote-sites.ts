/** Remote site endpoints, and the snapshots that remote sites hold. */
import { getOwn, remoteSiteOf } from '../../domain/core/index.js'
import { metroObstacle, peerOf, remoteSiteStatus } from '../../domain/links/index.js'
import type { RemoteSite, View } from '../../domain/core/index.js'
import { cerebro, cerebroRows } from '../lists/index.js'
import { RequestError } from '../core/index.js'
import type { Model, Prism, V2Handlers } from '../core/index.js'
import { mapView } from '../reads/index.js'
import { projectionOf, statsResponse, trafficGauges } from '../figures/index.js'
import { remoteSiteChange, remoteSiteRequest } from './dto/remote-site-request.js'
import { remoteSiteDto } from './dto/remote-site.js'
import { newestFirst, snapshotRows, snapshotsHeld } from './dto/snapshot.js'
import type { HeldSnapshot } from './dto/snapshot.js'
import { pendingReplications } from './replications.js'

export const remoteSites = {
  getAllRemoteSites: ({ prism: { world, cluster }, query }) => {
    const all = Object.values(cluster.remoteSites)
    const projection = projectionOf(query.projection, query.full_details)
    const { names, metro_compatible: compatible } = query
    const wanted = all.filter(
      site =>
        (names?.includes(site.name) ?? true) && (compatible !== true || metroObstacle(world, cluster, site) === null)
    )
    return cerebro(
      wanted.map(site => remoteSiteDto(world, cluster, site, projection)),
      all.length
    )
  },

  getRemoteSite: ({ prism, path, query }) => siteNow(prism, path.name, query.projection),

  getRemoteSiteStats: ({ prism: { world, cluster }, path, query }) => {
    const peer = peerOf(world, cluster, remoteSiteOf(cluster, path.name))
    return statsResponse(world.now, query, peer === undefined ? {} : trafficGauges(world, cluster, { peer: peer.name }))
  },

  addRemoteSite: ({ prism, body }) => {
    const site = remoteSiteRequest(body, prism.ownerOf)
    prism.submit({ type: 'add-remote-site', site })
    return siteNow(prism, site.name)
  },

  updateRemoteSite: ({ prism, body }) => {
    const site = remoteSiteChange(body, prism.ownerOf)
    prism.submit({ type: 'update-remote-site', site })
    return siteNow(prism, site.name)
  },

  patchRemoteSite: ({ prism, body }) => {
    if (body.generic_dto == null) throw new RequestError('invalid', 'generic_dto is missing: it holds what to change')
    const site = remoteSiteChange(body.generic_dto, prism.ownerOf)
    prism.submit({ type: 'update-remote-site', site })
    return siteNow(prism, site.name)
  },

  markRemoteSiteForRemoval: ({ prism, path }) => {
    prism.submit({ type: 'remove-remote-site', name: path.name })
    return { value: true }
  },

  getPendingReplications: ({ prism, query }) => pendingReplications(prism, query),

  getPendingReplicationsInRemote: ({ prism, path, query }) => {
    const { name } = remoteSiteOf(prism.cluster, path.name)
    return pendingReplications(
      prism,
      mapView(query, sent => ({ ...sent, remote_site_names: [name] }))
    )
  },

  getAllRemoteSiteSnapshots: ({ prism, query }) => {
    const sites = Object.values(prism.cluster.remoteSites)
    const held = newestFirst(sites.map(site => snapshotsAt(prism, site)))
    return cerebroRows(snapshotRows(prism, held, query.full_details ?? true), query)
  },

  getSnapshotsForRemoteSite: ({ prism, path, query }) => {
    const site = remoteSiteOf(prism.cluster, path.name)
    return cerebroRows(snapshotRows(prism, snapshotsAt(prism, site), query.full_Details ?? true), query)
  }
} satisfies Partial<V2Handlers>

function siteNow({ world, cluster }: Prism, name: string, projection?: string): Model<'RemoteSite'> {
  return remoteSiteDto(world, cluster, remoteSiteOf(cluster, name), projectionOf(projection))
}

/** What a site that answers holds of this cluster's domains, newest first. EMU: nothing is known of one that does not. */
function snapshotsAt({ world, cluster }: Prism, site: View<RemoteSite>): HeldSnapshot[] {
  const holder = peerOf(world, cluster, site)
  if (holder === undefined || remoteSiteStatus(world, cluster, site) !== 'RELATIONSHIP_ESTABLISHED') return []
  const shared = Object.values(holder.protectionDomains).filter(
    ({ name, removedAt }) => removedAt === null && getOwn(cluster.protectionDomains, name) !== undefined
  )
  return newestFirst(shared.map(domain => snapshotsHeld(holder, domain, site.name)))
}
