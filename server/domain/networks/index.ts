/** Networks, their subnets and the addresses on them. */
export { addressBook, assignmentsOn, infrastructureOf, isInRange, isInSubnet, usedAddresses } from './addresses.js'
export type { AddressBook } from './addresses.js'
export { isHost, isIpv4, isIpv6, isPort, isSubnet } from './host-addresses.js'
export { addressNumber, numberOf, subnetSize } from './ipv4.js'
export { DEFAULT_BRIDGE, ipamOf } from './network-plan.js'
export type { NetworkRequest, IpamRequest } from './vocabulary.js'
