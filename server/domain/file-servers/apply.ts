/** Appliers of file servers. */
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

/** Stops the file servers of a domain whose VMs have gone, and cancels their activations. */
export function stopFileServers(draft: Draft, here: Writable<Cluster>, domain: string): void {
  for (const uuid in here.fileServers) {
    const server = here.fileServers[uuid]
    if (server?.domain !== domain) continue
    Object.assign(draft.row(draft.table(here, 'fileServers'), uuid), { activated: false, task: null })
  }
}

/** Forgets the file servers of a domain that has gone, where they do not serve. */
export function forgetFileServers(draft: Draft, here: Writable<Cluster>, domain: string): void {
  for (const uuid in here.fileServers) {
    const server = here.fileServers[uuid]
    if (server?.domain === domain && !server.activated) delete draft.table(here, 'fileServers')[uuid]
  }
}
