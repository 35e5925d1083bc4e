/** Maps snapshots to the wire, local and remote ones. */
import { writtenAt } from '../../../domain/inventory/index.js'
import { clusterOf, containerHere, diskPath, getOwn, later, snapshotName } from '../../../domain/core/index.js'
import { hasExpired } from '../../../domain/snapshots/index.js'
import type {
  Cluster,
  Instant,
  PowerState,
  ProtectionDomain,
  Snapshot,
  SnapshotVm,
  SnapshotVolumeGroup,
  View,
  World
} from '../../../domain/core/index.js'
import { figureInstant, nowBefore } from '../../core/index.js'
import type { Model, Prism } from '../../core/index.js'
import { rowsOf } from '../../lists/index.js'
import type { LazyRows } from '../../../http/contract/index.js'

/** Where a list of snapshots is read. */
interface Shelf {
  world: View<World>
  /** The cluster that holds them. */
  holder: View<Cluster>
  domain: View<ProtectionDomain>
  /** The remote site that they are at, as the asking side names it; null where the asking side holds them. */
  site: string | null
}

/** A snapshot by its place on the shelf of a domain, on the cluster that holds it. */
export interface HeldSnapshot extends Pick<Shelf, 'domain' | 'site'> {
  readonly holder: string
  readonly index: number
  readonly createdAt: Instant
}

/** All snapshots of a domain, newest first. */
export function snapshotsHeld(
  holder: View<Cluster>,
  domain: View<ProtectionDomain>,
  site: string | null
): HeldSnapshot[] {
  return domain.snapshots
    .map(({ createdAt }, index) => ({ holder: holder.name, domain, site, index, createdAt }))
    .reverse()
}

/** Newest first; at equal instants the later one in the list. */
export function newestFirst(lists: readonly HeldSnapshot[][]): HeldSnapshot[] {
  return lists.flat().sort((a, b) => b.createdAt - a.createdAt)
}

/** Rows of snapshots; without details they come without their VMs. */
export function snapshotRows(
  prism: Prism,
  held: readonly HeldSnapshot[],
  fullDetails: boolean
): LazyRows<Model<'Snapshot'>> {
  return rowsOf(
    prism,
    held,
    ({ world }) =>
      ({ holder, domain, site, index }) => {
        const shelf = { world, holder: clusterOf(world, holder), domain, site }
        return snapshotDto(shelf, index, fullDetails)
      },
    ({ domain, site, index }) => `${site ?? ''} ${domain.name} ${index}`
  )
}

export function snapshotDto(shelf: Shelf, index: number, fullDetails: boolean): Model<'Snapshot'> {
  const { world, holder, domain, site } = shelf
  const snapshot = domain.snapshots[index]
  if (snapshot === undefined) throw new Error(`${domain.name} has no snapshot number ${index}`)
  return {
    snapshot_id: site === null ? snapshotName(snapshot) : `${site}:${snapshot.id}`,
    snapshot_uuid: snapshotUuid(world, snapshot),
    protection_domain_name: domain.name,
    snapshot_create_time_usecs: snapshot.createdAt,
    snapshot_expiry_time_usecs: snapshot.expiresAt,
    state: stateOf(world, domain, snapshot),
    oob_schedule_ids: snapshot.oneTimeId === null ? [] : [snapshot.oneTimeId],
    consistency_groups: [...new Set(contentsOf(snapshot).map(held => held.consistencyGroup))],
    vms: fullDetails ? snapshot.vms.map(vm => snapshotVmDto(holder, snapshot, vm)) : [],
    nfs_files: [],
    volume_groups: fullDetails ? snapshot.volumeGroups.map(group => snapshotGroupDto(holder, snapshot, group)) : [],
    missing_entities: snapshot.missing.map(({ name, consistencyGroup }) => ({
      entity_name: name,
      entity_type: 'VM',
      cg_name: consistencyGroup
    })),
    located_remote_site_name: site,
    remote_site_names: [...snapshot.remoteSites],
    size_in_bytes: contentsOf(snapshot).reduce((bytes, held) => bytes + held.usedBytes, 0),
    exclusive_usage_in_bytes: exclusiveBytes(world, holder, domain, index)
  }
}

/** The same on every cluster that holds it: that of the origin, with the snapshot's number for its last twelve digits. */
export function snapshotUuid(world: View<World>, { origin, id }: View<Snapshot>): string | null {
  const uuid = getOwn(world.clusters, origin)?.uuid
  return uuid === undefined ? null : `${uuid.slice(0, 24)}${id.toString(16).padStart(12, '0')}`
}

/** One that was asked for without an expiry is `AVAILABLE`; one whose expiry was taken away later is kept for ever. */
function stateOf(world: View<World>, domain: View<ProtectionDomain>, snapshot: View<Snapshot>): string {
  if (snapshot.expiresAt === null) return snapshot.kind === 'one-time' ? 'AVAILABLE' : 'RETAIN_FOREVER'
  return hasExpired(domain, snapshot, nowBefore(world, snapshot.expiresAt)) ? 'EXPIRED' : 'AVAILABLE'
}

function snapshotVmDto(holder: View<Cluster>, snapshot: View<Snapshot>, vm: View<SnapshotVm>): Model<'ProtectedVm'> {
  return {
    vm_handle: vm.handle,
    vm_id: vm.uuid,
    vm_name: vm.name,
    vm_power_state_on_recovery: powerText(vm.powerState),
    consistency_group: vm.consistencyGroup,
    app_consistent_snapshots: vm.appConsistent,
    vm_recoverability: [],
    vm_files: vm.spec.disks
      .filter(disk => !disk.cdrom)
      .map(disk => diskPath({ ...disk, container: containerHere(snapshot, holder, disk.container) })),
    related_entity_uuids: snapshot.volumeGroups.filter(({ vms }) => vms.includes(vm.uuid)).map(({ uuid }) => uuid)
  }
}

function snapshotGroupDto(
  holder: View<Cluster>,
  snapshot: View<Snapshot>,
  group: View<SnapshotVolumeGroup>
): Model<'VolumeGroup'> {
  return {
    volume_group_uuid: group.uuid,
    name: group.name,
    consistency_group: group.consistencyGroup,
    nfs_file_paths: group.spec.disks.map(disk =>
      diskPath({ ...disk, container: containerHere(snapshot, holder, disk.container) })
    ),
    related_entity_uuids: snapshot.vms.filter(({ uuid }) => group.vms.includes(uuid)).map(({ uuid }) => uuid)
  }
}

/** VMs and volume groups alike. */
function contentsOf(snapshot: View<Snapshot>): readonly (View<SnapshotVm> | View<SnapshotVolumeGroup>)[] {
  return snapshot.volumeGroups.length === 0 ? snapshot.vms : [...snapshot.vms, ...snapshot.volumeGroups]
}

/** The wire knows two states in a snapshot; a paused VM counts as running, a suspended one as not. */
function powerText(powerState: PowerState): string {
  return powerState === 'on' || powerState === 'paused' ? 'Powered On' : 'Powered Off'
}

/**
 * What deleting the snapshot would free: what was written between the one before and it, and overwritten by the one
 * after (or by the running VM) since. EMU: an upper bound, as writes are taken to go to the same places.
 */
function exclusiveBytes(
  world: View<World>,
  holder: View<Cluster>,
  domain: View<ProtectionDomain>,
  index: number
): number {
  const before = domain.snapshots[index - 1]
  const after = domain.snapshots[index + 1]
  let bytes = 0
  const snapshot = domain.snapshots[index]
  if (snapshot === undefined) return 0
  if (snapshot.exclusiveBytes !== undefined) return snapshot.exclusiveBytes
  const at = later(figureInstant(world), snapshot.createdAt)
  for (const vm of contentsOf(snapshot)) {
    const live = getOwn(holder.vms, vm.uuid) ?? getOwn(holder.volumeGroups, vm.uuid)
    const liveBytes = live === undefined ? vm.writtenBytes : writtenAt(live.content, at)
    const writtenBefore = (before && contentsOf(before).find(({ uuid }) => uuid === vm.uuid))?.writtenBytes ?? 0
    const writtenAfter =
      after === undefined ? liveBytes : contentsOf(after).find(({ uuid }) => uuid === vm.uuid)?.writtenBytes
    const changed = Math.abs(vm.writtenBytes - writtenBefore)
    const overwritten = writtenAfter === undefined ? vm.usedBytes : Math.abs(writtenAfter - vm.writtenBytes)
    bytes += Math.min(vm.usedBytes, before === undefined ? vm.usedBytes : changed, overwritten)
  }
  return bytes
}

/** What deleting all snapshots of a domain would free at least, and the size of what its newest one holds. */
export function snapshotUsage(world: View<World>, holder: View<Cluster>, domain: View<ProtectionDomain>) {
  const newest = domain.snapshots.at(-1)
  return {
    exclusiveBytes: domain.snapshots.reduce(
      (bytes, _, index) => bytes + exclusiveBytes(world, holder, domain, index),
      0
    ),
    newestBytes: newest === undefined ? 0 : contentsOf(newest).reduce((bytes, held) => bytes + held.usedBytes, 0)
  }
}
