/** VM snapshot endpoints. */
import { containerNamed, getOwn, required, entityUuid } from '../../domain/core/index.js'
import type { Cluster, View, VmSnapshot } from '../../domain/core/index.js'
import { acropolis } from '../lists/index.js'
import type { Model, V2Handlers } from '../core/index.js'
import { taskUuidDto } from './dto/task-uuid.js'
import { nicDto } from './dto/vm.js'
import { cloneSpecs } from './dto/vm-request.js'

export const vmSnapshots = {
  getSnapshots: ({ prism: { cluster }, query }) => {
    const wanted = query.vm_uuid === undefined ? undefined : entityUuid(query.vm_uuid)
    const all = Object.values(cluster.vmSnapshots).filter(({ vm }) => (wanted ?? vm) === vm)
    return acropolis(all.map(snapshot => snapshotDto(cluster, snapshot)))
  },

  getSnapshot: ({ prism: { cluster }, path }) => {
    const snapshot = getOwn(cluster.vmSnapshots, path.uuid)
    const message = `Snapshot ${path.uuid} does not exist on ${cluster.name}`
    return snapshotDto(cluster, required(snapshot, 'vm-snapshot/not-found', message))
  },

  createSnapshot: ({ prism, body }) => {
    const snapshots = (body.snapshot_specs ?? []).map(spec => ({
      vm: entityUuid(spec.vm_uuid),
      name: spec.snapshot_name ?? null
    }))
    return taskUuidDto(prism.submit({ type: 'snapshot-vms', snapshots }))
  },

  deleteSnapshot: ({ prism, path, query }) => {
    const timestamp = query.logical_timestamp ?? null
    return taskUuidDto(prism.submit({ type: 'delete-vm-snapshot', snapshot: path.uuid, timestamp }))
  },

  cloneSnapshot: ({ prism, path, body }) =>
    taskUuidDto(prism.submit({ type: 'clone-vm-snapshot', snapshot: path.uuid, clones: cloneSpecs(body?.spec_list) }))
} satisfies Partial<V2Handlers>

export function snapshotDto(here: View<Cluster>, snapshot: View<VmSnapshot>): Model<'AcropolisSnapshot'> {
  return {
    uuid: snapshot.uuid,
    deleted: false,
    group_uuid: snapshot.groupUuid,
    logical_timestamp: 1,
    created_time: snapshot.createdAt,
    snapshot_name: snapshot.name,
    vm_uuid: snapshot.vm,
    vm_create_spec: creationOf(here, snapshot)
  }
}

/** What a client would send to make the VM anew: its disks cloned from those of the snapshot [C: clients, which read them so]. */
function creationOf(here: View<Cluster>, { vmName, spec, groupUuid }: View<VmSnapshot>): Model<'Vm'> {
  return {
    name: vmName,
    ...(spec.description !== null && { description: spec.description }),
    num_vcpus: spec.vcpus,
    num_cores_per_vcpu: spec.coresPerVcpu,
    memory_mb: spec.memoryMb,
    timezone: spec.timezone,
    vm_disks: spec.disks.map(disk => ({
      disk_address: { device_bus: disk.bus, device_index: disk.index },
      is_cdrom: disk.cdrom,
      is_empty: disk.cdrom && disk.sizeBytes === 0,
      vm_disk_clone: {
        disk_address: { vmdisk_uuid: disk.uuid },
        snapshot_group_uuid: groupUuid,
        storage_container_uuid: containerNamed(here, disk.container)?.uuid ?? null,
        minimum_size: disk.sizeBytes
      }
    })),
    vm_nics: spec.nics.map(nic => nicDto(here, nic))
  }
}
