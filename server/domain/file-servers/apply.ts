/** What events do to file servers. */
import type { Appliers, Cluster } from '../core/index.js'
import { cluster } from '../core/index.js'

type FileServerEvent = 'file-server-registered' | 'file-server-changed'

export const fileServerAppliers: Appliers<FileServerEvent> = {
  'file-server-registered': (world, event) => {
    cluster(world, event).fileServers[event.server.uuid] = { ...event.server }
  },
  'file-server-changed': (world, event) => {
    cluster(world, event).fileServers[event.server.uuid] = { ...event.server }
  }
}

/** Without its VMs it serves no longer, and whoever was activating it is too late. */
export function stopFileServers(here: Cluster, domain: string): void {
  for (const uuid in here.fileServers) {
    const server = here.fileServers[uuid]
    if (server?.domain !== domain) continue
    server.activated = false
    server.task = null
  }
}

/** A cluster knows of one that does not serve there by its domain alone. */
export function forgetFileServers(here: Cluster, domain: string): void {
  for (const uuid in here.fileServers) {
    const server = here.fileServers[uuid]
    if (server?.domain === domain && !server.activated) delete here.fileServers[uuid]
  }
}
