/** VMs as v1 lists them: with their place, storage and protection. Written in v2.0's words. */
import { vmOf } from '../../domain/lookup.js'
import type { ProtectionDomain, Snapshot, View } from '../../domain/world.js'
import { arithmos } from '../collection.js'
import type { Model, V1WordsHandlers, WordsModel } from '../handlers.js'
import { vmSummaryDto } from '../resources/dto/vm-summary.js'

export const vms = {
  getVMs: ({ prism: { cluster }, query }) => {
    const rows = Object.values(cluster.vms).map(vm => vmSummaryDto(cluster, vm))
    return arithmos(rows, query, attributesOf)
  },

  getVM: ({ prism: { cluster }, path }) => vmSummaryDto(cluster, vmOf(cluster, uuidIn(path.vm_id))),

  getSnapshotsOfVM: ({ prism: { cluster }, path }) => {
    const { uuid } = vmOf(cluster, uuidIn(path.vm_id))
    return Object.values(cluster.protectionDomains)
      .filter(({ removedAt }) => removedAt === null)
      .flatMap(domain => snapshotsOf(domain, uuid))
      .sort((a, b) => (b.snapshot_create_time ?? 0) - (a.snapshot_create_time ?? 0))
  }
} satisfies Partial<V1WordsHandlers>

/** Clients filter by names that the list does not show [C]. */
function attributesOf(vm: Model<'VmSummary'>) {
  return { ...vm, vm_uuid: vm.uuid, is_cvm: vm.controller_vm }
}

/** A VM goes by its UUID, or by that of its cluster and its own. */
export function uuidIn(id: string): string {
  return id.slice(id.lastIndexOf(':') + 1)
}

function snapshotsOf(domain: View<ProtectionDomain>, uuid: string): WordsModel<'VmSnapshotInfo'>[] {
  return domain.snapshots.flatMap(snapshot => snapshotInfo(snapshot, uuid) ?? [])
}

function snapshotInfo(snapshot: View<Snapshot>, uuid: string): WordsModel<'VmSnapshotInfo'> | undefined {
  const vm = snapshot.vms.find(candidate => candidate.uuid === uuid)
  if (vm === undefined) return undefined
  const disks = vm.spec.disks.filter(disk => !disk.cdrom)
  return {
    snapshot_id: snapshot.id,
    snapshot_create_time: snapshot.createdAt,
    snapshot_expiry_time: snapshot.expiresAt,
    locally_avaiable: true,
    flr_capabale: false,
    remote_sites: [...snapshot.remoteSites],
    disk_uuids: disks.map(disk => disk.uuid),
    disk_labels: disks.map(disk => `${disk.bus}.${disk.index}`)
  }
}
