/** Addresses as AOS 6 repeats them beside their older form [C: recorded, sts-nutanix-agent-checks]. */
import { isIpv4, isIpv6, isSubnet } from '../../domain/networks/index.js'
import type { Model } from './handlers.js'

/** An address or a subnet under its family; what is neither is the name of a host. */
export function byFamily(address: string): Model<'IpAddress'> {
  if (isIpv4(address) || isSubnet(address)) return { ipv4: address }
  return isIpv6(address) ? { ipv6: address } : { hostname: address }
}
