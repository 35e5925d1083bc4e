/** Networks as the wire shows them; the emulator manages no addresses. */
import type { Cluster, Network, View } from '../../../domain/world.js'
import type { Model } from '../../handlers.js'

export function networkDto(here: View<Cluster>, network: View<Network>): Model<'Network'> {
  const adapters = Object.values(here.vms).flatMap(vm => vm.spec.nics.filter(nic => nic.network === network.name))
  return {
    uuid: network.uuid,
    name: network.name,
    vlan_id: network.vlanId,
    vswitch_name: 'br0',
    logical_timestamp: 1,
    // An unmanaged network's figures [C].
    ip_config: {
      prefix_length: 0,
      ipam_enabled: false,
      free_ips: -1,
      assigned_ips: -1,
      num_macs: adapters.length,
      dhcp_options: {},
      pool: []
    }
  }
}
