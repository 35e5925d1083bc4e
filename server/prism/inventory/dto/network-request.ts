/** Maps network requests to the domain. */
import type { Model } from '../../core/index.js'
import type { IpamRequest, NetworkRequest } from '../../../domain/networks/index.js'

/** A new network. What an answer alone has, clients may send back: it counts for nothing. */
export function newNetwork(body: Model<'Network'>): NetworkRequest {
  return {
    name: body.name ?? '',
    vlanId: body.vlan_id ?? 0,
    annotation: body.annotation ?? null,
    bridge: body.vswitch_name ?? null,
    type: body.network_type ?? null,
    ipam: ipamRequest(body.ip_config)
  }
}

/** A change of one: nothing is said of what is missing or null. */
export function networkChange(body: Model<'Network'>): Partial<NetworkRequest> {
  return {
    ...(body.name != null && { name: body.name }),
    ...(body.vlan_id != null && { vlanId: body.vlan_id }),
    ...(body.annotation != null && { annotation: body.annotation }),
    ...(body.vswitch_name != null && { bridge: body.vswitch_name }),
    ...(body.network_type != null && { type: body.network_type }),
    ...(body.ip_config != null && { ipam: ipamRequest(body.ip_config) })
  }
}

/** Null for a network that is not managed, which shows itself with a prefix of 0 and no address. */
function ipamRequest(config: Model<'IpConfig'> | null | undefined): IpamRequest | null {
  if (config == null || (!config.network_address && !config.prefix_length)) return null
  const dhcp = config.dhcp_options
  return {
    networkAddress: config.network_address ?? '',
    prefixLength: config.prefix_length ?? 0,
    gateway: config.default_gateway ?? null,
    dhcpServer: config.dhcp_server_address ?? null,
    dhcp: {
      bootFileName: dhcp?.boot_file_name ?? null,
      domainName: dhcp?.domain_name ?? null,
      domainNameServers: dhcp?.domain_name_servers ?? null,
      domainSearch: dhcp?.domain_search ?? null,
      tftpServerName: dhcp?.tftp_server_name ?? null
    },
    ranges: (config.pool ?? []).map(({ range }) => range ?? '')
  }
}
