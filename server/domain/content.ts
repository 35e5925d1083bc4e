/** What a VM has written, what a snapshot holds of it, and how much has to cross the link. */
import { snapshotOf } from './lookup.js'
import { USECS_PER_SECOND } from './time.js'
import type { Instant } from './time.js'
import type { Content, PowerState, ProtectionDomain, Snapshot, SnapshotVm, View, Vm, VmSpec } from './world.js'

/** Bytes written in the VM's life up to an instant. */
export function writtenAt(content: View<Content>, at: Instant): number {
  if (at <= content.asOf) return content.writtenBytes
  return content.writtenBytes + Math.floor(((at - content.asOf) / USECS_PER_SECOND) * content.bytesPerSecond)
}

/** What a full copy of the VM has to send. */
export function usedBytesOf(spec: View<VmSpec>): number {
  let bytes = 0
  for (const disk of spec.disks) bytes += disk.usedBytes
  return bytes
}

/** The size of all its disks. */
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
  return {
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
}

/** The newest snapshot that both sides hold: what a delta is computed against. */
export function referenceSnapshot(
  source: View<ProtectionDomain>,
  target: View<ProtectionDomain> | undefined,
  except: { origin: string; id: number }
): View<Snapshot> | undefined {
  if (target === undefined) return undefined
  for (let i = source.snapshots.length - 1; i >= 0; i--) {
    const snapshot = source.snapshots[i]
    if (snapshot === undefined || (snapshot.id === except.id && snapshot.origin === except.origin)) continue
    if (snapshotOf(target, snapshot.origin, snapshot.id) !== undefined) return snapshot
  }
  return undefined
}

/**
 * What a snapshot has to send: of each VM what was written since the reference, the same places over and over counting
 * once (EMU: never more than is used), and every disk that the reference lacks in full.
 */
export function bytesSince(snapshot: View<Snapshot>, reference: View<Snapshot> | undefined): number {
  let bytes = 0
  for (const vm of snapshot.vms) {
    const before = reference?.vms.find(candidate => candidate.uuid === vm.uuid)
    if (before === undefined) {
      bytes += vm.usedBytes
      continue
    }
    const added = before.spec === vm.spec ? 0 : bytesOfNewDisks(vm.spec, before.spec)
    bytes += added + Math.min(vm.usedBytes - added, Math.abs(vm.writtenBytes - before.writtenBytes))
  }
  return bytes
}

/** Disks that were added since; and of those that were resized, what they use more than before. */
function bytesOfNewDisks(now: View<VmSpec>, before: View<VmSpec>): number {
  let bytes = 0
  for (const disk of now.disks) {
    const old = before.disks.find(({ uuid }) => uuid === disk.uuid)
    bytes += Math.max(0, disk.usedBytes - (old?.usedBytes ?? 0))
  }
  for (const group of snapshot.volumeGroups) {
    const before = reference?.volumeGroups.find(candidate => candidate.uuid === group.uuid)
    bytes +=
      before === undefined
        ? group.usedBytes
        : Math.min(group.usedBytes, Math.abs(group.writtenBytes - before.writtenBytes))
  }
  return bytes
}
