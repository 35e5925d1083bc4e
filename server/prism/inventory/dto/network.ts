/** Maps networks to the wire, without null fields as Acropolis does [C: recorded, AsBuiltReport]. */
import { assignmentsOn, isInRange, numberOf, subnetSize, usedAddresses } from '../../../domain/networks/index.js'
import type { AddressRange, Cluster, DhcpOptions, Ipam, Network, View } from '../../../domain/core/index.js'
import { getOwn } from '../../../domain/core/index.js'
import type { Model } from '../../core/index.js'
import { withoutNulls } from '../../core/index.js'

export function networkDto(here: View<Cluster>, network: View<Network>): Model<'Network'> {
  return withoutNulls({
    uuid: network.uuid,
    name: network.name,
    annotation: network.annotation,
    vlan_id: network.vlanId,
    vswitch_name: network.bridge,
    virtual_switch_uuid: switchUuid(here, network.bridge),
    network_type: network.type,
    logical_timestamp: network.logicalTimestamp,
    ip_config: ipConfig(here, network)
  })
}

/** The virtual switch of a bridge: that of the cluster, with the bridge's number at its end. EMU: one for each bridge. */
function switchUuid(here: View<Cluster>, bridge: string): string {
  return `${here.uuid.slice(0, 24)}${(bridge.match(/\d+$/)?.[0] ?? '0').padStart(12, '0')}`
}

function ipConfig(here: View<Cluster>, network: View<Network>): Model<'IpConfig'> {
  const { ipam } = network
  const macs = Object.values(here.vms).flatMap(vm => vm.spec.nics.filter(nic => nic.network === network.name)).length
  if (ipam === null) {
    // An unmanaged network's figures [C: recorded, AsBuiltReport].
    return {
      prefix_length: 0,
      ipam_enabled: false,
      free_ips: -1,
      assigned_ips: -1,
      num_macs: macs,
      dhcp_options: {},
      pool: []
    }
  }
  const taken = usedAddresses(here, network, ipam)
  return withoutNulls({
    network_address: ipam.networkAddress,
    prefix_length: ipam.prefixLength,
    ipam_enabled: true,
    // Both together are the whole subnet [C: recorded, AsBuiltReport].
    free_ips: subnetSize(ipam.prefixLength) - taken.size,
    assigned_ips: taken.size,
    num_macs: macs,
    default_gateway: ipam.gateway,
    dhcp_server_address: ipam.dhcpServer,
    dhcp_options: dhcpOptions(ipam.dhcp),
    pool: ipam.pools.map(range => pool(range, taken))
  })
}

function pool(range: View<AddressRange>, taken: ReadonlySet<number>): Model<'IpPool'> {
  const total = numberOf(range.last) - numberOf(range.first) + 1
  const used = [...taken].filter(address => isInRange(range, address)).length
  return { range: `${range.first} ${range.last}`, num_free_ips: total - used, num_total_ips: total }
}

function dhcpOptions(dhcp: View<DhcpOptions>): Model<'DhcpOptions'> {
  return withoutNulls({
    boot_file_name: dhcp.bootFileName,
    domain_name: dhcp.domainName,
    domain_name_servers: dhcp.domainNameServers,
    domain_search: dhcp.domainSearch,
    tftp_server_name: dhcp.tftpServerName
  })
}

/**
 * Reservations, then VMs by name, and neither the network's own addresses nor which network it is
 * [C: recorded, sts-nutanix-agent-checks, of VMs; EMU: reservations].
 */
export function addressDtos(
  here: View<Cluster>,
  network: View<Network>,
  ipam: View<Ipam>
): Model<'AddressAssignment'>[] {
  const common = { network_uuid: null, overlay_network_id: null, deleted: null }
  return [
    ...ipam.reserved.map(address => ({ ...common, ip_address: address, type: 'RESERVATION' })),
    ...assignmentsOn(here, network).map(({ vm, mac, address }) => ({
      ...common,
      ip_address: address,
      type: 'VM',
      entity_uuid: vm,
      vm_name: getOwn(here.vms, vm)?.name ?? null,
      mac_address: mac
    }))
  ]
}
