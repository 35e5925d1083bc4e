/** Cluster endpoints: list, power, licence pack, servers of syslog. */
import { clusterOf } from '../../domain/core/index.js'
import type { Cluster, View } from '../../domain/core/index.js'
import type { ControlContext, HandlersFor, Model } from '../core/index.js'

const SYSLOG_PORT = 514

export const clusters: HandlersFor<
  'getClusters' | 'getCluster' | 'setCluster' | 'getSyslogServers' | 'setSyslogServers'
> = {
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
  },

  getSyslogServers: ({ ctx, path }) => syslogServersDto(clusterOf(ctx.lab.world, path.name)),

  setSyslogServers: ({ ctx, path, body }) => {
    const { engine, world } = ctx.lab
    const { name: cluster } = clusterOf(world, path.name)
    const syslogServers = body.servers.map(({ port = SYSLOG_PORT, protocol = 'UDP', level = 'INFO', ...server }) => ({
      ...server,
      ...{ port, protocol, level }
    }))
    engine.submit({ type: 'configure', cluster, user: 'admin', settings: {}, lists: { syslogServers } })
    return syslogServersDto(clusterOf(ctx.lab.world, cluster))
  }
}

function syslogServersDto({ configuration: { syslogServers = [] } }: View<Cluster>): Model<'SyslogServerList'> {
  return { servers: syslogServers.map(server => ({ ...server })) as Model<'SyslogServerList'>['servers'] }
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
