/** Maps remote sites to the wire. */
import { latencyUsecs, metroObstacle, peerOf, remoteSiteStatus } from '../../../domain/links/index.js'
import { getOwn } from '../../../domain/core/index.js'
import type { BandwidthPolicy, Cluster, RemoteSite, View, World } from '../../../domain/core/index.js'
import type { Model } from '../../core/index.js'
import { alertSummary, healthSummary } from '../../notices/index.js'
import type { Projection } from '../../figures/index.js'
import { remoteSiteNames } from './protection-domain.js'
import { replicationLinkDto, runningReplications, transferStats } from './replication.js'

export function remoteSiteDto(
  world: View<World>,
  here: View<Cluster>,
  site: View<RemoteSite>,
  projection: Projection
): Model<'RemoteSite'> {
  const peer = peerOf(world, here, site)
  const status = remoteSiteStatus(world, here, site)
  const answers = peer !== undefined && status !== 'UNREACHABLE'
  const domains = Object.values(here.protectionDomains).filter(
    domain => getOwn(domain.outgoing, site.name) !== undefined || remoteSiteNames(domain).includes(site.name)
  )
  const running = Object.keys(here.protectionDomains)
    .flatMap(name => runningReplications(world, here, name))
    .filter(replication => replication.site === site.name)
  return {
    name: site.name,
    uuid: site.uuid,
    remote_ip_ports: { ...site.addresses },
    remote_ip_address_ports: { ...site.addresses },
    capabilities: [...site.capabilities],
    status,
    latency_in_usecs: answers ? latencyUsecs(world, here.name, peer.name) : null,
    cluster_id: answers ? (site.stale ?? peer).id : null,
    cluster_incarnation_id: answers ? (site.stale ?? peer).incarnationId : null,
    cluster_arch: null,
    cluster_type: [],
    cluster_external_data_services_ipaddress: null,
    compression_enabled: site.compression,
    proxy_enabled: site.proxy,
    ssh_enabled: site.ssh,
    metro_ready: metroObstacle(world, here, site) === null,
    bandwidth_policy_enabled: site.bandwidthPolicyEnabled,
    bandwidth_policy: site.bandwidthPolicy === null ? null : bandwidthPolicyDto(site.bandwidthPolicy),
    max_bps: site.maxBytesPerSecond,
    network_mapping: {
      uuid: site.networkMapUuid,
      l2_network_mappings: site.networkMap.map(mapping => ({
        src_network_name: mapping.source,
        src_hypervisor_type: mapping.sourceHypervisor,
        dest_network_name: mapping.destination,
        dest_hypervisor_type: mapping.destinationHypervisor
      }))
    },
    vstore_name_map: { ...site.containerMap },
    remote_vstore_info: projection.fullDetails && answers ? remoteContainers(peer) : null,
    replication_links: domains.map(domain => replicationLinkDto(world, here, domain, site.name)),
    credential_name: null,
    cloud_type: null,
    region: null,
    cvm_name: null,
    marked_for_removal: false,
    stats: transferStats(world, running),
    usage_stats: {},
    alert_summary: alertSummary(here, { type: 'remote_site', name: site.name }, projection),
    health_summary: healthSummary(here, { type: 'remote_site', name: site.name }, projection)
  }
}

function remoteContainers(peer: View<Cluster>): Record<string, Record<string, unknown>> {
  return Object.fromEntries(peer.containers.map(({ name, uuid, number }) => [name, { name, uuid, id: number }]))
}

function bandwidthPolicyDto(policy: View<BandwidthPolicy>): Model<'BandwidthPolicy'> {
  return {
    policy_name: policy.name,
    policy_uuid: policy.uuid,
    default_bandwidth_limit: policy.defaultBytesPerSecond,
    bandwidth_configurations: policy.windows.map(window => ({
      schedule_uuid: window.uuid,
      days_selected: window.days,
      start_time: window.startMs,
      end_time: window.endMs,
      bandwidth_limit: window.bytesPerSecond
    }))
  }
}
