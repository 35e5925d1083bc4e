/** Disks of VMs: made from what a client asks for, in a free place of their bus, with UUIDs that no other disk has. */
import type {
  Cluster,
  ClusterScene,
  Disk,
  DiskPlace,
  DiskRequest,
  IdSource,
  StorageContainer,
  View
} from '../../core/index.js'
import { Refusal, getOwn, refuseUnless, required } from '../../core/index.js'

/** Places of each bus [C: product manual, maxima of the hypervisor]. */
export const BUS_PLACES: Readonly<Record<Disk['bus'], number>> = { scsi: 256, ide: 4, sata: 6, pci: 7 }

/** EMU: the guest fills a new disk, and what a disk has grown by, to this share at once. */
const FILLED_SHARE = 0.5

/** What a disk holds, wherever it is. */
type DiskContent = Pick<Disk, 'sizeBytes' | 'usedBytes' | 'container'> & { source?: string }

/** Bytes in use of a new disk of a size. EMU: a fixed share, as if the guest had filled it at once. */
export function filledBytes(sizeBytes: number): number {
  return Math.floor(sizeBytes * FILLED_SHARE)
}

/** Finds a storage container by UUID, by name or by its number; without any the first of the cluster. Refuses one that does not exist. */
export function containerFor(here: View<Cluster>, identifier: string | null): View<StorageContainer> {
  const container =
    identifier === null || identifier === ''
      ? here.containers[0]
      : (here.containers.find(({ uuid, name }) => uuid === identifier || name === identifier) ??
        here.containers.find(({ number }) => identifier === `${number}` || identifier === `${here.uuid}::${number}`))
  return required(
    container,
    'storage-container/not-found',
    `Storage container ${identifier} does not exist on ${here.name}`
  )
}

export type DiskScene = Pick<ClusterScene, 'here' | 'ids'>

/** Makes the disks of a request, to stand beside those that a VM has. Refuses a place that is taken. */
export function createDisks(
  { here, ids }: DiskScene,
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

/** Content of a new disk: nothing, an empty disk of a size, or a copy of another disk or image. */
export function contentOf(here: View<Cluster>, request: View<DiskRequest>, fallback: string | null): DiskContent {
  const { create, clone, cdrom, empty } = request
  refuseUnless(
    create === null || clone === null,
    'vm-disk/invalid',
    () => 'A disk is either created or cloned, not both'
  )
  if (clone !== null && !(cdrom && empty)) {
    const source = diskSource(here, clone.source)
    const container = containerFor(here, clone.container ?? source.container).name
    const sizeBytes = Math.max(source.sizeBytes, wholeBytes(clone.minimumBytes ?? 0, 'minimum_size'))
    return { sizeBytes, usedBytes: source.usedBytes, container, source: source.uuid }
  }
  if (cdrom) return { sizeBytes: 0, usedBytes: 0, container: containerFor(here, create?.container ?? fallback).name }
  refuseUnless(create !== null, 'vm-disk/invalid', () => 'A disk has either vm_disk_create or vm_disk_clone')
  const sizeBytes = wholeBytes(create.sizeBytes ?? 0, 'size')
  refuseUnless(sizeBytes > 0, 'vm-disk/invalid', () => 'The size of a disk is above zero')
  return {
    sizeBytes,
    usedBytes: filledBytes(sizeBytes),
    container: containerFor(here, create.container ?? fallback).name
  }
}

/** Refuses a size that is not a whole number of bytes; `what` names it in the refusal. */
export function wholeBytes(bytes: number, what: string): number {
  refuseUnless(
    Number.isSafeInteger(bytes) && bytes >= 0,
    'vm-disk/invalid',
    () => `The ${what} of a disk is a whole number of bytes from 0 to ${Number.MAX_SAFE_INTEGER}, not ${bytes}`
  )
  return bytes
}

/** Finds what a disk is cloned from: a disk of a VM, of a snapshot of one, or of an image [C: clients, which clone all three by `vmdisk_uuid`]. */
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
    getOwn(BUS_PLACES, bus),
    'vm-disk/invalid',
    `${bus} is not one of ${Object.keys(BUS_PLACES).join(', ')}`
  )
  const free = (index: number): boolean => !taken.some(disk => disk.bus === bus && disk.index === index)
  const index = request.index ?? Array.from({ length: places }, (_, place) => place).find(free)
  refuseUnless(index !== undefined, 'vm-disk/invalid', () => `Bus ${bus} has no place left`)
  refuseUnless(
    Number.isInteger(index) && index >= 0 && index < places,
    'vm-disk/invalid',
    () => `Bus ${bus} has places 0 to ${places - 1}, not ${index}`
  )
  refuseUnless(free(index), 'vm-disk/invalid', () => `Disk address ${bus}.${index} is taken`)
  return { bus, index }
}

/** Finds a disk of a VM by UUID, or by bus and index. Refuses one that the VM does not have. */
export function diskAt(disks: readonly View<Disk>[], place: View<DiskPlace>): View<Disk> {
  const found = disks.find(({ uuid, bus, index }) =>
    place.uuid === null ? bus === place.bus && index === place.index : uuid === place.uuid
  )
  const name = place.uuid ?? `${place.bus}.${place.index}`
  return required(found, 'vm-disk/not-found', `The VM has no disk ${name}`)
}

/** UUIDs of the disks of a cluster's VMs and images, those of one VM apart. */
export function usedDiskUuids(here: View<Cluster>, but: string): Set<string> {
  const vms = Object.values(here.vms).filter(({ uuid }) => uuid !== but)
  const images = Object.values(here.images).flatMap(image => image.disk?.uuid ?? [])
  return new Set([...vms.flatMap(vm => vm.spec.disks.map(disk => disk.uuid)), ...images])
}

/** The disks that a VM had, under their former UUIDs; one whose UUID is taken meanwhile gets another, as a clone's does (EMU). */
export function restoreDisks(disks: readonly View<Disk>[], taken: ReadonlySet<string>, ids: IdSource): Disk[] {
  return disks.map(disk => (taken.has(disk.uuid) ? { ...disk, uuid: ids.uuid(), source: disk.uuid } : { ...disk }))
}
