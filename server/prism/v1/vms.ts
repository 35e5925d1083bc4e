/** VM endpoints of v1, with placement, storage and protection, in canonical (v2.0) names. */
import { required, vmOf, entityUuid } from '../../domain/core/index.js'
import type { Cluster, Host, ProtectionDomain, Snapshot, View, Vm } from '../../domain/core/index.js'
import {
  arithmos,
  arithmosPage,
  arithmosRows,
  rowsOf,
  selectSources,
  viewOver,
  withEntityNames
} from '../lists/index.js'
import type { Model, Prism, PrismView, V1CanonicalHandlers, V1CanonicalModel } from '../core/index.js'
import { alertsAbout, eventsAbout, withSummaries } from '../notices/index.js'
import {
  consistencyGroups,
  controllerVmDto,
  controllerVmDtos,
  guestToolsDto,
  listedVmDto,
  olderVmCreation,
  taskUuidDto,
  virtualDisksOf
} from '../inventory/index.js'
import { wholeEntry } from '../reads/index.js'
import { alignedStatsResponse, gaugesOf, projectionOf } from '../figures/index.js'
import { unwrapPatch } from '../administration/index.js'

const BYTES_PER_MEBIBYTE = 1024 * 1024

export const vms = {
  *getVMs({ prism, query }) {
    // By name: looking up all VMs of a large cluster takes longer than making a page of them.
    const sources: VmSource[] = [...prism.namesOf(prism.cluster.vms), ...prism.cluster.hosts]
    const projection = projectionOf(query.projection)
    const view = viewOver(prism, sources)
    const maker = ({ cluster }: PrismView) => {
      const groupOf = consistencyGroups(cluster)
      const vmNow = (uuid: string): View<Vm> => wholeEntry(cluster.vms, uuid) ?? vmOf(cluster, uuid)
      return (source: VmSource) => {
        const found = typeof source === 'string' ? vmNow(source) : source
        const row = 'spec' in found ? listedVmDto(cluster, found, groupOf) : controllerVmDto(cluster, found)
        return withSummaries(cluster, row, { type: 'vm', name: found.name }, projection)
      }
    }
    const rows = rowsOf(prism, sources, maker, undefined, view)
    const found = yield* selectSources(sources, query, source => knownOf(view.cluster, source))
    return found === undefined
      ? yield* arithmosRows(rows, query, attributesOf)
      : arithmosPage(rows.over(found), query, sources.length)
  },

  getVM: ({ prism: { cluster }, path, query }) => {
    const row = rowNamed(cluster, path.vm_id)
    return withSummaries(cluster, row, { type: 'vm', name: row.vm_name ?? '' }, projectionOf(query.projection))
  },

  createVM: ({ prism, body }) => taskUuidDto(prism.submit({ type: 'create-vm', vm: olderVmCreation(body) })),

  getSnapshotsOfVM: ({ prism: { cluster }, path }) => snapshotsOfVm(cluster, path.vm_id),

  getSnapshotOfVM: ({ prism: { cluster }, path }) => {
    const found = snapshotsOfVm(cluster, path.vm_id).find(({ snapshot_id: id }) => String(id) === path.snap_id)
    return required(found, 'snapshot/not-found', `Snapshot ${path.snap_id} of VM ${path.vm_id} does not exist`)
  },

  getVMAlerts: ({ prism, query }) => alertsAbout(prism, query, 'vm'),

  getVMEvents: ({ prism, query }) => eventsAbout(prism, query, 'vm'),

  getAlertsForVM: ({ prism, path, query }) => alertsAbout(prism, query, 'vm', nameOf(prism, path.vm_id)),

  getEventsForVM: ({ prism, path, query }) => eventsAbout(prism, query, 'vm', nameOf(prism, path.vm_id)),

  getVMStats: ({ prism, path, query }) => {
    const { now } = prism.world
    const shown = rowNamed(prism.cluster, path.vm_id)
    return alignedStatsResponse(now, query, gaugesOf(shown, now))
  },

  getVirtualDisksInVm: ({ prism, path, query }) =>
    arithmos(
      controllerNamed(prism.cluster, path.vm_id) ? [] : disksOf(prism, path.vm_id),
      query,
      withEntityNames('appliance.configuration.VirtualDiskDTO')
    ),

  listNutanixGuestTools: ({ prism: { cluster }, query: { vm_names: names } }) =>
    Object.values(cluster.vms)
      .filter(vm => vm.spec.guestTools && (names === undefined || names.includes(vm.name)))
      .map(vm => guestToolsDto(cluster, vm)),

  getNutanixGuestTools: ({ prism, path }) => guestToolsDto(prism.cluster, vmNamed(prism, path.vm_id)),

  createNutanixGuestTools: ({ prism, path, body }) => switchTools(prism, path.vm_id, body.enabled ?? true),

  updateNutanixGuestTools: ({ prism, path, body }) => switchTools(prism, path.vm_id, body.enabled ?? true),

  patchNutanixGuestTools: ({ prism, path, body }) => {
    const { enabled } = guestToolsDto(prism.cluster, vmNamed(prism, path.vm_id))
    return switchTools(prism, path.vm_id, unwrapPatch(body).enabled ?? enabled ?? false)
  },

  mountNutanixGuestTools: ({ prism, path }) => mountTools(prism, path.vm_id, 'MOUNT'),

  unmountNutanixGuestTools: ({ prism, path }) => mountTools(prism, path.vm_id, 'UNMOUNT')
} satisfies Partial<V1CanonicalHandlers>

/** A VM as the list has it, a controller VM too. */
function rowNamed(here: View<Cluster>, id: string): Model<'VmSummary'> {
  return controllerNamed(here, id) ?? listedVmDto(here, vmOf(here, entityUuid(id)))
}

function controllerNamed(here: View<Cluster>, id: string): Model<'VmSummary'> | undefined {
  const uuid = entityUuid(id)
  return controllerVmDtos(here).find(row => row.uuid === uuid)
}

const nameOf = ({ cluster }: Prism, id: string): string => rowNamed(cluster, id).vm_name ?? ''

const disksOf = (prism: Prism, id: string) => virtualDisksOf(prism.cluster, [vmNamed(prism, id)])

function vmNamed({ cluster }: Prism, id: string): View<Vm> {
  return vmOf(cluster, entityUuid(id))
}

function switchTools(prism: Prism, id: string, enabled: boolean): Model<'GuestTools'> {
  const { uuid } = vmNamed(prism, id)
  prism.submit({ type: 'switch-guest-tools', vm: uuid, enabled })
  return guestToolsDto(prism.cluster, vmNamed(prism, id))
}

function mountTools(prism: Prism, id: string, operation: string): { value: boolean } {
  prism.submit({ type: 'manage-guest-tools', vm: entityUuid(id), operation })
  return { value: true }
}

function snapshotsOfVm(here: View<Cluster>, id: string): V1CanonicalModel<'VmSnapshotInfo'>[] {
  const { uuid } = vmOf(here, entityUuid(id))
  return Object.values(here.protectionDomains)
    .filter(({ removedAt }) => removedAt === null)
    .flatMap(domain => snapshotsOf(domain, uuid))
    .sort((a, b) => (b.snapshot_create_time ?? 0) - (a.snapshot_create_time ?? 0))
}

/** The UUID of a VM, or the host of a controller VM. */
type VmSource = string | View<Host>

/** What people search and sort by, as its row has it, without the making of the row. */
function knownOf(here: View<Cluster>, source: VmSource) {
  if (typeof source !== 'string') return attributesOf(controllerVmDto(here, source))
  const { uuid, name, powerState, protectionDomain, spec } = vmOf(here, source)
  return {
    uuid,
    vm_uuid: uuid,
    vm_name: name,
    power_state: powerState,
    protection_domain_name: protectionDomain,
    num_vcpus: spec.vcpus * spec.coresPerVcpu,
    memory_capacity_in_bytes: spec.memoryMb * BYTES_PER_MEBIBYTE,
    guest_operating_system: spec.guestOs,
    controller_vm: false,
    is_cvm: false
  }
}

/** Clients filter by names that the list does not show [C: clients]. */
function attributesOf(vm: Model<'VmSummary'>) {
  return { ...vm, vm_uuid: vm.uuid, is_cvm: vm.controller_vm, is_control_domain: false }
}

function snapshotsOf(domain: View<ProtectionDomain>, uuid: string): V1CanonicalModel<'VmSnapshotInfo'>[] {
  return domain.snapshots.flatMap(snapshot => snapshotInfo(snapshot, uuid) ?? [])
}

function snapshotInfo(snapshot: View<Snapshot>, uuid: string): V1CanonicalModel<'VmSnapshotInfo'> | undefined {
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
