/** Finding a snapshot that a remote site holds, over the link. */
import { Refusal, getOwn, required } from '../../core/index.js'
import { obstacleTo, peerOf } from '../../links/index.js'
import type { Cluster, ClusterScene, ProtectionDomain, RemoteSite, Snapshot, View } from '../../core/index.js'

/** A snapshot of a remote site, its domain there, and the cluster that holds both. */
interface RemoteSnapshot {
  readonly peer: View<Cluster>
  readonly domain: View<ProtectionDomain>
  readonly snapshot: View<Snapshot>
}

/** Finds a snapshot that a remote site holds. Refuses where the site does not answer, or holds no such snapshot. */
export function findRemoteSnapshot(
  { world, here }: Pick<ClusterScene, 'world' | 'here'>,
  site: View<RemoteSite>,
  { domain: name, snapshotId }: { readonly domain: string; readonly snapshotId: string }
): RemoteSnapshot {
  const obstacle = obstacleTo(world, here, site)
  const peer = peerOf(world, here, site)
  if (obstacle !== null || peer === undefined) {
    throw new Refusal('remote-site/unreachable', obstacle ?? `Remote site ${site.name} is unreachable`)
  }
  const domain = getOwn(peer.protectionDomains, name)
  const snapshot = domain?.snapshots.find(({ id }) => snapshotId === `${site.name}:${id}` || snapshotId === String(id))
  return {
    peer,
    ...required(
      domain === undefined || snapshot === undefined ? undefined : { domain, snapshot },
      'snapshot/not-found',
      `Snapshot ${snapshotId} of protection domain ${name} does not exist at remote site ${site.name}`
    )
  }
}
