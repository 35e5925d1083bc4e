/** Migration 3 to 4: remote sites record the owners of their addresses, clusters drop their listen addresses. */
import type { OlderDocument } from './step.js'

interface OlderSite {
  addresses: Record<string, unknown>
}

interface OlderCluster {
  addresses: string[]
  remoteSites: Record<string, OlderSite>
}

/** What a site was told of addresses that nobody listens at is left as it is: it names nobody. */
export function ownersOfRemoteSites(document: OlderDocument): OlderDocument {
  const world = document['world'] as { clusters?: Record<string, OlderCluster> } | undefined
  if (world?.clusters === undefined) return document // no world: whoever checks it says so
  const all = Object.entries(world.clusters)
  const ownersOf = ({ addresses }: OlderSite): Record<string, string> =>
    Object.fromEntries(
      Object.keys(addresses).flatMap(address =>
        all.filter(([, cluster]) => cluster.addresses.includes(address)).map(([name]) => [address, name])
      )
    )
  const clusters = all.map(([name, { addresses: _forgotten, ...cluster }]) => {
    const sites = Object.entries(cluster.remoteSites).map(([site, held]) => {
      const owners = ownersOf(held)
      return [site, Object.keys(owners).length === 0 ? held : { ...held, owners }]
    })
    return [name, { ...cluster, remoteSites: Object.fromEntries(sites) as object }]
  })
  return { ...document, world: { ...world, clusters: Object.fromEntries(clusters) as object } }
}
