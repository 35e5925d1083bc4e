/** File servers by chance. */
import { oneOf, orInvalid } from './context.js'
import type { KindsOf } from './context.js'

export const fileServerKinds = {
  'create-file-server': {
    weight: 2,
    fits: (_, here) => Object.values(here.vms).some(vm => vm.name === 'NTNX-ghosts-1'),
    make: a => ({
      type: 'create-file-server',
      cluster: a.on.cluster,
      uuid: `file-server-${a.random.below(2)}`,
      name: orInvalid(a, a.random.pick(['files', 'ghosts', 'ghosts', 'ghosts'])),
      networks: a.here.networks.flatMap(({ uuid }) => (a.random.chance(0.3) ? [uuid] : []))
    })
  },
  'activate-file-server': {
    weight: 3,
    fits: (_, here) => Object.keys(here.fileServers).length > 0,
    make: a => {
      const uuid = oneOf(a, Object.keys(a.here.fileServers), 'ghost')
      const networks = a.here.networks.map(network => network.uuid)
      const network = { networkAddress: null, subnetMask: null, gateway: null, uuid: oneOf(a, networks, 'ghost') }
      return {
        type: 'activate-file-server',
        ...a.on,
        uuid,
        request: {
          name: a.random.chance(0.9) ? null : orInvalid(a, 'files'),
          uuid: a.random.chance(0.5) ? null : uuid,
          domain: a.random.chance(0.9) ? null : orInvalid(a, 'NTNX-files'),
          internalNetwork: a.random.chance(0.5) ? null : { ...network, pool: [orInvalid(a, '10.0.0.1 10.0.0.4')] },
          externalNetworks: a.random.chance(0.5) ? null : [{ ...network, pool: [] }],
          dnsServers: a.random.chance(0.5) ? null : [orInvalid(a, '10.0.0.53')],
          ntpServers: a.random.chance(0.5) ? null : ['0.pool.ntp.test']
        }
      }
    }
  }
} satisfies KindsOf
