/** Network adapters of VMs: made from what a client asks for, with MAC and IP addresses that no other adapter has. */
import type { Cluster, IdSource, Network, Nic, NicRequest, View, Vm } from '../../core/index.js'
import { refuseUnless, required } from '../../core/index.js'
import type { AddressBook } from '../../networks/index.js'
import { addressBook } from '../../networks/index.js'
import type { DiskScene } from './disks.js'

/** Finds the network of an adapter by UUID. Refuses one that does not exist. */
export function networkFor(here: View<Cluster>, uuid: string | null): View<Network> {
  refuseUnless(uuid !== null && uuid !== '', 'nic/invalid', () => 'A network adapter has a network_uuid')
  const network = here.networks.find(each => each.uuid === uuid)
  return required(network, 'network/not-found', `Network ${uuid} does not exist on ${here.name}`)
}

const MAC = /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/

/** MAC and IP addresses in use on a cluster, as of one command: two adapters never share one. */
export interface Adapters {
  readonly macs: Set<string>
  readonly book: AddressBook
}

/** Addresses in use on a cluster; `vacated` are UUIDs of VMs whose addresses of managed networks count as free. */
export function adaptersOf(here: View<Cluster>, vacated: readonly string[] = []): Adapters {
  return { macs: usedMacs(here), book: addressBook(here, vacated) }
}

/** Makes the adapters of a request. A managed network gives each an address [C: product manual, it answers DHCP for its VMs]. */
export function createNics(
  { here, ids }: DiskScene,
  requests: readonly View<NicRequest>[],
  { macs, book }: Adapters
): Nic[] {
  return requests.map(request => {
    const network = networkFor(here, request.network).name
    return {
      uuid: ids.uuid(),
      mac: request.mac === null || request.mac === '' ? assignMac(macs, ids) : claimMac(here, request.mac, macs),
      network,
      ip: book.assign(network, request.ip),
      ...(request.model !== null && request.model !== '' && { model: request.model }),
      ...(request.connected === false && { connected: false })
    }
  })
}

/** Claims a MAC address that a client chose. Refuses one that is in use. */
export function claimMac(here: View<Cluster>, identifier: string, macs: Set<string>): string {
  const mac = identifier.toLowerCase()
  refuseUnless(MAC.test(mac), 'nic/invalid', () => `${identifier} is not a MAC address`)
  refuseUnless(!macs.has(mac), 'nic/invalid', () => `MAC address ${mac} is in use on ${here.name}`)
  macs.add(mac)
  return mac
}

/** Finds an adapter of a VM by its MAC address, written with colons or hyphens, or by its UUID. */
export function nicOf(vm: View<Vm>, id: string): View<Nic> {
  const mac = id.toLowerCase().replace(/-/g, ':')
  const found = vm.spec.nics.find(nic => nic.mac === mac || nic.uuid === id)
  return required(found, 'nic/not-found', `VM ${vm.name} has no network adapter ${id}`)
}

/** MAC addresses of all VMs of a cluster. */
export function usedMacs(here: View<Cluster>): Set<string> {
  return new Set(Object.values(here.vms).flatMap(vm => vm.spec.nics.map(nic => nic.mac)))
}

/** Claims a free MAC address of AHV's prefix. */
export function assignMac(taken: Set<string>, ids: IdSource): string {
  for (let tries = 0; tries < MAC_TRIES_MAX; tries++) {
    const digits = ids.uuid().replace(/-/g, '').slice(0, 6)
    const mac = `50:6b:8d:${digits.slice(0, 2)}:${digits.slice(2, 4)}:${digits.slice(4, 6)}`
    if (taken.has(mac)) continue
    taken.add(mac)
    return mac
  }
  throw new Error('No MAC address is left')
}

/** Claims the former MAC address of an adapter; where another has it meanwhile, a free one (EMU). */
export function reuseMac(mac: string, taken: Set<string>, ids: IdSource): string {
  if (taken.has(mac)) return assignMac(taken, ids)
  taken.add(mac)
  return mac
}

const MAC_TRIES_MAX = 1000
