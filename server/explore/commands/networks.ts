/** Networks and the names of clusters by chance. */
import { orInvalid } from './context.js'
import type { CommandContext, KindsOf } from './context.js'
import type { NetworkRequest } from '../../domain/networks/index.js'

export const networkKinds = {
  'create-network': { weight: 1, make: a => ({ type: 'create-network', ...a.on, network: networkRequest(a) }) },
  'update-network': {
    weight: 1,
    make: a => ({
      type: 'update-network',
      ...a.on,
      ...networkSeen(a),
      network: Object.fromEntries(a.random.some(Object.entries(networkRequest(a)), 0.4))
    })
  },
  'remove-network': { weight: 1, make: a => ({ type: 'remove-network', ...a.on, ...networkSeen(a) }) },
  'reserve-address': {
    weight: 12,
    make: a => ({ type: 'reserve-address', ...a.on, uuid: networkSeen(a).uuid, address: someAddress(a) })
  },
  'unreserve-address': {
    weight: 6,
    fits: (_, here) => here.networks.some(({ ipam }) => ipam !== null && ipam.reserved.length > 0),
    make: a => {
      const network = a.here.networks.find(({ ipam }) => ipam !== null && ipam.reserved.length > 0)
      const address = orInvalid(a, network?.ipam?.reserved[0] ?? '')
      return { type: 'unreserve-address', ...a.on, uuid: network?.uuid ?? '', address }
    }
  }
} satisfies KindsOf

function networkSeen(a: CommandContext): { uuid: string; logicalTimestamp: number | null } {
  const network = a.here.networks.length === 0 ? undefined : a.random.pick(a.here.networks)
  return {
    uuid: orInvalid(a, network?.uuid ?? ''),
    logicalTimestamp: a.random.pick([null, null, network?.logicalTimestamp ?? 1, 1])
  }
}

/** Few names and fewer addresses, so that requests meet. */
function networkRequest(a: CommandContext): NetworkRequest {
  const dhcp = {
    bootFileName: null,
    domainName: 'lan',
    domainNameServers: null,
    domainSearch: null,
    tftpServerName: null
  }
  return {
    name: orInvalid(a, a.random.pick(['base', 'extra', 'managed', 'lost'])),
    vlanId: a.random.pick([0, 5, 60, 5000]),
    annotation: null,
    bridge: a.random.pick([null, 'br1']),
    type: a.random.pick([null, 'EXTERNAL']),
    ipam: a.random.chance(0.4)
      ? null
      : {
          networkAddress: a.random.pick(['10.9.0.0', '10.9.0.0', '10.8.0.3']),
          prefixLength: a.random.pick([29, 28]),
          gateway: a.random.pick([null, '10.9.0.1']),
          dhcpServer: null,
          dhcp,
          ranges: a.random.pick([[], ['10.9.0.2 10.9.0.4'], ['10.9.0.2 10.9.0.4', '10.9.0.5 10.9.0.6']])
        }
  }
}

function someAddress(a: CommandContext): string {
  return orInvalid(a, a.random.pick(['10.9.0.1', '10.9.0.2', '10.9.0.3', '10.9.0.5']))
}
