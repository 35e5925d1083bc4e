/** Maps volume groups between wire and domain. */
import { containerNamed, diskPath, getOwn } from '../../../domain/core/index.js'
import { attachedVms } from '../../../domain/volume-groups/index.js'
import type {
  Cluster,
  IscsiClient,
  View,
  VolumeDisk,
  VolumeDiskRequest,
  VolumeGroup,
  VolumeGroupRequest
} from '../../../domain/core/index.js'
import type { Model } from '../../core/index.js'
import { cloneRequest, createRequest } from './vm-request.js'

const BYTES_PER_MEBIBYTE = 1024 * 1024

export function volumeGroupDto(
  here: View<Cluster>,
  group: View<VolumeGroup>,
  withSizes = true
): Model<'VolumeGroupConfig'> {
  const { spec } = group
  return {
    uuid: group.uuid,
    name: group.name,
    description: spec.description,
    disk_list: [...spec.disks].sort((a, b) => a.index - b.index).map(disk => volumeDiskDto(here, disk, withSizes)),
    attachment_list: [
      ...attachedVms(here, group).map(vm => attachment({ vm_uuid: vm.uuid })),
      ...group.clients.flatMap(uuid => {
        const client = getOwn(here.iscsiClients, uuid)
        return client === undefined ? [] : [clientAttachment(client)]
      })
    ],
    enabled_authentications: authentications(spec.authentication),
    iscsi_target: spec.iscsiTarget,
    flash_mode_enabled: spec.flashMode,
    usage_type: 'UNKNOWN',
    is_shared: spec.shared,
    is_deleted: false,
    logical_timestamp: group.logicalTimestamp,
    last_modified_timestamp_usecs: group.modifiedAt
  }
}

function attachment(who: Model<'VolumeAttachment'>): Model<'VolumeAttachment'> {
  return {
    vm_uuid: null,
    client_uuid: null,
    iscsi_initiator_name: null,
    initiator_ip_address: null,
    enabled_authentications: [],
    ...who
  }
}

function clientAttachment(client: View<IscsiClient>): Model<'VolumeAttachment'> {
  const named = client.address.startsWith('iqn.')
  return attachment({
    client_uuid: client.uuid,
    iscsi_initiator_name: named ? client.address : null,
    initiator_ip_address: named ? null : client.address,
    enabled_authentications: authentications(client.authentication)
  })
}

export function volumeDiskDto(here: View<Cluster>, disk: View<VolumeDisk>, withSizes = true): Model<'VolumeDisk'> {
  const container = containerNamed(here, disk.container)
  return {
    index: disk.index,
    vmdisk_uuid: disk.uuid,
    vmdisk_size_bytes: withSizes ? disk.sizeBytes : null,
    vmdisk_size_mb: withSizes ? Math.ceil(disk.sizeBytes / BYTES_PER_MEBIBYTE) : null,
    storage_container_uuid: container?.uuid ?? null,
    storage_container_id: container?.number ?? null,
    container_uuid: container?.uuid ?? null,
    container_id: container?.number ?? null,
    vmdisk_path: diskPath(disk),
    flash_mode_enabled: disk.flashMode
  }
}

export function iscsiClientDto(client: View<IscsiClient>): Model<'IscsiClient'> {
  return {
    uuid: client.uuid,
    client_address: client.address,
    enabled_authentications: authentications(client.authentication)
  }
}

function authentications(type: IscsiClient['authentication']): Model<'ClientAuthentication'>[] {
  return [{ auth_type: type, password: null }]
}

type Authentications = readonly Model<'ClientAuthentication'>[] | null | undefined

/** CHAP where a client names it among others. */
export function authenticationOf(authentications: Authentications): IscsiClient['authentication'] {
  return authentications?.some(({ auth_type: type }) => type?.toUpperCase() === 'CHAP') === true ? 'CHAP' : 'NONE'
}

export function addressesOf(clients: readonly Model<'IscsiClient'>[]): string[] {
  return clients.map(client => client.client_address ?? client.uuid ?? '')
}

export function volumeGroupRequest(dto: Model<'VolumeGroupCreate'>): VolumeGroupRequest {
  return {
    name: dto.name,
    uuid: dto.uuid?.toLowerCase() || null,
    description: dto.description ?? null,
    shared: dto.is_shared ?? false,
    flashMode: dto.flash_mode_enabled ?? false,
    iscsiTarget: targetName(dto),
    authentication: authenticationOf(dto.enabled_authentications),
    disks: (dto.disk_list ?? []).map(volumeDiskRequest),
    clients: addressesOf(dto.attached_clients ?? []),
    changeBytesPerSecond: 0
  }
}

/** The whole name, or its beginning. */
export function targetName(dto: { iscsi_target?: string | null; iscsi_target_prefix?: string | null }): string | null {
  return dto.iscsi_target ?? dto.iscsi_target_prefix ?? null
}

export function volumeDiskRequest(dto: Model<'VolumeDiskCreate'>): VolumeDiskRequest {
  const [create, clone] = [createRequest(dto.create_config), cloneRequest(dto.clone_config)]
  return {
    index: dto.index ?? null,
    sizeBytes: clone?.minimumBytes ?? create?.sizeBytes ?? null,
    source: clone?.source ?? null,
    container: create?.container ?? clone?.container ?? null
  }
}
