/** File servers. */
import type { FileServerNetwork } from '../world.js'
import type { OnCluster } from './target.js'

/** What a client says of a file server and the place where it is to serve; null leaves it as it is known. */
export interface FileServerRequest {
  name: string | null
  uuid: string | null
  /** Name of its protection domain. */
  domain: string | null
  internalNetwork: FileServerNetwork | null
  externalNetworks: readonly FileServerNetwork[] | null
  dnsServers: readonly string[] | null
  ntpServers: readonly string[] | null
}

export type FileServerCommand = { type: 'activate-file-server'; uuid: string; request: FileServerRequest } & OnCluster

export type FileServerControlCommand =
  /** Of VMs that are there; the first of the networks (UUIDs) is the internal one. */
  { type: 'create-file-server'; cluster: string; uuid: string; name: string; networks: readonly string[] }
