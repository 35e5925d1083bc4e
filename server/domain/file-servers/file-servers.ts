/** File servers on a cluster: their VMs, and the state that follows from domain, activation and power. */
import { getOwn, required } from '../core/index.js'
import type { Cluster, FileServer, FileServerSettings, View, Vm } from '../core/index.js'

/** Settings of a file server that has not been activated on a cluster. */
export const NO_SETTINGS: FileServerSettings = {
  internalNetwork: null,
  externalNetworks: [],
  dnsServers: [],
  ntpServers: []
}

/** How the product names what belongs to a file server [C: Files fail-over script, which goes by it]. */
export const fileServerPrefix = (name: string): string => `NTNX-${name}`

/** The states that the vendor publishes; two public fail-over scripts wait for `FS_PD_ACTIVATED` and `FS_ACTIVATED_REACHABLE`. */
type FileServerState =
  | 'NOT_REACHABLE'
  | 'REACHABLE'
  | 'FS_PD_DEACTIVATED'
  | 'FS_PD_ACTIVATED'
  | 'FS_ACTIVATED_NOT_REACHABLE'
  | 'FS_ACTIVATED_REACHABLE'

/** EMU: follows from the side that the domain has here, from the activation, and from the power of the VMs. */
export function fileServerState(here: View<Cluster>, server: View<FileServer>): FileServerState {
  if (!server.activated) return domainActive(here, server) ? 'FS_PD_ACTIVATED' : 'FS_PD_DEACTIVATED'
  const vms = fileServerVms(here, server)
  const reachable = vms.length > 0 && vms.every(({ powerState }) => powerState === 'on')
  if (getOwn(here.protectionDomains, server.domain) === undefined) return reachable ? 'REACHABLE' : 'NOT_REACHABLE'
  return reachable ? 'FS_ACTIVATED_REACHABLE' : 'FS_ACTIVATED_NOT_REACHABLE'
}

export function fileServerOf(here: View<Cluster>, uuid: string): View<FileServer> {
  return required(
    getOwn(here.fileServers, uuid),
    'file-server/not-found',
    `File server ${uuid} does not exist on ${here.name}`
  )
}

export function domainActive(here: View<Cluster>, server: View<FileServer>): boolean {
  return getOwn(here.protectionDomains, server.domain)?.active === true
}

/** VMs of a file server, by their names, that no other domain protects. */
export function fileServerVms(here: View<Cluster>, server: View<FileServer>): View<Vm>[] {
  return Object.values(here.vms).filter(
    ({ name, protectionDomain }) =>
      server.vms.includes(name) && (protectionDomain === null || protectionDomain === server.domain)
  )
}
