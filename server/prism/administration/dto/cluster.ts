/** Maps a cluster to its v2.0 form. */
import { clusterTitle } from '../../../domain/core/index.js'
import type { Cluster, View, World } from '../../../domain/core/index.js'
import { NCC_VERSION, byFamily } from '../../core/index.js'
import type { Model } from '../../core/index.js'
import { diskDtos } from '../../storage/index.js'
import { clusterSpace, hostStats, tierUsage } from '../../figures/index.js'
import { rackableUnits } from '../../inventory/index.js'
import { proxyDto, publicKeyDto, smtpDto } from './settings.js'
import { runningReplications, transferStats } from '../../dr/index.js'
import { redundancyFactor } from '../../../domain/storage/index.js'

/** As out of the box [C: recorded]. */
const hardening = {
  schedule: 'DAILY',
  enable_aide: false,
  enable_core: false,
  enable_high_strength_password: false,
  enable_banner: false
}

export function clusterDto(world: View<World>, here: View<Cluster>): Model<'Cluster'> {
  return {
    ...identity(here),
    ...addresses(here),
    ...composition(here),
    ...blocks(here),
    ...access(here),
    ...features(here),
    ...measurements(world, here)
  }
}

/** Which cluster it is, and the software on it. */
function identity(here: View<Cluster>) {
  return {
    id: `${here.uuid}::${here.id}`,
    uuid: here.uuid,
    cluster_uuid: here.uuid,
    cluster_incarnation_id: here.incarnationId,
    name: clusterTitle(here),
    version: here.version,
    full_version: `el7.3-release-euphrates-${here.version}-stable`,
    ncc_version: NCC_VERSION,
    target_version: here.version,
    is_upgrade_in_progress: false
  } satisfies Partial<Model<'Cluster'>>
}

/** Where the hosts and their controller VMs reach each other [C: recorded]. */
const INTERNAL_SUBNET = '192.168.5.0/255.255.255.128'

/** Where it answers, and what it asks for names and the time. */
function addresses(here: View<Cluster>) {
  const { configuration } = here
  const externalSubnet = configuration.externalSubnet ?? subnetWithMask(here.subnet)
  return {
    cluster_external_ipaddress: here.vip,
    cluster_external_address: [here.vip].map(byFamily),
    cluster_external_data_services_ipaddress: configuration.dataServicesAddress,
    cluster_external_data_services_address:
      configuration.dataServicesAddress === null ? null : byFamily(configuration.dataServicesAddress),
    cluster_fully_qualified_domain_name: null,
    cluster_masquerading_ipaddress: null,
    cluster_masquerading_port: null,
    external_subnet: externalSubnet,
    external_address: [externalSubnet].map(byFamily),
    internal_subnet: INTERNAL_SUBNET,
    internal_address: [INTERNAL_SUBNET].map(byFamily),
    name_servers: [...configuration.nameServers],
    name_servers_list: configuration.nameServers.map(byFamily),
    ntp_servers: [...configuration.ntpServers],
    ntp_servers_list: configuration.ntpServers.map(byFamily),
    timezone: here.timezone
  } satisfies Partial<Model<'Cluster'>>
}

/** What it is made of, and how it is run. */
function composition(here: View<Cluster>) {
  const configuration = here.configuration
  return {
    num_nodes: here.hosts.length,
    hypervisor_types: [here.hypervisor],
    management_servers: [],
    multicluster: false,
    cloudcluster: false,
    cluster_arch: 'X86_64',
    cluster_functions: ['NDFS'],
    cluster_gpus: [],
    gpu_driver_version: null,
    storage_type: 'mixed',
    operation_mode: 'Normal',
    fault_tolerance_domain_type: 'NODE',
    encrypted: false,
    is_lts: true,
    is_nsenabled: false,
    is_registered_to_pc: true,
    enable_rebuild_reservation: configuration.rebuildReservation ?? false,
    data_in_transit_encryption_dto: { enabled: false },
    support_verbosity_type: configuration.supportVerbosity,
    service_centers: []
  } satisfies Partial<Model<'Cluster'>>
}

/** The chassis that its nodes stand in, and how many copies it keeps of everything. */
function blocks(here: View<Cluster>) {
  const units = rackableUnits(here)
  const copies = redundancyFactor(here)
  return {
    block_serials: units.flatMap(({ serial }) => serial ?? []),
    rackable_units: units,
    cluster_redundancy_state: {
      current_redundancy_factor: copies,
      desired_redundancy_factor: copies,
      redundancy_status: { kCassandraPrepareDone: true, kZookeeperPrepareDone: true }
    },
    cluster_data_state: null
  } satisfies Partial<Model<'Cluster'>>
}

/** Who may reach it, through whom it reaches others, and how it is secured. */
function access({ configuration }: View<Cluster>) {
  return {
    global_nfs_white_list: [...configuration.nfsWhitelist],
    global_nfs_white_list_address: configuration.nfsWhitelist.map(byFamily),
    http_proxies: configuration.httpProxies.map(proxyDto),
    smtp_server: configuration.smtp === null ? null : smtpDto(configuration.smtp),
    public_keys: configuration.publicKeys.map(publicKeyDto),
    credential: null,
    domain: null,
    nos_cluster_and_hosts_domain_joined: false,
    all_hyperv_nodes_in_failover_cluster: false,
    security_compliance_config: { ...hardening, enable_snmpv3_only: false },
    hypervisor_security_compliance_config: hardening,
    hypervisor_lldp_config: { enable_lldp_tx: true },
    enable_lock_down: configuration.lockDown,
    enable_password_remote_login_to_cluster: configuration.passwordLogin,
    common_criteria_mode: false
  } satisfies Partial<Model<'Cluster'>>
}

/** What its storage and its hosts are set to do. */
function features({ configuration }: View<Cluster>) {
  return {
    has_self_encrypting_drive: false,
    enable_on_disk_dedup: false,
    enable_shadow_clones: configuration.shadowClones,
    enforce_rackable_unit_aware_placement: false,
    fingerprint_content_cache_percentage: 100,
    ssd_pinning_percentage_limit: 25,
    disable_degraded_node_monitoring: !configuration.degradedNodeMonitoring,
    iscsi_config: null,
    // As out of the box [C: recorded, sts-nutanix-agent-checks].
    cluster_usage_warning_alert_threshold_pct: 75,
    cluster_usage_critical_alert_threshold_pct: 90
  } satisfies Partial<Model<'Cluster'>>
}

function measurements(world: View<World>, here: View<Cluster>) {
  const running = Object.keys(here.protectionDomains).flatMap(name => runningReplications(world, here, name))
  return {
    stats: { ...hostStats(here, here.hosts), ...transferStats(world, running) },
    usage_stats: { ...clusterSpace(world, here), ...tierUsage(diskDtos(world, here)) }
  } satisfies Partial<Model<'Cluster'>>
}

/** `192.168.0.0/24` as Prism writes it: `192.168.0.0/255.255.255.0`. */
export function subnetWithMask(cidr: string): string {
  const [address = cidr, prefix = '32'] = cidr.split('/')
  const bits = 0xffffffff << (32 - Number(prefix))
  const mask = Number(prefix) === 0 ? [0, 0, 0, 0] : [24, 16, 8, 0].map(shift => (bits >>> shift) & 0xff)
  return `${address}/${mask.join('.')}`
}
