/** Appliers of networks and of the adapters on them. */
import type { Appliers, Draft } from '../core/index.js'
import { cluster } from '../core/index.js'
import type { NetworkEvent } from './vocabulary.js'

/** Renames a network on the adapters that are on it: they know it by its name. */
function renameOnAdapters(draft: Draft, event: { cluster: string }, from: string, to: string): void {
  const here = cluster(draft, event)
  for (const { uuid, spec } of Object.values(here.vms)) {
    if (!spec.nics.some(({ network }) => network === from)) continue
    const nics = spec.nics.map(nic => (nic.network === from ? { ...nic, network: to } : nic))
    draft.row(draft.table(here, 'vms'), uuid).spec = { ...spec, nics }
  }
}

export const networkAppliers: Appliers<NetworkEvent['type']> = {
  'network-created': (draft, event) => {
    draft.list(cluster(draft, event), 'networks').push({ ...event.network })
  },
  'network-changed': (draft, event) => {
    const here = cluster(draft, event)
    const at = here.networks.findIndex(({ uuid }) => uuid === event.network.uuid)
    const former = here.networks[at]
    if (former === undefined) throw new Error(`An event names network ${event.network.uuid}, which does not exist`)
    draft.list(here, 'networks')[at] = { ...event.network }
    if (former.name !== event.network.name) renameOnAdapters(draft, event, former.name, event.network.name)
  },
  'network-removed': (draft, event) => {
    draft.filter(cluster(draft, event), 'networks', ({ uuid }) => uuid !== event.uuid)
  }
}
