/** What events do to networks and to the adapters on them, and to high availability. */
import type { Appliers, World } from '../core/index.js'
import { cluster } from '../core/index.js'

type NetworkEvent = 'ha-changed' | 'network-created' | 'network-changed' | 'network-removed'

/** Adapters know their network by its name. */
function rename(world: World, event: { cluster: string }, from: string, to: string): void {
  for (const vm of Object.values(cluster(world, event).vms)) {
    if (!vm.spec.nics.some(({ network }) => network === from)) continue
    const nics = vm.spec.nics.map(nic => (nic.network === from ? { ...nic, network: to } : nic))
    vm.spec = { ...vm.spec, nics }
  }
}

export const networkAppliers: Appliers<NetworkEvent> = {
  'ha-changed': (world, event) => {
    cluster(world, event).ha = event.ha
  },
  'network-created': (world, event) => {
    cluster(world, event).networks.push({ ...event.network })
  },
  'network-changed': (world, event) => {
    const here = cluster(world, event)
    const at = here.networks.findIndex(({ uuid }) => uuid === event.network.uuid)
    const former = here.networks[at]
    if (former === undefined) throw new Error(`An event names network ${event.network.uuid}, which does not exist`)
    here.networks[at] = { ...event.network }
    if (former.name !== event.network.name) rename(world, event, former.name, event.network.name)
  },
  'network-removed': (world, event) => {
    const here = cluster(world, event)
    here.networks = here.networks.filter(({ uuid }) => uuid !== event.uuid)
  }
}
