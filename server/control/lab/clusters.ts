/** Cluster endpoints: list, power, licence pack. */
import { clusterOf } from '../../domain/core/index.js'
import type { Cluster, View } from '../../domain/core/index.js'
import type { ControlContext, HandlersFor, Model } from '../core/index.js'

export const clusters: HandlersFor<'getClusters' | 'getCluster' | 'setCluster'> = {
  getClusters: ({ ctx }) => ({
    lab: ctx.lab.name,
    clusters: Object.values(ctx.lab.world.clusters).map(each => clusterDto(ctx, each))
  }),
  getCluster: ({ ctx, path }) => clusterDto(ctx, clusterOf(ctx.lab.world, path.name)),

  setCluster: ({ ctx, path, body: { power, pack } }) => {
    const { lab } = ctx
    const { name: cluster } = clusterOf(lab.world, path.name)
    const change = { ...(pack !== undefined && { pack }), ...(power !== undefined && { power }) }
    lab.engine.submit({ type: 'change-cluster', cluster, ...change })
    return clusterDto(ctx, clusterOf(lab.world, cluster))
  }
}

function clusterDto({ addressesOf }: ControlContext, cluster: View<Cluster>): Model<'Cluster'> {
  const { name, uuid, vip, version, power, pack } = cluster
  return {
    ...{ name, uuid, vip, addresses: [...addressesOf(name)], version, power, pack },
    networks: cluster.networks.map(network => ({ name: network.name, vlan: network.vlanId })),
    containers: cluster.containers.map(container => container.name),
    counts: countsOf(cluster)
  }
}

function countsOf({ vms, remoteSites, protectionDomains }: View<Cluster>): Model<'ClusterCounts'> {
  const counts = {
    vms: Object.keys(vms).length,
    remote_sites: Object.keys(remoteSites).length,
    protection_domains: 0,
    snapshots: 0,
    replications: 0
  }
  for (const { snapshots, outgoing } of Object.values(protectionDomains)) {
    counts.protection_domains += 1
    counts.snapshots += snapshots.length
    for (const { current, queue } of Object.values(outgoing)) {
      counts.replications += (current === null ? 0 : 1) + queue.length
    }
  }
  return counts
}
