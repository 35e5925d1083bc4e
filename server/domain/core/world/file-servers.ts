/** File servers: the VMs of one and the protection domain that carries them, as one cluster knows them. */

export interface FileServer {
  /** The same on every cluster that knows it. */
  uuid: string
  name: string
  /** Name of the protection domain that its VMs are in. */
  domain: string
  /** Names of its VMs. */
  vms: readonly string[]
  settings: FileServerSettings
  /** Serves here. */
  activated: boolean
  /** The task that activates it here. */
  task: string | null
}

/** What an activation says of the place where the file server is going to serve. */
export interface FileServerSettings {
  /** For its VMs among themselves; null where nobody has said. */
  internalNetwork: FileServerNetwork | null
  /** For its clients. */
  externalNetworks: readonly FileServerNetwork[]
  dnsServers: readonly string[]
  ntpServers: readonly string[]
}

export interface FileServerNetwork {
  /** UUID of a network of the cluster. */
  uuid: string
  networkAddress: string | null
  subnetMask: string | null
  gateway: string | null
  /** Addresses, or first and last of several separated by a blank. */
  pool: readonly string[]
}
