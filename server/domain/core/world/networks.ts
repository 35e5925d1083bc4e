/** Virtual networks of a cluster, and the addresses that the cluster manages on them. */

export interface Network {
  uuid: string
  /** Unique on its cluster: adapters and mappings refer to it. */
  name: string
  /** 0 for untagged. */
  vlanId: number
  annotation: string | null
  /** The bridge on the hosts that carries it. */
  bridge: string
  type: 'EXTERNAL' | 'INTERNAL' | null
  /** Null where the cluster does not manage its addresses. */
  ipam: Ipam | null
  /** Grows with each change of it. */
  logicalTimestamp: number
}

/** A subnet whose addresses the cluster hands out. Addresses are IPv4, dotted. */
export interface Ipam {
  networkAddress: string
  /** Bits. */
  prefixLength: number
  gateway: string | null
  dhcpServer: string
  dhcp: DhcpOptions
  /** Apart from one another, in the order in which they are used up. */
  pools: readonly AddressRange[]
  /** Never handed out; in the order in which they were reserved. */
  reserved: readonly string[]
}

/** Both ends belong to it. */
export interface AddressRange {
  first: string
  last: string
}

export interface DhcpOptions {
  bootFileName: string | null
  domainName: string | null
  /** Separated by commas. */
  domainNameServers: string | null
  /** Separated by commas. */
  domainSearch: string | null
  tftpServerName: string | null
}
