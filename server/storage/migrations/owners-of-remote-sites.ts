/** A step: remote sites come to know whose their addresses are, and clusters forget at which addresses they listen. */
import type { OlderDocument } from './index.js'

interface OlderSite {
  addresses: Record<string, unknown>
}

interface OlderCluster {
  addresses: string[]
  remoteSites: Record<string, OlderSite>
}

/** Not yet in the chain: whoever takes `addresses` from the world's clusters adds it there, with its format. */
export function ownersOfRemoteSites(document: OlderDocument): OlderDocument {
  const world = document['world'] as { clusters: Record<string, OlderCluster> }
  const all = Object.entries(world.clusters)
  const ownersOf = ({ addresses }: OlderSite): Record<string, string> =>
    Object.fromEntries(
      Object.keys(addresses).flatMap(address =>
        all.filter(([, cluster]) => cluster.addresses.includes(address)).map(([name]) => [address, name])
      )
    )
  const clusters = all.map(([name, { addresses: _forgotten, ...cluster }]) => {
    const sites = Object.entries(cluster.remoteSites).map(([site, held]) => [site, { ...held, owners: ownersOf(held) }])
    return [name, { ...cluster, remoteSites: Object.fromEntries(sites) as object }]
  })
  return { ...document, world: { ...world, clusters: Object.fromEntries(clusters) as object } }
}
