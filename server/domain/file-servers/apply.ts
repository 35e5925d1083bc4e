/** What events do to file servers. */
import type { Appliers, Cluster, Draft, Writable } from '../core/index.js'
import { cluster } from '../core/index.js'
import type { FileServerEvent } from './vocabulary.js'

export const fileServerAppliers: Appliers<FileServerEvent['type']> = {
  'file-server-registered': (draft, event) => {
    draft.table(cluster(draft, event), 'fileServers')[event.server.uuid] = { ...event.server }
  },
  'file-server-changed': (draft, event) => {
    draft.table(cluster(draft, event), 'fileServers')[event.server.uuid] = { ...event.server }
  }
}

/** Without its VMs it serves no longer, and whoever was activating it is too late. */
export function stopFileServers(draft: Draft, here: Writable<Cluster>, domain: string): void {
  for (const uuid in here.fileServers) {
    const server = here.fileServers[uuid]
    if (server?.domain !== domain) continue
    Object.assign(draft.row(draft.table(here, 'fileServers'), uuid), { activated: false, task: null })
  }
}

/** A cluster knows of one that does not serve there by its domain alone. */
export function forgetFileServers(draft: Draft, here: Writable<Cluster>, domain: string): void {
  for (const uuid in here.fileServers) {
    const server = here.fileServers[uuid]
    if (server?.domain === domain && !server.activated) delete draft.table(here, 'fileServers')[uuid]
  }
}
