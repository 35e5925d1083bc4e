/** Bytes stored in each container: by live disks, and by snapshots beside them. */
import type {
  Cluster,
  Instant,
  ProtectionDomain,
  SnapshotVm,
  SnapshotVolumeGroup,
  StorageContainer,
  View
} from '../core/index.js'
import { containerHere, getOwn, later } from '../core/index.js'
import { usedBytesOf, writtenAt } from '../inventory/index.js'

export interface StoredBytes {
  /** Each byte counted once. */
  logical: number
  /** As often as the containers keep copies. */
  physical: number
  /** Of the logical bytes, those that only snapshots keep. */
  usage: number
}

/** Bytes that some containers hold at an instant up to now: live disks, and what snapshots keep beside them. */
export function storedIn(
  here: View<Cluster>,
  at: Instant,
  containers: readonly View<StorageContainer>[] = here.containers
): StoredBytes {
  const live = liveByContainer(here)
  const keptIn = keptByContainer(here, at)
  const sum: StoredBytes = { logical: 0, physical: 0, usage: 0 }
  for (const { name, replicationFactor } of containers) {
    const usage = keptIn.get(name) ?? 0
    const bytes = (live.get(name) ?? 0) + usage
    sum.logical += bytes
    sum.physical += bytes * replicationFactor
    sum.usage += usage
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
function keptByContainer(here: View<Cluster>, at: Instant): Map<string, number> {
  const held = new Map<string, number>()
  const domains = Object.values(here.protectionDomains)
  for (const usage of [
    bytesHeldByVmSnapshots(here, at),
    ...domains.map(domain => bytesHeldBySnapshots(here, domain, at))
  ]) {
    for (const { disks, bytes } of usage) {
      const shares = distribute(
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

/** The disks of every VM, volume group and image that is registered on the cluster. */
function liveDisks(here: View<Cluster>): (readonly StoredDisk[])[] {
  return [
    ...[...Object.values(here.vms), ...Object.values(here.volumeGroups)].map(({ spec }) => spec.disks),
    Object.values(here.images).flatMap(({ disk }) => disk ?? [])
  ]
}

/** Bytes that snapshots keep beside the live disks of an entity. */
interface SnapshotUsage {
  /** In the containers of this cluster. */
  disks: readonly StoredDisk[]
  bytes: number
}

/**
 * Bytes that the snapshots of a domain keep of each entity: what was overwritten between one and the next, and a full
 * copy where the entity itself is not registered here. EMU: writes are taken to go to the same places.
 */
function bytesHeldBySnapshots(here: View<Cluster>, domain: View<ProtectionDomain>, at: Instant): SnapshotUsage[] {
  const newest = new Map<
    string,
    { held: View<SnapshotVm | SnapshotVolumeGroup>; since: Instant; usage: SnapshotUsage }
  >()
  for (const snapshot of domain.snapshots) {
    for (const held of [...snapshot.vms, ...snapshot.volumeGroups]) {
      const before = newest.get(held.uuid)
      const changed = before === undefined ? 0 : bytesOverwritten(before.held, held.writtenBytes)
      const disks = held.spec.disks.map(({ container, usedBytes }) => ({
        usedBytes,
        container: containerHere(snapshot, here, container)
      }))
      newest.set(held.uuid, {
        held,
        since: snapshot.createdAt,
        usage: { disks, bytes: (before?.usage.bytes ?? 0) + changed }
      })
    }
  }
  return [...newest.entries()].map(([uuid, { held, since, usage }]) => {
    const live = getOwn(here.vms, uuid) ?? getOwn(here.volumeGroups, uuid)
    const beside =
      live === undefined ? held.usedBytes : bytesOverwritten(held, writtenAt(live.content, later(at, since)))
    return { ...usage, bytes: usage.bytes + beside }
  })
}

/** Bytes that snapshots of single VMs keep, counted alike. */
function bytesHeldByVmSnapshots(here: View<Cluster>, at: Instant): SnapshotUsage[] {
  const newest = new Map<string, { writtenBytes: number; usedBytes: number; since: Instant; usage: SnapshotUsage }>()
  for (const { vm, spec, writtenBytes, createdAt: since } of Object.values(here.vmSnapshots)) {
    const before = newest.get(vm)
    const usedBytes = usedBytesOf(spec)
    const bytes = (before?.usage.bytes ?? 0) + (before === undefined ? 0 : bytesOverwritten(before, writtenBytes))
    newest.set(vm, { writtenBytes, usedBytes, since, usage: { disks: spec.disks, bytes } })
  }
  return [...newest.entries()].map(([uuid, held]) => {
    const live = getOwn(here.vms, uuid)
    const beside =
      live === undefined ? held.usedBytes : bytesOverwritten(held, writtenAt(live.content, later(at, held.since)))
    return { ...held.usage, bytes: held.usage.bytes + beside }
  })
}

function bytesOverwritten(
  held: { readonly usedBytes: number; readonly writtenBytes: number },
  writtenBytes: number
): number {
  return Math.min(held.usedBytes, Math.abs(writtenBytes - held.writtenBytes))
}

/** Divides an amount into whole parts in proportion to weights; they add up to the amount, where anything has a weight. */
export function distribute(amount: number, weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let weighed = 0
  let used = 0
  return weights.map(weight => {
    weighed += weight
    const upTo = total === 0 ? 0 : Math.floor((amount / total) * weighed)
    const part = (weighed === total && total !== 0 ? amount : upTo) - used
    used += part
    return part
  })
}
