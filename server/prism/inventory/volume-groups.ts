/** Volume group and iSCSI client endpoints. */
import { instant, entityUuid } from '../../domain/core/index.js'
import { iscsiClientOf, usedBytesOfGroup, volumeGroupOf } from '../../domain/volume-groups/index.js'
import { acropolis, cerebro } from '../lists/index.js'
import type { V2Handlers } from '../core/index.js'
import { RequestError } from '../core/index.js'
import { mapView } from '../reads/index.js'
import { statsResponse, steadyGauges } from '../figures/index.js'
import { taskUuidDto } from './dto/task-uuid.js'
import {
  addressesOf,
  authenticationOf,
  iscsiClientDto,
  targetName,
  volumeDiskDto,
  volumeDiskRequest,
  volumeGroupDto,
  volumeGroupRequest
} from './dto/volume-group.js'

const BYTES_PER_MEBIBYTE = 1024 * 1024

/** The version that a client has read; 0 stands for none, as clients send it that have read none [C: clients]. */
const versionSeen = (timestamp: number | null | undefined): number | null => timestamp || null

export const volumeGroups = {
  /** With the metadata of Cerebro's lists [C: recorded, sts-nutanix-agent-checks]. */
  getVolumeGroups: ({ prism: { cluster }, query }) =>
    cerebro(
      Object.values(cluster.volumeGroups).map(group => volumeGroupDto(cluster, group, query.include_disk_size ?? true))
    ),

  getVolumeGroup: ({ prism: { cluster }, path, query }) =>
    volumeGroupDto(cluster, volumeGroupOf(cluster, path.uuid), query.include_disk_size ?? true),

  createVolumeGroup: ({ prism, body }) =>
    taskUuidDto(prism.submit({ type: 'create-volume-group', request: volumeGroupRequest(body) })),

  updateVolumeGroupOfVolumeGroups: ({ prism, path, body }) => {
    const { name, description, is_shared: shared, flash_mode_enabled: flashMode, attached_clients: clients } = body
    const target = targetName(body)
    prism.submit({
      type: 'change-volume-group',
      group: path.uuid,
      seen: versionSeen(body.logical_timestamp),
      change: {
        ...(name != null && { name }),
        ...(description !== undefined && { description }),
        ...(shared != null && { shared }),
        ...(flashMode != null && { flashMode }),
        ...(target !== null && { iscsiTarget: target }),
        ...(body.enabled_authentications != null && { authentication: authenticationOf(body.enabled_authentications) }),
        ...(clients != null && { clients: addressesOf(clients) })
      }
    })
    return volumeGroupDto(prism.cluster, volumeGroupOf(prism.cluster, path.uuid))
  },

  removeVolumeGroup: ({ prism, path, query }) =>
    taskUuidDto(
      prism.submit({ type: 'remove-volume-group', group: path.uuid, seen: versionSeen(query.logical_timestamp) })
    ),

  attachVirtualMachine: ({ prism, path, body }) =>
    taskUuidDto(
      prism.submit({
        type: 'attach-volume-group',
        group: path.uuid,
        vm: entityUuid(body.vm_uuid),
        seen: versionSeen(body.logical_timestamp)
      })
    ),

  detachVirtualMachine: ({ prism, path, body }) =>
    taskUuidDto(
      prism.submit({
        type: 'detach-volume-group',
        group: path.uuid,
        vm: entityUuid(body.vm_uuid),
        seen: versionSeen(body.logical_timestamp)
      })
    ),

  cloneVolumeGroup: ({ prism, path, body }) =>
    taskUuidDto(
      prism.submit({
        type: 'clone-volume-group',
        group: path.uuid,
        name: body.name ?? '',
        iscsiTarget: targetName(body),
        seen: versionSeen(body.logical_timestamp)
      })
    ),

  openVolumeGroup: ({ prism, path, body }) => {
    const client = clientIn(body)
    prism.submit({ type: 'open-volume-group', group: path.uuid, client, seen: versionSeen(body.logical_timestamp) })
    return { value: true }
  },

  closeVolumeGroup: ({ prism, path, body }) => {
    const client = clientIn(body)
    prism.submit({ type: 'close-volume-group', group: path.uuid, client, seen: versionSeen(body.logical_timestamp) })
    return { value: true }
  },

  createVolumeDisk: ({ prism, path, body }) =>
    taskUuidDto(prism.submit({ type: 'add-volume-disk', group: path.uuid, disk: volumeDiskRequest(body) })),

  updateVolumeDisk: ({ prism, path, body }) => {
    const { index, flash_mode_enabled: flashMode, upgrade_spec: upgrade, clone } = body
    if (clone != null) throw new RequestError('invalid', 'A disk cannot be replaced by a clone: add one, and remove it')
    const mebibytes = upgrade?.size_mb
    const sizeBytes = upgrade?.size ?? (mebibytes == null ? undefined : mebibytes * BYTES_PER_MEBIBYTE)
    const container = upgrade?.storage_container_uuid
    prism.submit({
      type: 'change-volume-disk',
      group: path.uuid,
      index,
      change: {
        ...(sizeBytes !== undefined && { sizeBytes }),
        ...(flashMode != null && { flashMode }),
        ...(container != null && { container })
      }
    })
    const disk = volumeGroupOf(prism.cluster, path.uuid).spec.disks.find(each => each.index === index)
    if (disk === undefined) throw new Error(`Disk ${index} has gone`)
    return volumeDiskDto(prism.cluster, disk)
  },

  deleteVolumeDisk: ({ prism, path, query }) =>
    taskUuidDto(
      prism.submit({
        type: 'remove-volume-disk',
        group: path.uuid,
        index: path.index,
        seen: versionSeen(query.logical_timestamp)
      })
    ),

  getVolumeGroupStats: ({ prism: { world, cluster }, path, query }) => {
    const { spec } = volumeGroupOf(cluster, path.uuid)
    const figures = { 'storage.usage_bytes': String(usedBytesOfGroup(spec)) }
    const { start_time_usecs: start_time_in_usecs, end_time_usecs: end_time_in_usecs } = query
    const change = mapView(query, sent => ({ ...sent, start_time_in_usecs, end_time_in_usecs }))
    return statsResponse(world.now, change, steadyGauges(figures, world.now, instant(0)))
  },

  getIscsiClients: ({ prism: { cluster } }) => acropolis(Object.values(cluster.iscsiClients).map(iscsiClientDto)),

  getIscsiClient: ({ prism: { cluster }, path }) => iscsiClientDto(iscsiClientOf(cluster, path.uuid)),

  updateVolumeGroup: ({ prism, path, body }) => {
    const { client_address: address, enabled_authentications: authentications } = body
    prism.submit({
      type: 'change-iscsi-client',
      client: path.uuid,
      change: {
        ...(address != null && { address }),
        ...(authentications != null && { authentication: authenticationOf(authentications) })
      }
    })
    return iscsiClientDto(iscsiClientOf(prism.cluster, path.uuid))
  }
} satisfies Partial<V2Handlers>

/** By qualified name or address, or by UUID; older clients name the address alone, those of v0.8 the qualified name too. */
function clientIn(body: {
  iscsi_client?: { client_address?: string | null; uuid?: string | null } | null
  iscsi_client_ip?: string | null
  iscsi_initiator?: string | null
}): string {
  const { iscsi_client: client, iscsi_client_ip: ip, iscsi_initiator: initiator } = body
  return client?.client_address ?? client?.uuid ?? initiator ?? ip ?? ''
}
