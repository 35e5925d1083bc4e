/** How much is stored where: in which container, on which disk, and what still needs a container. */
import { usedBytesOf, writtenAt } from '../inventory/index.js'
import { containerHere, own } from '../core/index.js'
import type {
  Cluster,
  ContainerPolicy,
  PhysicalDisk,
  ProtectionDomain,
  SnapshotVm,
  SnapshotVolumeGroup,
  StorageContainer,
  View,
  World
} from '../core/index.js'

/** As the web console makes a container, but for compression, which every container of a new cluster has. */
export const defaultPolicy: ContainerPolicy = {
  advertisedBytes: null,
  reservedBytes: 0,
  compression: true,
  compressionDelaySeconds: 0,
  erasureCoding: false,
  erasureCodingDelaySeconds: null,
  fingerPrintOnWrite: 'OFF',
  onDiskDedup: 'OFF',
  softwareEncryption: false,
  whitelist: null,
  randomTiers: ['SSD', 'HDD'],
  sequentialTiers: ['SSD', 'HDD']
}

export function disksOf(here: View<Cluster>): View<PhysicalDisk>[] {
  return here.hosts.flatMap(host => host.disks)
}

/** Copies of data that the cluster is made for. EMU: as many as its first container keeps. */
export function redundancyFactor({ containers }: View<Cluster>): number {
  return containers[0]?.replicationFactor ?? 2
}

/** Physical bytes of all disks; one that is leaving counts until it is gone. */
export function poolCapacity(here: View<Cluster>): number {
  return disksOf(here).reduce((bytes, disk) => bytes + disk.sizeBytes, 0)
}

/** Physical bytes that a container can hold: no more than there are. */
export function containerCapacity(here: View<Cluster>, container: View<StorageContainer>): number {
  return Math.min(container.capacityBytes, poolCapacity(here))
}

export interface StoredBytes {
  /** Each byte counted once. */
  logical: number
  /** As often as the containers keep copies. */
  physical: number
  /** Of the logical bytes, those that only snapshots keep. */
  kept: number
}

/** What some containers hold: live disks, and what snapshots keep beside them. */
export function storedIn(
  world: View<World>,
  here: View<Cluster>,
  containers: readonly View<StorageContainer>[] = here.containers
): StoredBytes {
  const live = liveByContainer(here)
  const keptIn = keptByContainer(world, here)
  const sum: StoredBytes = { logical: 0, physical: 0, kept: 0 }
  for (const { name, replicationFactor } of containers) {
    const kept = keptIn.get(name) ?? 0
    const bytes = (live.get(name) ?? 0) + kept
    sum.logical += bytes
    sum.physical += bytes * replicationFactor
    sum.kept += kept
  }
  return sum
}

function add(held: Map<string, number>, container: string, bytes: number): void {
  held.set(container, (held.get(container) ?? 0) + bytes)
}

/** Logical bytes of the disks of everything that is registered, by container. */
function liveByContainer(here: View<Cluster>): Map<string, number> {
  const held = new Map<string, number>()
  for (const disks of liveDisks(here)) for (const disk of disks) add(held, disk.container, disk.usedBytes)
  return held
}

/** Logical bytes that only snapshots keep, by container. */
function keptByContainer(world: View<World>, here: View<Cluster>): Map<string, number> {
  const held = new Map<string, number>()
  const domains = Object.values(here.protectionDomains)
  for (const kept of [keptByVmSnapshots(world, here), ...domains.map(domain => keptBySnapshots(world, here, domain))]) {
    for (const { disks, bytes } of kept) {
      const shares = spread(
        bytes,
        disks.map(disk => disk.usedBytes)
      )
      for (const [index, disk] of disks.entries()) add(held, disk.container, shares[index] ?? 0)
    }
  }
  return held
}

interface StoredDisk {
  readonly container: string
  readonly usedBytes: number
}

/** The disks of everything that is registered here, images among it. */
function liveDisks(here: View<Cluster>): (readonly StoredDisk[])[] {
  return [
    ...[...Object.values(here.vms), ...Object.values(here.volumeGroups)].map(({ spec }) => spec.disks),
    Object.values(here.images).flatMap(({ disk }) => disk ?? [])
  ]
}

interface Kept {
  /** In the containers of this cluster. */
  disks: readonly StoredDisk[]
  bytes: number
}

/**
 * What the snapshots of a domain keep of each entity: what was overwritten between one and the next, and a full copy
 * where the entity itself is not registered here. EMU: writes are taken to go to the same places.
 */
function keptBySnapshots(world: View<World>, here: View<Cluster>, domain: View<ProtectionDomain>): Kept[] {
  const newest = new Map<string, { held: View<SnapshotVm | SnapshotVolumeGroup>; kept: Kept }>()
  for (const snapshot of domain.snapshots) {
    for (const held of [...snapshot.vms, ...snapshot.volumeGroups]) {
      const before = newest.get(held.uuid)
      const changed = before === undefined ? 0 : changedBytes(before.held, held.writtenBytes)
      const disks = held.spec.disks.map(({ container, usedBytes }) => ({
        usedBytes,
        container: containerHere(snapshot, here, container)
      }))
      newest.set(held.uuid, { held, kept: { disks, bytes: (before?.kept.bytes ?? 0) + changed } })
    }
  }
  return [...newest.entries()].map(([uuid, { held, kept }]) => {
    const live = own(here.vms, uuid) ?? own(here.volumeGroups, uuid)
    const beside = live === undefined ? held.usedBytes : changedBytes(held, writtenAt(live.content, world.now))
    return { ...kept, bytes: kept.bytes + beside }
  })
}

/** The same of the hypervisor's own snapshots of single VMs. */
function keptByVmSnapshots(world: View<World>, here: View<Cluster>): Kept[] {
  const newest = new Map<string, { writtenBytes: number; usedBytes: number; kept: Kept }>()
  for (const { vm, spec, writtenBytes } of Object.values(here.vmSnapshots)) {
    const before = newest.get(vm)
    const usedBytes = usedBytesOf(spec)
    const bytes = (before?.kept.bytes ?? 0) + (before === undefined ? 0 : changedBytes(before, writtenBytes))
    newest.set(vm, { writtenBytes, usedBytes, kept: { disks: spec.disks, bytes } })
  }
  return [...newest.entries()].map(([uuid, held]) => {
    const live = own(here.vms, uuid)
    const beside = live === undefined ? held.usedBytes : changedBytes(held, writtenAt(live.content, world.now))
    return { ...held.kept, bytes: held.kept.bytes + beside }
  })
}

function changedBytes(
  held: { readonly usedBytes: number; readonly writtenBytes: number },
  writtenBytes: number
): number {
  return Math.min(held.usedBytes, Math.abs(writtenBytes - held.writtenBytes))
}

/** Whole parts of an amount in proportion to weights: they add up to the amount, where anything has a weight. */
export function spread(amount: number, weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let weighed = 0
  let given = 0
  return weights.map(weight => {
    weighed += weight
    const upTo = total === 0 ? 0 : Math.floor((amount / total) * weighed)
    const part = (weighed === total && total !== 0 ? amount : upTo) - given
    given += part
    return part
  })
}

/** What keeps a container from going or from being renamed, for a sentence; null where nothing does. */
export function userOf(world: View<World>, here: View<Cluster>, name: string): string | null {
  for (const vm of Object.values(here.vms)) {
    if (vm.spec.disks.some(disk => disk.container === name)) return `VM ${vm.name} has a disk in it`
  }
  for (const image of Object.values(here.images)) {
    if (image.disk?.container === name) return `image ${image.name} is in it`
  }
  for (const snapshot of Object.values(here.vmSnapshots)) {
    if (snapshot.spec.disks.some(disk => disk.container === name)) return `snapshot ${snapshot.name} is kept in it`
  }
  for (const group of Object.values(here.volumeGroups)) {
    if (group.spec.disks.some(disk => disk.container === name)) return `volume group ${group.name} has a disk in it`
  }
  for (const domain of Object.values(here.protectionDomains)) {
    if (domain.vstore === name) return `protection domain ${domain.name} covers it`
    for (const snapshot of domain.snapshots) {
      const within = [...snapshot.vms, ...snapshot.volumeGroups].some(({ spec }) =>
        spec.disks.some(disk => containerHere(snapshot, here, disk.container) === name)
      )
      if (within) return `snapshot ${snapshot.id} of protection domain ${domain.name} is kept in it`
    }
  }
  for (const site of Object.values(here.remoteSites)) {
    if (own(site.containerMap, name) !== undefined) return `remote site ${site.name} maps it`
  }
  const mounted = here.datastores.find(datastore => datastore.container === name)
  if (mounted !== undefined) return `datastore ${mounted.name} is in it`
  return receives(world, here, name) ? 'a replication is on its way to it' : null
}

/** Whether something that is being sent here is going to be in the container. */
function receives(world: View<World>, here: View<Cluster>, name: string): boolean {
  return Object.values(world.clusters).some(peer =>
    Object.values(peer.protectionDomains).some(domain =>
      Object.values(domain.outgoing).some(({ current, site }) => {
        if (current?.target !== here.name) return false
        const snapshot = domain.snapshots.find(
          ({ id, origin }) => id === current.snapshotId && origin === current.origin
        )
        const map = own(peer.remoteSites, site)?.containerMap ?? {}
        return [...(snapshot?.vms ?? []), ...(snapshot?.volumeGroups ?? [])].some(({ spec }) =>
          spec.disks.some(disk => {
            const there = snapshot === undefined ? disk.container : containerHere(snapshot, peer, disk.container)
            return (own(map, there) ?? there) === name
          })
        )
      })
    )
  )
}
