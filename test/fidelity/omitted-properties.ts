/**
 * Published properties that answers of v2.0 lack, by the reason and by the operation. What wraps a list is not counted: each
 * backend of the product has metadata of its own [C: recorded].
 */
type Omitted = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>

const creation = [
  'allow_live_migrate',
  'boot',
  'cbr_not_capable_reason',
  'gpus_assigned',
  'guest_driver_version',
  'guest_os',
  'ha_priority',
  'host_uuid',
  'memory_reservation_mb',
  'power_state',
  'serial_ports',
  'storage_container_uuid',
  'tools_installer_mounted',
  'tools_running_status',
  'uuid',
  'vcpu_reservation_hz',
  'vm_customization_config',
  'vm_disk_info',
  'vm_disks[].disk_address.disk_label',
  'vm_disks[].disk_address.is_cdrom',
  'vm_disks[].disk_address.ndfs_filepath',
  'vm_disks[].disk_address.vmdisk_uuid',
  'vm_disks[].disk_address.volume_group_uuid',
  'vm_disks[].flash_mode_enabled',
  'vm_disks[].is_scsi_pass_through',
  'vm_disks[].is_thin_provisioned',
  'vm_disks[].vm_disk_clone.disk_address.device_bus',
  'vm_disks[].vm_disk_clone.disk_address.device_index',
  'vm_disks[].vm_disk_clone.disk_address.disk_label',
  'vm_disks[].vm_disk_clone.disk_address.is_cdrom',
  'vm_disks[].vm_disk_clone.disk_address.ndfs_filepath',
  'vm_disks[].vm_disk_clone.disk_address.volume_group_uuid',
  'vm_disks[].vm_disk_create',
  'vm_features',
  'vm_gpus',
  'vm_logical_timestamp',
  'vm_nics[].adapter_type',
  'vm_nics[].ip_address',
  'vm_nics[].port_id',
  'vm_nics[].requested_ip_address'
]

export const omitted: Omitted = {
  'Left out of recorded clusters [C: recorded].': {
    getClusterInfo: ['alert_summary', 'health_summary']
  },
  'Said only of an image that was given one, and no request gives one.': {
    getImages: ['entities[].checksum', 'entities[].checksum_type'],
    getImage: ['checksum', 'checksum_type']
  },
  'The recorded list of unprotected VMs has neither figures nor summaries, nor these [C: recorded].': {
    getUnprotectedVms: [
      'entities[].description',
      'entities[].non_ndfs_details',
      'entities[].gpus_in_use',
      'entities[].vm_features',
      'entities[].stats',
      'entities[].usage_stats',
      'entities[].alert_summary',
      'entities[].health_summary'
    ]
  },
  'A request: what would make the VM anew, in the words of a creation, which the recorded snapshots have too [C: recorded].':
    {
      getSnapshots: creation.map(name => `entities[].vm_create_spec.${name}`),
      getSnapshot: creation.map(name => `vm_create_spec.${name}`)
    },
  'Requests only: answers say vm_disk_info and ip_address.': {
    getVMs: ['entities[].vm_disks', 'entities[].vm_nics[].requested_ip_address'],
    getVM: ['vm_disks', 'vm_nics[].requested_ip_address'],
    getNics: ['entities[].requested_ip_address'],
    getNic: ['requested_ip_address']
  },
  'Left out of recorded VMs of AHV, whose lists say nothing of what has no value [C: recorded].': {
    getVMs: [
      'entities[].serial_ports',
      'entities[].vm_customization_config',
      'entities[].storage_container_uuid',
      'entities[].guest_driver_version',
      'entities[].cbr_not_capable_reason',
      'entities[].tools_installer_mounted',
      'entities[].tools_running_status'
    ],
    getVM: [
      'serial_ports',
      'vm_customization_config',
      'storage_container_uuid',
      'guest_driver_version',
      'cbr_not_capable_reason',
      'tools_installer_mounted',
      'tools_running_status'
    ]
  },
  'Left out of recorded disks of VMs, which say is_cdrom beside the address [C: recorded].': {
    getVMs: [
      'entities[].boot.disk_address.is_cdrom',
      'entities[].boot.disk_address.volume_group_uuid',
      'entities[].vm_disk_info[].disk_address.is_cdrom',
      'entities[].vm_disk_info[].disk_address.volume_group_uuid'
    ],
    getVM: [
      'vm_disk_info[].disk_address.is_cdrom',
      'vm_disk_info[].disk_address.volume_group_uuid',
      'boot.disk_address.is_cdrom',
      'boot.disk_address.volume_group_uuid'
    ]
  },
  'Of other hypervisors; a recorded adapter of AHV lacks it [C: recorded].': {
    getVMs: ['entities[].vm_nics[].port_id', 'entities[].vm_nics[].adapter_type'],
    getVM: ['vm_nics[].port_id', 'vm_nics[].adapter_type'],
    getNics: ['entities[].port_id', 'entities[].adapter_type'],
    getNic: ['port_id', 'adapter_type']
  },
  'Left out of recorded disks of VMs, which say is_cdrom beside the address [C: recorded], of their sources too.': {
    getVMs: [
      'entities[].vm_disk_info[].source_disk_address.is_cdrom',
      'entities[].vm_disk_info[].source_disk_address.volume_group_uuid'
    ],
    getVM: ['vm_disk_info[].source_disk_address.is_cdrom', 'vm_disk_info[].source_disk_address.volume_group_uuid']
  }
}
