/** Addresses of managed networks: which are in use, and which one an adapter gets. */
import { addressNumber, addressText, numberOf, subnetSize } from './ipv4.js'
import { Refusal, networkNamed } from '../core/index.js'
import type { AddressRange, Cluster, Ipam, Network, View } from '../core/index.js'

/** An adapter of a VM that has an address on a network. */
interface Assignment {
  vm: string
  mac: string
  address: string
}

/** Addresses of a network that adapters of VMs have. */
export function assignmentsOn(here: View<Cluster>, network: View<Network>): Assignment[] {
  return Object.values(here.vms).flatMap(vm =>
    vm.spec.nics.flatMap(({ mac, ip, network: name }) =>
      name === network.name && ip !== null ? [{ vm: vm.uuid, mac, address: ip }] : []
    )
  )
}

/** Addresses of a network's gateway and DHCP server. */
export function infrastructureOf({ gateway, dhcpServer }: View<Ipam>): string[] {
  return [...new Set([gateway, dhcpServer])].filter(address => address !== null)
}

/** Addresses of a subnet that no adapter can get, as numbers: its ends, its infrastructure, and what is reserved or assigned. */
export function usedAddresses(here: View<Cluster>, network: View<Network>, ipam: View<Ipam>): Set<number> {
  const first = numberOf(ipam.networkAddress)
  const assigned = assignmentsOn(here, network).map(({ address }) => address)
  const addresses = [...infrastructureOf(ipam), ...ipam.reserved, ...assigned].map(numberOf)
  return new Set([first, first + subnetSize(ipam.prefixLength) - 1, ...addresses])
}

export function isInSubnet({ networkAddress, prefixLength }: View<Ipam>, address: number): boolean {
  const first = numberOf(networkAddress)
  return address >= first && address < first + subnetSize(prefixLength)
}

export function isInRange({ first, last }: View<AddressRange>, address: number): boolean {
  return address >= numberOf(first) && address <= numberOf(last)
}

/** Hands out addresses of one cluster and remembers them, so that one command can serve many adapters. */
export interface AddressBook {
  /**
   * The address of a new adapter: the one that it asks for, else the first free one of the pool. Null where the network is
   * not managed, or has no pool. Throws a `Refusal` for an address that cannot be had and for a pool that is used up.
   */
  assign(network: string, wanted?: string | null): string | null
  /** For an adapter that comes back: the address that it had, where that is free, else the pool's; null without one. */
  recover(network: string, former: string | null): string | null
}

/** Opens the address book of a cluster; `leaving` are UUIDs of VMs whose addresses count as free. */
export function addressBook(here: View<Cluster>, leaving: readonly string[] = []): AddressBook {
  const gone = new Set(leaving)
  const staying: Pick<View<Cluster>, 'vms'> = {
    vms: gone.size === 0 ? here.vms : Object.fromEntries(Object.entries(here.vms).filter(([uuid]) => !gone.has(uuid)))
  }
  const taken = new Map<string, Set<number>>()
  /** By pool, the address below which none is free any more: a book hands out, and takes nothing back. */
  const frontiers = new Map<View<AddressRange>, number>()

  function open(name: string): Managed | undefined {
    const network = networkNamed(here, name)
    if (network === undefined || network.ipam === null) return undefined
    let used = taken.get(name)
    if (used === undefined) taken.set(name, (used = usedAddresses({ ...here, ...staying }, network, network.ipam)))
    return { ipam: network.ipam, used }
  }

  function firstFree(ipam: View<Ipam>, used: Set<number>): string | null {
    for (const pool of ipam.pools) {
      const end = numberOf(pool.last)
      let address = frontiers.get(pool) ?? numberOf(pool.first)
      while (address <= end && used.has(address)) address += 1
      frontiers.set(pool, address)
      if (address > end) continue
      used.add(address)
      return addressText(address)
    }
    return null
  }

  return {
    assign: (name, wanted = null) => {
      const managed = open(name)
      if (wanted !== null && wanted !== '') return claimAddress(name, wanted, managed)
      if (managed === undefined || managed.ipam.pools.length === 0) return null
      const address = firstFree(managed.ipam, managed.used)
      if (address === null) throw new Refusal('address/exhausted', `Network ${name} has no free IP address left`)
      return address
    },
    recover: (name, former) => {
      const managed = open(name)
      if (managed === undefined) return former
      const number = former === null ? undefined : addressNumber(former)
      if (number === undefined || managed.used.has(number) || !isInSubnet(managed.ipam, number))
        return firstFree(managed.ipam, managed.used)
      managed.used.add(number)
      return former
    }
  }
}

/** A network whose addresses the cluster hands out, and those that are in use. */
interface Managed {
  readonly ipam: View<Ipam>
  readonly used: Set<number>
}

/** Assigns the address that an adapter asks for. Throws a `Refusal` where it cannot be had. */
function claimAddress(name: string, wanted: string, managed: Managed | undefined): string {
  if (managed === undefined)
    throw new Refusal('address/invalid', `IP address ${wanted} cannot be assigned: network ${name} is not managed`)
  const number = addressNumber(wanted)
  if (number === undefined || !isInSubnet(managed.ipam, number))
    throw new Refusal('address/invalid', `${wanted} is not an IP address of network ${name}`)
  if (managed.used.has(number))
    throw new Refusal('address/taken', `IP address ${wanted} of network ${name} is already in use`)
  managed.used.add(number)
  return addressText(number)
}
