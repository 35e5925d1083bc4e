/** Disks and adapters of VMs: made whole from what a client says of them, each with identifiers that nothing else has. */
import { addressBook } from '../networks/index.js'
import type { AddressBook } from '../networks/index.js'
import type {
  Cluster,
  ClusterScene,
  Disk,
  DiskPlace,
  DiskRequest,
  IdSource,
  Network,
  Nic,
  NicRequest,
  StorageContainer,
  View,
  Vm,
  VmSpec
} from '../core/index.js'
import { Refusal, networkNamed, own, require, required } from '../core/index.js'

/** Places of each bus [C: product manual, maxima of the hypervisor]. */
export const BUS_PLACES: Readonly<Record<Disk['bus'], number>> = { scsi: 256, ide: 4, sata: 6, pci: 7 }

/** EMU: the guest fills a new disk, and what a disk has grown by, to this share at once. */
const FILLED_SHARE = 0.5

/** What a disk holds, wherever it is. */
type DiskContent = Pick<Disk, 'sizeBytes' | 'usedBytes' | 'container'> & { source?: string }

export function filledBytes(sizeBytes: number): number {
  return Math.floor(sizeBytes * FILLED_SHARE)
}

/** By UUID, or by name; without either the first of the cluster. */
export function containerFor(here: View<Cluster>, given: string | null): View<StorageContainer> {
  const container =
    given === null || given === ''
      ? here.containers[0]
      : here.containers.find(({ uuid, name }) => uuid === given || name === given)
  return required(container, 'storage-container/not-found', `Storage container ${given} does not exist on ${here.name}`)
}

export function networkFor(here: View<Cluster>, uuid: string | null): View<Network> {
  require(uuid !== null && uuid !== '', 'nic/invalid', () => 'A network adapter has a network_uuid')
  const network = here.networks.find(each => each.uuid === uuid)
  return required(network, 'network/not-found', `Network ${uuid} does not exist on ${here.name}`)
}

type Parts = Pick<ClusterScene, 'here' | 'ids'>

/** The disks of a request beside those that a VM has; none of them in a place that is taken. */
export function addedDisks(
  { here, ids }: Parts,
  requests: readonly View<DiskRequest>[],
  { present, container }: { readonly present: readonly View<Disk>[]; readonly container: string | null }
): Disk[] {
  const added: Disk[] = []
  for (const request of requests) {
    const place = freePlace(request, [...present, ...added])
    const content = contentOf(here, request, container)
    added.push({
      uuid: ids.uuid(),
      ...place,
      cdrom: request.cdrom,
      ...content,
      ...(request.flashMode === true && { flashMode: true })
    })
  }
  return added
}

/** What stands in the disk: nothing, what is made for it, or a copy of something. */
export function contentOf(here: View<Cluster>, request: View<DiskRequest>, fallback: string | null): DiskContent {
  const { create, clone, cdrom, empty } = request
  require(create === null || clone === null, 'vm-disk/invalid', () => 'A disk is either created or cloned, not both')
  if (clone !== null && !(cdrom && empty)) {
    const source = diskSource(here, clone.source)
    const container = containerFor(here, clone.container ?? source.container).name
    const sizeBytes = Math.max(source.sizeBytes, wholeBytes(clone.minimumBytes ?? 0, 'minimum_size'))
    return { sizeBytes, usedBytes: source.usedBytes, container, source: source.uuid }
  }
  if (cdrom) return { sizeBytes: 0, usedBytes: 0, container: containerFor(here, create?.container ?? fallback).name }
  require(create !== null, 'vm-disk/invalid', () => 'A disk has either vm_disk_create or vm_disk_clone')
  const sizeBytes = wholeBytes(create.sizeBytes ?? 0, 'size')
  require(sizeBytes > 0, 'vm-disk/invalid', () => 'The size of a disk is above zero')
  return {
    sizeBytes,
    usedBytes: filledBytes(sizeBytes),
    container: containerFor(here, create.container ?? fallback).name
  }
}

export function wholeBytes(bytes: number, what: string): number {
  require(Number.isSafeInteger(bytes) && bytes >= 0, 'vm-disk/invalid', () =>
    `The ${what} of a disk is a whole number of bytes, not ${bytes}`)
  return bytes
}

/** A disk of a VM, of a snapshot of one, or of an image [C: clients, which clone all three by `vmdisk_uuid`]. */
export function diskSource(here: View<Cluster>, uuid: string | null): DiskContent & { uuid: string } {
  const is = (disk: { readonly uuid: string }): boolean => disk.uuid === uuid
  for (const image of Object.values(here.images)) if (image.disk !== null && is(image.disk)) return image.disk
  for (const { spec } of [...Object.values(here.vms), ...Object.values(here.vmSnapshots)]) {
    const found = spec.disks.find(is)
    if (found !== undefined) return found
  }
  throw new Refusal('vm-disk/not-found', `Disk ${uuid} to clone does not exist on ${here.name}`)
}

function freePlace(request: View<DiskRequest>, taken: readonly View<Disk>[]): Pick<Disk, 'bus' | 'index'> {
  const bus = (request.bus ?? (request.cdrom ? 'ide' : 'scsi')) as Disk['bus']
  const places = required(
    own(BUS_PLACES, bus),
    'vm-disk/invalid',
    `${bus} is not one of ${Object.keys(BUS_PLACES).join(', ')}`
  )
  const free = (index: number): boolean => !taken.some(disk => disk.bus === bus && disk.index === index)
  const index = request.index ?? Array.from({ length: places }, (_, place) => place).find(free)
  require(index !== undefined, 'vm-disk/invalid', () => `Bus ${bus} has no place left`)
  require(Number.isInteger(index) && index >= 0 && index < places, 'vm-disk/invalid', () =>
    `Bus ${bus} has places 0 to ${places - 1}, not ${index}`)
  require(free(index), 'vm-disk/invalid', () => `Disk address ${bus}.${index} is taken`)
  return { bus, index }
}

/** The disk that a client means. */
export function diskAt(disks: readonly View<Disk>[], place: View<DiskPlace>): View<Disk> {
  const found = disks.find(({ uuid, bus, index }) =>
    place.uuid === null ? bus === place.bus && index === place.index : uuid === place.uuid
  )
  const name = place.uuid ?? `${place.bus}.${place.index}`
  return required(found, 'vm-disk/not-found', `The VM has no disk ${name}`)
}

const MAC = /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/

/** What adapters must not share, as of one command. */
export interface Adapters {
  readonly macs: Set<string>
  readonly book: AddressBook
}

/** `vacated` are VMs that give up their addresses of managed networks first. */
export function adaptersOf(here: View<Cluster>, vacated: readonly string[] = []): Adapters {
  return { macs: macsOn(here), book: addressBook(here, vacated) }
}

/** The adapters of a request. A managed network gives each an address [C: product manual, it answers DHCP for its VMs]. */
export function addedNics(
  { here, ids }: Parts,
  requests: readonly View<NicRequest>[],
  { macs, book }: Adapters
): Nic[] {
  return requests.map(request => {
    const network = networkFor(here, request.network).name
    return {
      uuid: ids.uuid(),
      mac: request.mac === null || request.mac === '' ? freeMac(macs, ids) : ownMac(here, request.mac, macs),
      network,
      ip: book.assign(network, request.ip),
      ...(request.model !== null && request.model !== '' && { model: request.model }),
      ...(request.connected === false && { connected: false })
    }
  })
}

/** A MAC address that a client chose; it is taken from now on. */
export function ownMac(here: View<Cluster>, given: string, macs: Set<string>): string {
  const mac = given.toLowerCase()
  require(MAC.test(mac), 'nic/invalid', () => `${given} is not a MAC address`)
  require(!macs.has(mac), 'nic/invalid', () => `MAC address ${mac} is in use on ${here.name}`)
  macs.add(mac)
  return mac
}

/** An adapter goes by its MAC address, written with colons or hyphens, or by its UUID. */
export function nicOf(vm: View<Vm>, id: string): View<Nic> {
  const mac = id.toLowerCase().replace(/-/g, ':')
  const found = vm.spec.nics.find(nic => nic.mac === mac || nic.uuid === id)
  return required(found, 'nic/not-found', `VM ${vm.name} has no network adapter ${id}`)
}

/** UUIDs of the disks of a cluster's VMs and images, those of one VM apart. */
export function disksOn(here: View<Cluster>, but: string): Set<string> {
  const vms = Object.values(here.vms).filter(({ uuid }) => uuid !== but)
  const images = Object.values(here.images).flatMap(image => image.disk?.uuid ?? [])
  return new Set([...vms.flatMap(vm => vm.spec.disks.map(disk => disk.uuid)), ...images])
}

/** The disks that a VM had, under the UUIDs that they had; one whose UUID is taken meanwhile gets another, as a clone's does (EMU). */
export function keptDisks(disks: readonly View<Disk>[], taken: ReadonlySet<string>, ids: IdSource): Disk[] {
  return disks.map(disk => (taken.has(disk.uuid) ? { ...disk, uuid: ids.uuid(), source: disk.uuid } : { ...disk }))
}

export function macsOn(here: View<Cluster>): Set<string> {
  return new Set(Object.values(here.vms).flatMap(vm => vm.spec.nics.map(nic => nic.mac)))
}

/** A MAC address of AHV's prefix that is not taken; it is from now on. */
export function freeMac(taken: Set<string>, ids: IdSource): string {
  for (let tries = 0; tries < MAC_TRIES_MAX; tries++) {
    const digits = ids.uuid().replace(/-/g, '').slice(0, 6)
    const mac = `50:6b:8d:${digits.slice(0, 2)}:${digits.slice(2, 4)}:${digits.slice(4, 6)}`
    if (taken.has(mac)) continue
    taken.add(mac)
    return mac
  }
  throw new Error('No MAC address is left')
}

/** The address that an adapter had; where another has it meanwhile, a free one (EMU). It is taken from now on. */
export function keptMac(mac: string, taken: Set<string>, ids: IdSource): string {
  if (taken.has(mac)) return freeMac(taken, ids)
  taken.add(mac)
  return mac
}
const MAC_TRIES_MAX = 1000

/** The same disks and adapters under identifiers of their own: for a copy that stands beside the original. */
export function renewed(spec: VmSpec, macs: Set<string>, ids: IdSource): VmSpec {
  return {
    ...spec,
    disks: spec.disks.map(disk => ({ ...disk, uuid: ids.uuid(), source: disk.uuid })),
    nics: spec.nics.map(nic => ({ ...nic, uuid: ids.uuid(), mac: freeMac(macs, ids) }))
  }
}

/** Whether the cluster still has every container and network that a specification from the past needs. */
export function requireParts(here: View<Cluster>, spec: View<VmSpec>): void {
  for (const { container } of spec.disks) containerFor(here, container)
  for (const { network } of spec.nics) {
    required(networkNamed(here, network), 'network/not-found', `Network ${network} does not exist on ${here.name}`)
  }
}
