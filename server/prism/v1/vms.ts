/** VMs as v1 lists them: with their place, storage and protection. Written in v2.0's words. */
import { usedBytesOf } from '../../domain/inventory/index.js'
import { instant, required, vmOf } from '../../domain/core/index.js'
import type { Cluster, ProtectionDomain, Snapshot, View, Vm } from '../../domain/core/index.js'
import { arithmos, refuseUnreadable } from '../lists/index.js'
import type { Model, Prism, V1WordsHandlers, WordsModel } from '../core/index.js'
import { alertsAbout, eventsAbout } from '../notices/index.js'
import {
  consistencyGroups,
  controllerVmDtos,
  guestToolsDto,
  listedVmDto,
  started,
  virtualDisksOf,
  vmCreation
} from '../inventory/index.js'
import { statsResponse, steadyGauges } from '../figures/index.js'
import { patched } from '../administration/index.js'

export const vms = {
  getVMs: ({ prism: { cluster }, query }) => {
    refuseUnreadable(query)
    const groupOf = consistencyGroups(cluster)
    const rows = Object.values(cluster.vms).map(vm => listedVmDto(cluster, vm, groupOf))
    return arithmos([...rows, ...controllerVmDtos(cluster)], query, attributesOf)
  },

  getVM: ({ prism: { cluster }, path }) => {
    const uuid = uuidIn(path.vm_id)
    const controller = controllerVmDtos(cluster).find(row => row.uuid === uuid)
    return controller ?? listedVmDto(cluster, vmOf(cluster, uuid))
  },

  createVM: ({ prism, body }) => {
    const { boot_config: boot, ...rest } = body
    return started(prism.submit({ type: 'create-vm', vm: vmCreation({ ...rest, ...(boot != null && { boot }) }) }))
  },

  getSnapshotsOfVM: ({ prism: { cluster }, path }) => snapshotsOfVm(cluster, path.vm_id),

  getSnapshotOfVM: ({ prism: { cluster }, path }) => {
    const found = snapshotsOfVm(cluster, path.vm_id).find(({ snapshot_id: id }) => String(id) === path.snap_id)
    return required(found, 'snapshot/not-found', `Snapshot ${path.snap_id} of VM ${path.vm_id} does not exist`)
  },

  getVMAlerts: ({ prism, query }) => alertsAbout(prism, query, 'vm'),

  getVMEvents: ({ prism, query }) => eventsAbout(prism, query, 'vm'),

  getAlertsForVM: ({ prism, path, query }) => alertsAbout(prism, query, 'vm', found(prism, path.vm_id).name),

  getEventsForVM: ({ prism, path, query }) => eventsAbout(prism, query, 'vm', found(prism, path.vm_id).name),

  getVMStats: ({ prism, path, query }) => {
    const used = String(usedBytesOf(found(prism, path.vm_id).spec))
    const { now } = prism.world
    return statsResponse(now, query, steadyGauges({ controller_user_bytes: used }, now, instant(0)))
  },

  getVirtualDisksInVm: ({ prism, path, query }) =>
    arithmos(virtualDisksOf(prism.cluster, [found(prism, path.vm_id)]), query),

  listNutanixGuestTools: ({ prism: { cluster }, query }) =>
    Object.values(cluster.vms)
      .filter(vm => vm.spec.guestTools && (query.vm_names === undefined || query.vm_names.includes(vm.name)))
      .map(vm => guestToolsDto(cluster, vm)),

  getNutanixGuestTools: ({ prism, path }) => guestToolsDto(prism.cluster, found(prism, path.vm_id)),

  createNutanixGuestTools: ({ prism, path, body }) => switchTools(prism, path.vm_id, body.enabled ?? true),

  updateNutanixGuestTools: ({ prism, path, body }) => switchTools(prism, path.vm_id, body.enabled ?? true),

  patchNutanixGuestTools: ({ prism, path, body }) => {
    const { enabled } = guestToolsDto(prism.cluster, found(prism, path.vm_id))
    return switchTools(prism, path.vm_id, patched(body).enabled ?? enabled ?? false)
  },

  mountNutanixGuestTools: ({ prism, path }) => mountTools(prism, path.vm_id, 'MOUNT'),

  unmountNutanixGuestTools: ({ prism, path }) => mountTools(prism, path.vm_id, 'UNMOUNT')
} satisfies Partial<V1WordsHandlers>

function found({ cluster }: Prism, id: string): View<Vm> {
  return vmOf(cluster, uuidIn(id))
}

function switchTools(prism: Prism, id: string, enabled: boolean): Model<'GuestTools'> {
  const { uuid } = found(prism, id)
  prism.submit({ type: 'switch-guest-tools', vm: uuid, enabled })
  return guestToolsDto(prism.cluster, found(prism, id))
}

function mountTools(prism: Prism, id: string, operation: string): { value: boolean } {
  prism.submit({ type: 'manage-guest-tools', vm: uuidIn(id), operation })
  return { value: true }
}

function snapshotsOfVm(here: View<Cluster>, id: string): WordsModel<'VmSnapshotInfo'>[] {
  const { uuid } = vmOf(here, uuidIn(id))
  return Object.values(here.protectionDomains)
    .filter(({ removedAt }) => removedAt === null)
    .flatMap(domain => snapshotsOf(domain, uuid))
    .sort((a, b) => (b.snapshot_create_time ?? 0) - (a.snapshot_create_time ?? 0))
}

/** Clients filter by names that the list does not show [C]. */
function attributesOf(vm: Model<'VmSummary'>) {
  return { ...vm, vm_uuid: vm.uuid, is_cvm: vm.controller_vm, is_control_domain: false }
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
