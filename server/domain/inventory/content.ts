/** Bytes that a VM has written, that a snapshot holds of it, and that a transfer has to send. */
import { USECS_PER_SECOND, snapshotOf } from '../core/index.js'
import type {
  Content,
  Instant,
  PowerState,
  ProtectionDomain,
  Snapshot,
  SnapshotVm,
  View,
  Vm,
  VmSpec
} from '../core/index.js'

/** Bytes written in the VM's life up to an instant. */
export function writtenAt(content: View<Content>, at: Instant): number {
  if (at <= content.asOf) return content.writtenBytes
  return content.writtenBytes + Math.floor(((at - content.asOf) / USECS_PER_SECOND) * content.bytesPerSecond)
}

/**
 * Bytes written in the life of what is put back in place to a state in which it had written so many: what goes back counts
 * as written, since the next replication has to send it.
 */
export function writtenAfterRestore(content: View<Content>, heldBytes: number, at: Instant): number {
  const written = writtenAt(content, at)
  return written + Math.abs(written - heldBytes)
}

/** Bytes that a full copy of the VM has to send. */
export function usedBytesOf(spec: View<VmSpec>): number {
  let bytes = 0
  for (const disk of spec.disks) bytes += disk.usedBytes
  return bytes
}

/** Size of all disks of the VM, in bytes. */
export function diskBytesOf(spec: View<VmSpec>): number {
  let bytes = 0
  for (const disk of spec.disks) bytes += disk.sizeBytes
  return bytes
}

/** The VM as a snapshot holds it: specification and marks are shared, since neither is ever changed in place. */
export function captureVm(
  vm: View<Vm>,
  member: { readonly consistencyGroup: string; readonly appConsistent: boolean },
  powerState: PowerState,
  quiesced: boolean,
  at: Instant
): SnapshotVm {
  const captured: SnapshotVm = {
    uuid: vm.uuid,
    name: vm.name,
    handle: vm.handle,
    consistencyGroup: member.consistencyGroup,
    appConsistent: member.appConsistent,
    quiesced,
    powerState,
    changeBytesPerSecond: vm.changeBytesPerSecond,
    spec: vm.spec,
    usedBytes: usedBytesOf(vm.spec),
    writtenBytes: writtenAt(vm.content, at),
    marks: vm.content.marks
  }
  if (vm.formerUuid !== undefined) captured.formerUuid = vm.formerUuid
  return captured
}

/**
 * The newest snapshot that both sides hold: what a delta is computed against. `received` is one that the target holds
 * by now, though its domain does not show it yet.
 */
export function referenceSnapshot(
  source: View<ProtectionDomain>,
  target: View<ProtectionDomain> | undefined,
  except: { origin: string; id: number },
  received?: View<Snapshot>
): View<Snapshot> | undefined {
  if (target === undefined) return undefined
  for (let i = source.snapshots.length - 1; i >= 0; i--) {
    const snapshot = source.snapshots[i]
    if (snapshot === undefined || (snapshot.id === except.id && snapshot.origin === except.origin)) continue
    if (snapshot === received || snapshotOf(target, snapshot.origin, snapshot.id) !== undefined) return snapshot
  }
  return undefined
}

/**
 * Bytes that a snapshot has to send: of each VM what was written since the reference, the same places over and over
 * counting once (EMU: never more than is used), and every disk that the reference lacks in full.
 */
export function bytesSince(snapshot: View<Snapshot>, reference: View<Snapshot> | undefined): number {
  let bytes = 0
  for (const vm of snapshot.vms) {
    bytes += bytesChangedSince(vm, heldBefore(vm, reference?.vms))
  }
  for (const group of snapshot.volumeGroups) {
    bytes += bytesChangedSince(group, heldBefore(group, reference?.volumeGroups))
  }
  return bytes
}

interface Identity {
  readonly uuid: string
  readonly formerUuid?: string
}

/** The same entity in an earlier snapshot, also under the UUID that it had at a cluster of another hypervisor. */
function heldBefore<T extends Identity>({ uuid, formerUuid }: Identity, before: readonly T[] = []): T | undefined {
  for (const candidate of before) if (candidate.uuid === uuid) return candidate
  return formerUuid === undefined ? undefined : before.find(candidate => candidate.uuid === formerUuid)
}

interface DiskUsage {
  readonly disks: readonly { readonly uuid: string; readonly usedBytes: number }[]
}

/** A VM or a volume group in a snapshot. */
interface HeldEntity {
  readonly spec: DiskUsage
  readonly usedBytes: number
  readonly writtenBytes: number
}

function bytesChangedSince(held: HeldEntity, before: HeldEntity | undefined): number {
  if (before === undefined) return held.usedBytes
  const added = before.spec === held.spec ? 0 : bytesOfNewDisks(held.spec, before.spec)
  return added + Math.min(held.usedBytes - added, Math.abs(held.writtenBytes - before.writtenBytes))
}

/** Bytes of disks that were added since; and of those that were resized, what they use more than before. */
function bytesOfNewDisks(now: DiskUsage, before: DiskUsage): number {
  let bytes = 0
  for (const disk of now.disks) {
    const old = before.disks.find(({ uuid }) => uuid === disk.uuid)
    bytes += Math.max(0, disk.usedBytes - (old?.usedBytes ?? 0))
  }
  return bytes
}
