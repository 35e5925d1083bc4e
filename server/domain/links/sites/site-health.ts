/** Health of remote sites as a cluster finds it, and when it checks again. */
import { canMirrorWrites } from '../metro.js'
import { peerOf, siteFor } from './sites.js'
import { NEVER, after, seconds } from '../../core/index.js'
import type { Cluster, Instant, RemoteSite, SiteTrouble, View, World } from '../../core/index.js'

/** EMU: what lasts for less is not told, be it a line that flaps or a site that the other side is about to configure too. */
const ALERT_AFTER_USECS = seconds(60)

/** Whether a cluster checks its remote sites: not without power, or without its own replication service. */
export function monitorsSites(here: View<Cluster>): boolean {
  return here.power === 'on' && here.replicationService === 'up'
}

/**
 * What is wrong with a remote site; null while all is well. One that does not know this cluster is out of reach too
 * [C: KB 1596, the first cause].
 */
export function siteProblemOf(
  world: View<World>,
  here: View<Cluster>,
  site: View<RemoteSite>
): SiteTrouble['kind'] | null {
  const peer = peerOf(world, here, site)
  if (peer === undefined || !canMirrorWrites(world, here, peer)) return 'out-of-reach'
  if (peer.replicationService === 'down') return 'unhealthy'
  return siteFor(world, peer, here.name) === undefined ? 'out-of-reach' : null
}

/** When a problem that lasts raises its alert. */
export function alertDueAt({ since }: View<SiteTrouble>): Instant {
  return after(since, ALERT_AFTER_USECS)
}

/** When a remote site is checked again: at once, once its problem has lasted, or never. */
export function nextCheckAt(world: View<World>, here: View<Cluster>, site: View<RemoteSite>): Instant {
  const { trouble } = site
  if ((trouble?.kind ?? null) !== siteProblemOf(world, here, site)) return world.now
  return trouble === undefined || trouble.told ? NEVER : alertDueAt(trouble)
}
